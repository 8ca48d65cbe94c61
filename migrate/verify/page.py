"""A verification as one HTML page that loads nothing."""

from __future__ import annotations

from html import escape
from typing import Any

from migrate.verify.compare import DIFFERS, EQUAL, Check
from migrate.verify.page_style import STYLE
from migrate.verify.page_tree import name_tree
from migrate.verify.plots import difference_plot
from migrate.verify.source_view import anchor, sources

_MARKS = {EQUAL: ("✓", "good"), DIFFERS: ("✗", "bad")}
_MOST = 25  # rows of a check that are shown at once


def page(proof: Any) -> str:
    """The page for a :class:`migrate.verify.Proof`."""
    from migrate.cli.verify_text import how_after, verdict_line

    request, verdict = proof.request, proof.verdict
    state = "good" if verdict.equal else "bad"
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8>",
        '<meta name=viewport content="width=device-width, initial-scale=1">',
        f"<title>{escape(request.entry)}: {'equal' if verdict.equal else 'different'}</title><style>{STYLE}</style>",
        f"<h1>{escape(request.entry)}</h1>",
        f'<p class="verdict {state}">{escape(verdict_line(proof))}</p>',
        "<p>Both sides were run, with equal weights and inputs.</p>",
        f"<table><tr><th>before<td>{escape(str(request.before))}<td>{escape(proof.how)}",
        f"<tr><th>after<td>{escape(str(request.after))}<td>{escape(how_after(proof))}",
        *_called(request),
        "</table>",
        '<h2>What was compared</h2><table class="checks">',
        *map(_check_row, verdict.checks),
        "</table>",
        *_parting(proof),
        *_problems(verdict.checks),
        "<h2>Variables</h2>" + name_tree(proof),
        *_plots(verdict.checks),
        "<h2>Source</h2>" + sources(request, verdict.parting.file if verdict.parting else ""),
    ]
    return "\n".join(parts) + "\n"


def _called(request: Any) -> list[str]:
    """What the entry was called with."""
    given = [f"{name}: {spec}" for name, spec in request.inputs.items()]
    given += [f"{name} = {value!r}" for name, value in request.arguments.items()]
    training = [f"{name} = {value!r}" for name, value in request.training.items()]
    if training:
        given.append("for the training step " + ", ".join(training))
    if request.checkpoint:
        given.append(f"values from {request.checkpoint}")
    return [f"<tr><th>with<td colspan=2>{escape('; '.join(given))}"] if given else []


def _check_row(check: Check) -> str:
    mark, state = _MARKS.get(check.verdict, ("–", "warn"))
    summary = escape(check.summary).replace("\n", "<br>")
    name = escape(check.name)
    if check.problems:
        name = f'<a href="#{_id(check)}">{name}</a>'
    return (
        f'<tr><td class="{state}">{mark}<td>{name}<td class="{state}">{check.verdict}<td>{summary}'
    )


def _id(check: Check) -> str:
    return check.name.split(",")[0].replace(" ", "-")


def _parting(proof: Any) -> list[str]:
    from migrate.cli.verify_text import parting_lines

    lines = parting_lines(proof)
    if not lines:
        return []
    file, line = proof.verdict.parting.file, proof.verdict.parting.place.rpartition(":")[2]
    link = ""
    if file and line.isdigit():
        link = f'<p><a href="#{anchor(file, int(line))}">{escape(file)}, line {line}</a></p>'
    text = escape("\n".join(lines))
    return [f'<h2>Where they part</h2><div class="box"><pre>{text}</pre>{link}</div>']


def _problems(checks: tuple[Check, ...]) -> list[str]:
    """What differs, check by check; long lists end in a part to open."""
    found = []
    for check in checks:
        rows = [
            f'<tr><td>{escape(row.name)}<td class="bad">{escape(row.problem)}'
            for row in check.problems
        ]
        if not rows:
            continue
        first, rest = "".join(rows[:_MOST]), "".join(rows[_MOST:])
        found.append(f'<h3 id="{_id(check)}">{escape(check.name)}</h3>')
        found.append(f'<div class="scroll"><table class="rows">{first}</table>')
        if rest:
            found.append(f"<details><summary>{len(rows) - _MOST} more</summary>")
            found.append(f'<table class="rows">{rest}</table></details>')
        found.append("</div>")
    return ["<h2>What differs</h2>", *found] if found else []


def _plots(checks: tuple[Check, ...]) -> list[str]:
    plots = {c.name: difference_plot(c.rows) for c in checks if c.name != "initializers"}
    found = [f"<h3>{escape(name)}</h3>{plot}" for name, plot in plots.items() if plot]
    if not found:
        return []
    key = (
        '<p class="key">The largest difference of each array, relative to its scale; the upright bar is what is allowed. '
        "Equal to the last bit: at the left edge.</p>"
    )
    return ["<h2>How far apart</h2>" + key, *found]
