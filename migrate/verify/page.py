"""A verification as one HTML page that loads nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import Any

from migrate.verify.compare import DIFFERS, EQUAL, Check
from migrate.verify.plots import difference_plot
from migrate.verify.request import import_root, module_file
from migrate.verify.source_view import side_by_side

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 78rem; padding: 0 1rem; color: #1a1a1a; background: #fff }
h1 { font-size: 1.5rem } h2 { font-size: 1.15rem; margin-top: 2rem; border-bottom: 1px solid #ccc }
table { border-collapse: collapse } td, th { padding: .15rem .7rem .15rem 0; text-align: left; vertical-align: top }
.good { color: #146c2e; fill: #146c2e } .bad { color: #b3261e; fill: #b3261e } .none { color: #5f5f5f }
pre { margin: 0; font: 12.5px/1.35 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
.source { width: 100%; table-layout: fixed } .source td { padding: 0 .4rem } .source td:nth-child(odd) { width: 3rem; color: #767676; font: 12px ui-monospace, monospace; text-align: right }
.source .changed td:nth-child(2) { background: #fdeceb } .source .changed td:nth-child(4) { background: #e7f4ea }
ul.tree, ul.tree ul { list-style: none; margin: 0; padding-left: 1.2rem; font: 13px/1.5 ui-monospace, monospace }
svg { max-width: 100%; height: auto } svg text { font: 11px ui-monospace, monospace; fill: #333 } svg .label { text-anchor: end } svg .tick { text-anchor: middle; fill: #666 }
svg .grid { stroke: #e4e4e4 } svg .allowed { stroke: #5b21b6; stroke-width: 2 }
@media (prefers-color-scheme: dark) { body { background: #16181a; color: #e6e6e6 } svg text { fill: #ccc } svg .grid { stroke: #333 } .good { color: #6fd58b; fill: #6fd58b } .bad { color: #ff8a80; fill: #ff8a80 } .source .changed td:nth-child(2) { background: #3a1f1d } .source .changed td:nth-child(4) { background: #16301d } }
"""
_MARKS = {EQUAL: ("✓", "good"), DIFFERS: ("✗", "bad")}


def page(proof: Any) -> str:
    """The page for a :class:`migrate.verify.Proof`."""
    from migrate.cli.verify_text import how_after, parting_lines, verdict_line

    request, verdict = proof.request, proof.verdict
    state = "good" if verdict.equal else "bad"
    parts = [
        "<!doctype html><html lang=en><meta charset=utf-8>",
        '<meta name=viewport content="width=device-width, initial-scale=1">',
        f"<title>{escape(request.entry)}: {'equal' if verdict.equal else 'different'}</title><style>{_STYLE}</style>",
        f"<h1>{escape(request.entry)}</h1><p class={state}><strong>{escape(verdict_line(proof))}</strong></p>",
        "<p>Both sides were run, with equal weights and inputs.</p>",
        f"<table><tr><th>before<td>{escape(str(request.before))}<td>{escape(proof.how)}",
        f"<tr><th>after<td>{escape(str(request.after))}<td>{escape(how_after(proof))}</table>",
        "<h2>What was compared</h2><table>",
        *map(_check_row, verdict.checks),
        "</table>",
    ]
    lines = parting_lines(proof)
    if lines:
        parts.append("<h2>Where they part</h2><pre>" + escape("\n".join(lines)) + "</pre>")
    if any(check.problems for check in verdict.checks):
        parts.append("<h2>What differs</h2><table>")
        for check in verdict.checks:
            parts += [
                f"<tr><td>{escape(check.name)}<td>{escape(row.name)}<td class=bad>{escape(row.problem)}"
                for row in check.problems
            ]
        parts.append("</table>")
    parts.append("<h2>Variables</h2>" + _tree(proof))
    for check in verdict.checks:
        plot = difference_plot(check.rows) if check.name != "initializers" else ""
        if plot:
            parts.append(f"<h2>Differences: {escape(check.name)}</h2>")
            parts.append("<p>Relative to the scale; the bar is what is allowed.</p>" + plot)
    parts.append("<h2>Source of the entry</h2>" + _sources(request))
    return "\n".join(parts) + "\n"


def _check_row(check: Check) -> str:
    mark, state = _MARKS.get(check.verdict, ("–", "none"))
    summary = escape(check.summary).replace("\n", "<br>")
    return f"<tr><td class={state}>{mark}<td>{escape(check.name)}<td class={state}>{check.verdict}<td>{summary}"


@dataclass
class _Scope:
    below: dict[str, _Scope] = field(default_factory=dict)
    text: str = ""


def _tree(proof: Any) -> str:
    """The variables by scope: ✓ restored, ✗ missing or not restored, + new."""
    if proof.after is None:
        return "<p>The migrated code failed.</p>"
    copied = set(proof.after.facts.get("copied", ()))
    before = {row["name"]: row for row in proof.before.names}
    after = {row["name"]: row for row in proof.after.names}
    root = _Scope()
    for name, row in (before | after).items():
        mark, state, said = "✓", "good", "restored"
        if name not in after:
            mark, state, said = "✗", "bad", "missing"
        elif name not in before:
            mark, state, said = "+", "bad", "was not there"
        elif name not in copied:
            mark, state, said = "✗", "bad", "not restored"
        scope = root
        for part in name.split("/"):
            scope = scope.below.setdefault(part, _Scope())
        what = (
            f"{row['dtype']}{list(row['shape'] or [])}{'' if row['trainable'] else ', not trained'}"
        )
        scope.text = f"<span class={state} title='{said}'>{mark}</span> {{name}} {escape(what)} <span class={state}>{said}</span>"
    if not root.below:
        return "<p>There are none.</p>"
    return f"<ul class=tree>{_branches(root)}</ul>"


def _branches(scope: _Scope) -> str:
    found = []
    for name, below in scope.below.items():
        text = below.text.replace("{name}", escape(name)) if below.text else f"{escape(name)}/"
        inner = f"<ul>{_branches(below)}</ul>" if below.below else ""
        found.append(f"<li>{text}{inner}</li>")
    return "".join(found)


def _sources(request: Any) -> str:
    after_entry = request.after_entry or request.entry
    found = (
        _text(
            module_file(import_root(request.before, request.entry), request.entry), request.setup
        ),
        _text(
            module_file(import_root(request.after, after_entry), after_entry),
            request.after_setup or request.setup,
        ),
    )
    if found[0] is None or found[1] is None:
        return "<p>The module is in neither tree.</p>"
    return side_by_side(found[0], found[1])


def _text(path: Path | None, setup: Path | None) -> str | None:
    path = path or setup
    return path.read_text(encoding="utf-8", errors="replace") if path is not None else None
