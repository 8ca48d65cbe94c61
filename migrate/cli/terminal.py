"""The output on a terminal: a progress bar, a table, the diagnostics that matter most, and what to do next."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TextIO

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from migrate.cli import display
from migrate.cli.options import Options
from migrate.diagnostics import Severity
from migrate.discover import Survey
from migrate.outcomes import Mode, Status, Tier
from migrate.report import Totals

_SHOWN = 30  # diagnostics and skipped files listed before the rest is only counted
_STYLES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "dim"}


@contextlib.contextmanager
def progress_bar() -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr that goes away when the work is done."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Reading", total=None)

        def update(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total, description="Migrating")

        yield update


def show_on_terminal(
    options: Options, found: Survey, results: display.Results, totals: Totals, stream: TextIO
) -> None:
    """Prints the result of a run for a person."""
    console = Console(file=stream, highlight=False, soft_wrap=True)
    if options.verbosity > 0:
        for path, why in found.ignored:
            console.print(f"[dim]{escape(str(path))}: left out: {escape(why)}[/]")
    _show_files(console, options, results)
    _show_diagnostics(console, options, results)
    console.print(_table(options, totals))
    for line in _next_steps(options, results, totals):
        console.print(line)


def _show_files(console: Console, options: Options, results: display.Results) -> None:
    if options.verbosity > 0:
        for entry, outcome in results:
            for line in display.file_lines(options, entry, outcome):
                console.print(escape(line))
        return
    skipped = [(entry, outcome) for entry, outcome in results if outcome.status is Status.SKIPPED]
    for entry, outcome in skipped[:_SHOWN]:
        console.print(f"[dim]{escape(str(entry.path))}: skipped: {escape(outcome.reason)}[/]")
    if len(skipped) > _SHOWN:
        console.print(f"[dim]... and {len(skipped) - _SHOWN} more skipped files[/]")


def _show_diagnostics(console: Console, options: Options, results: display.Results) -> None:
    """Errors first, then warnings; notes are counted only."""
    if options.verbosity > 0:
        return
    found = [
        (entry, diagnostic)
        for severity in (Severity.ERROR, Severity.WARNING)
        for entry, outcome in results
        for diagnostic in sorted(outcome.diagnostics)
        if diagnostic.severity is severity
    ]
    for entry, diagnostic in found[:_SHOWN]:
        place, _, rest = display.diagnostic_line(options, entry, diagnostic).partition(
            f" {diagnostic.code} "
        )
        style = _STYLES[diagnostic.severity]
        console.print(f"{escape(place)} [{style}]{diagnostic.code}[/] {escape(rest)}")
    hidden = found[_SHOWN:]
    if hidden:
        codes = Counter(diagnostic.code for _, diagnostic in hidden)
        most = ", ".join(f"{code} {number}x" for code, number in codes.most_common(5))
        console.print(
            f"[dim]... and {len(hidden)} more ({most}); -v, a pipe or --report shows all of them[/]"
        )


def _table(options: Options, totals: Totals) -> Table:
    table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 3, 0, 0))
    table.add_column(style="bold")
    table.add_column()
    would = options.check or (options.diff and options.out is None)
    names = {"changed": "would change" if would else "changed"}
    table.add_row("files", _counts(totals.files, names, red="failed", always="changed"))
    for noun, tiers in (("functions", totals.models), ("drivers", totals.drivers)):
        if any(tiers.values()):
            table.add_row(noun, _counts(tiers, {}, red="flagged"))
    severities = {
        f"{name}s" if number != 1 else name: number for name, number in totals.severities.items()
    }
    table.add_row("diagnostics", _counts(severities, {}, red="errors") or "none")
    return table


def _counts(numbers: dict[str, int], names: dict[str, str], *, red: str, always: str = "") -> str:
    parts = []
    for key, number in numbers.items():
        if number or key == always:
            text = f"{number} {names.get(key, key)}"
            parts.append(f"[red]{text}[/]" if key in (red, red.rstrip("s")) else text)
    return ", ".join(parts)


def _next_steps(options: Options, results: display.Results, totals: Totals) -> Iterator[str]:
    if not results:
        return
    code = _example_code(results)
    if code:
        yield f"What a code means: [bold]python -m migrate explain {code}[/]"
    if totals.files["changed"] == 0:
        yield "Nothing to migrate."
        return
    if options.check or (options.diff and options.out is None):
        yield "Nothing was written."
        return
    yield "[bold]What to do next[/]"
    if options.out is not None:
        yield f"  1. The migrated tree is [bold]{escape(str(options.out))}[/]."
    else:
        yield "  1. Review the changes: [bold]git diff[/]."
    shimmed = totals.functions[Tier.SHIMMED.value] > 0
    if shimmed:
        yield "  2. Where it runs, install the shim with TensorFlow: [bold]pip install 'migrate-tf1\\[tensorflow]'[/]."
    else:
        yield "  2. Where it runs, install TensorFlow 2.16 or later."
    graph = any(outcome.mode.mode is Mode.GRAPH for _, outcome in results)
    eager = any(outcome.mode.mode is Mode.EAGER for _, outcome in results)
    if graph:
        yield "  3. Programs with sessions restore old checkpoints as before, with tf.compat.v1.train.Saver()."
    if eager or not graph:
        number = 4 if graph else 3
        yield f"  {number}. Restore an old checkpoint by name: [bold]migrate.checkpoint.restore(model, path)[/]."


def _example_code(results: display.Results) -> str:
    """The most frequent code of the highest severity; empty if there are no diagnostics."""
    for severity in (Severity.ERROR, Severity.WARNING, Severity.NOTE):
        codes = Counter(
            diagnostic.code
            for _, outcome in results
            for diagnostic in outcome.diagnostics
            if diagnostic.severity is severity
        )
        if codes:
            return max(sorted(codes), key=lambda code: codes[code])
    return ""
