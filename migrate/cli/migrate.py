"""``python -m migrate SRC``: runs the pipeline over the sources and puts the result where it belongs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from migrate import config as configuration
from migrate.cli import display
from migrate.cli.app import DONE, NOT_DONE, discard_output
from migrate.cli.options import Options, parse
from migrate.config import Config
from migrate.diagnostics import Severity
from migrate.discover import SourceEntry, Survey, survey
from migrate.errors import UsageError
from migrate.outcomes import FileOutcome, Status

_LISTED = 20  # files named in an error message


@dataclass(frozen=True)
class Result:
    """A file and what became of it."""

    entry: SourceEntry
    outcome: FileOutcome


def migrate(arguments: Sequence[str]) -> int:
    """Runs the command; see ``--help`` for the exit status.

    Raises:
      UsageError: it cannot be carried out.
    """
    options = parse(arguments)
    config = _config(options)
    found = survey(options.sources, config)
    _check_destinations(options, found)
    results = _run(options, config, found)
    if options.out is not None:
        _write_out(options, options.out, found, results)
    elif options.writes_in_place:
        _write_in_place(options, results)
    if options.report is not None:
        _write_report(options.report, config, results)
    try:
        if options.diff:
            _print_diff(results)
        display.show(options, found, [(result.entry, result.outcome) for result in results])
        sys.stdout.flush()
    except BrokenPipeError:
        discard_output()
    return _status(options, config, results)


def _config(options: Options) -> Config:
    for source in options.sources:
        if not os.path.lexists(source):
            raise UsageError(f"{source}: no such file or directory")
    config = configuration.load(options.sources)
    return replace(
        config,
        exclude=config.exclude + options.exclude,
        target=options.target or config.target,
        strict=options.strict or config.strict,
        jobs=options.jobs or config.jobs,
    )


def _check_destinations(options: Options, found: Survey) -> None:
    """Finds out before the work, not after it, that the result could not be written."""
    if options.out is not None:
        from migrate.outtree import check_places

        check_places(found.roots, options.out)
    if options.report is not None:
        parent = options.report.resolve().parent
        in_out = options.out is not None and parent.is_relative_to(options.out.resolve())
        if options.report.is_dir():
            raise UsageError(f"--report {options.report}: is a directory")
        if not parent.is_dir() and not in_out:
            raise UsageError(f"--report {options.report}: there is no directory {parent}")
        if options.report.exists() and any(
            options.report.samefile(entry.path) for entry in found.entries if entry.path.exists()
        ):
            raise UsageError(f"--report {options.report}: is one of the sources")


def _run(options: Options, config: Config, found: Survey) -> list[Result]:
    from migrate.pipeline import run as run_pipeline

    entries = [entry for entry in found.entries if not entry.skip and not entry.error]
    jobs = config.jobs or _cpus()
    with display.progress(options) as progress:
        outcomes = run_pipeline(entries, config, jobs, progress).outcomes if entries else []
    processed = iter(outcomes)
    results = []
    for entry in found.entries:
        if entry.skip:
            outcome = FileOutcome(entry.relpath, Status.SKIPPED, entry.skip)
        elif entry.error:
            outcome = FileOutcome(entry.relpath, Status.FAILED, entry.error)
        else:
            outcome = next(processed)
        if entry.outside and outcome.status is Status.CHANGED and options.out is None:
            reason = "a link to a file outside the source tree; migrate it there, or use --out"
            outcome = replace(outcome, status=Status.SKIPPED, reason=reason, after=None)
        results.append(Result(entry, outcome))
    return results


def _cpus() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _changed(results: Sequence[Result]) -> list[tuple[SourceEntry, FileOutcome, bytes]]:
    return [
        (result.entry, result.outcome, result.outcome.after)
        for result in results
        if result.outcome.status is Status.CHANGED and result.outcome.after is not None
    ]


def _print_diff(results: Sequence[Result]) -> None:
    from migrate.cli.diffs import diff_path, write_diff
    from migrate.diff import unified_diff

    for entry, outcome, after in _changed(results):
        write_diff(unified_diff(outcome.before, after, diff_path(entry)))


def _write_in_place(options: Options, results: Sequence[Result]) -> None:
    changed = _changed(results)
    if not changed:
        return
    _check_version_control(options, [entry.path for entry, _, _ in changed])
    for entry, outcome, _ in changed:
        if _read(entry.path) != outcome.before:
            raise UsageError(
                f"{entry.path}: changed while it was being migrated; nothing was written"
            )
    from migrate.write import replace_file

    for done, (entry, _, after) in enumerate(changed):
        try:
            replace_file(entry.path, after)
        except UsageError as error:
            raise UsageError(f"{error} ({done} of {len(changed)} files were migrated)") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}") from error


def _check_version_control(options: Options, paths: Sequence[Path]) -> None:
    if options.allow_dirty and options.allow_no_vcs:
        return
    from migrate import vcs

    if options.allow_dirty:
        blocked = [
            vcs.Blocked(path, "not under version control", outside=True)
            for path in paths
            if vcs.repository_of(Path(os.path.realpath(path))) is None
        ]
    else:
        blocked = vcs.blocked(paths)
    outside = [item for item in blocked if item.outside and not options.allow_no_vcs]
    dirty = [item for item in blocked if not item.outside]
    if not outside and not dirty:
        return
    advice = []
    if dirty:
        advice.append("commit or stash them, or pass --allow-dirty to change them anyway")
    if outside:
        advice.append("pass --allow-no-vcs to change files that are in no git repository")
    raise UsageError(
        "nothing was written: these files would change, and git could not bring them back:\n"
        + _listing(f"{item.path} ({item.why})" for item in (*dirty, *outside))
        + "\n".join(
            f"  ({text})" for text in (*advice, "or use --out DIR to leave the sources as they are")
        )
    )


def _listing(lines: Iterable[str]) -> str:
    items = list(lines)
    shown = "".join(f"    {item}\n" for item in items[:_LISTED])
    more = len(items) - _LISTED
    return shown + (f"    ... and {more} more\n" if more > 0 else "")


def _write_out(options: Options, out: Path, found: Survey, results: Sequence[Result]) -> None:
    from migrate.outtree import conflicts, plan_tree, write_tree

    items = plan_tree(found.roots, {entry.out: after for entry, _, after in _changed(results)}, out)
    in_the_way = conflicts(items, out)
    if in_the_way and not options.allow_dirty:
        raise UsageError(
            f"nothing was written: {out} holds other content in these places:\n"
            + _listing(str(out / name) for name in in_the_way)
            + "  (choose another directory, delete it, or pass --allow-dirty to overwrite them)"
        )
    write_tree(items, out)


def _write_report(path: Path, config: Config, results: Sequence[Result]) -> None:
    from migrate import report
    from migrate.write import replace_file

    data = report.build([(result.entry.out, result.outcome) for result in results], config.target)
    replace_file(path, report.dump(data), durable=False)


def _status(options: Options, config: Config, results: Sequence[Result]) -> int:
    statuses = {result.outcome.status for result in results}
    if Status.FAILED in statuses or (options.check and Status.CHANGED in statuses):
        return NOT_DONE
    if config.strict and any(
        diagnostic.severity is not Severity.NOTE
        for result in results
        for diagnostic in result.outcome.diagnostics
    ):
        return NOT_DONE
    return DONE
