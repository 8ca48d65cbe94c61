"""What a run prints: plain lines when piped, a table and next steps on a terminal."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TextIO

from migrate.cli.options import Options
from migrate.diagnostics import Diagnostic
from migrate.discover import SourceEntry, Survey
from migrate.outcomes import FileOutcome, Mode, Status
from migrate.report import Totals, count

Results = Sequence[tuple[SourceEntry, FileOutcome]]


@contextlib.contextmanager
def progress(options: Options) -> Iterator[Callable[[int, int], None]]:
    """A callback (done, total) that moves a progress bar, if a person is watching."""
    if options.verbosity < 0 or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from migrate.cli.terminal import progress_bar

    with progress_bar() as update:
        yield update


def show(options: Options, found: Survey, results: Results) -> None:
    """Prints the outcome of a run: failures on stderr, the rest on stdout (on stderr with ``--diff``)."""
    for entry, outcome in results:
        if outcome.status is Status.FAILED:
            _print(f"migrate: {entry.path}: {outcome.reason}", sys.stderr)
    if any(outcome.status is Status.FAILED for _, outcome in results):
        advice = "correct what is wrong there and run again, or leave it out with --exclude"
        _print(f"  ({advice})", sys.stderr)
    if options.verbosity < 0:
        return
    if not results:
        where = ", ".join(map(str, options.sources))
        _print(f"migrate: {where}: no Python files found" + _left_out(found), sys.stderr)
    stream = sys.stderr if options.diff else sys.stdout
    totals = count(outcome for _, outcome in results)
    if stream.isatty():
        from migrate.cli.terminal import show_on_terminal

        show_on_terminal(options, found, results, totals, stream)
        return
    if options.verbosity > 0:
        for path, why in found.ignored:
            _print(f"{path}: left out: {why}", stream)
    for entry, outcome in results:
        for line in file_lines(options, entry, outcome):
            _print(line, stream)
    _print(summary(options, totals), stream)


def _left_out(found: Survey) -> str:
    return f" ({len(found.ignored)} paths were left out; -v lists them)" if found.ignored else ""


def file_lines(options: Options, entry: SourceEntry, outcome: FileOutcome) -> Iterator[str]:
    """The plain lines about one file: its diagnostics, why it was skipped, and with ``-v`` the rest."""
    verbose = options.verbosity > 0
    path = place(options, entry)
    if outcome.status is Status.SKIPPED:
        yield f"{entry.path}: skipped: {outcome.reason}"
    elif verbose and outcome.status is not Status.FAILED:
        mode = outcome.mode
        how = "" if mode.mode is Mode.NONE else f" ({mode.mode.value}: {mode.reason})"
        yield f"{path}: {outcome.status.value}{how}"
    if verbose:
        for verdict in outcome.verdicts:
            name = verdict.qualname if verdict.kind != "module" else "the module's top level"
            yield f"{path}:{verdict.line}: {name}: {verdict.tier.value}"
            for reason in verdict.reasons:
                where = f" (line {reason.line})" if reason.line else ""
                yield f"    {reason.code} {reason.message}{where}"
    for diagnostic in sorted(outcome.diagnostics):
        yield diagnostic_line(options, entry, diagnostic)
        if verbose and diagnostic.advice:
            yield f"    {diagnostic.advice}"


def place(options: Options, entry: SourceEntry) -> str:
    """The file a remark is about: the one in the output tree when there is one."""
    return str(options.out / entry.out) if options.out is not None else str(entry.path)


def diagnostic_line(options: Options, entry: SourceEntry, diagnostic: Diagnostic) -> str:
    """``path:line:col CODE message``; without position for a remark on the file as a whole.

    The line is the one in the migrated file, or in the file as it is when nothing is written.
    """
    where = place(options, entry)
    unwritten = options.check or (options.diff and options.out is None)
    line = diagnostic.source_line if unwritten and diagnostic.source_line else diagnostic.line
    if line:
        where += f":{line}:{diagnostic.col or 1}"
    return f"{where} {diagnostic.code} {diagnostic.message}"


def summary(options: Options, totals: Totals) -> str:
    """One line with every count."""
    files = totals.files
    changed = f"{_plural(files['changed'], 'file')} {_verb(options)}"
    parts = [f"{changed}, {files['unchanged']} unchanged"]
    parts[0] += f", {files['skipped']} skipped, {files['failed']} failed"
    for noun, tiers in (("scoped function", totals.models), ("driver", totals.drivers)):
        if any(tiers.values()):
            shown = ", ".join(f"{number} {tier}" for tier, number in tiers.items() if number)
            parts.append(f"{_plural(sum(tiers.values()), noun)}: {shown}")
    severities = ", ".join(
        _plural(number, severity) for severity, number in totals.severities.items() if number
    )
    parts.append(
        _plural(totals.diagnostics, "diagnostic") + (f": {severities}" if severities else "")
    )
    return "; ".join(parts)


def _verb(options: Options) -> str:
    return "would change" if options.check or (options.diff and options.out is None) else "changed"


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _print(line: str, stream: TextIO) -> None:
    # A path or a message may hold anything; each line of output is about one thing.
    stream.write("".join(char if char.isprintable() else _escaped(char) for char in line) + "\n")


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
