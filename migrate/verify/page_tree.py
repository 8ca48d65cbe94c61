"""The variables of both sides as a tree by scope, each with a mark: restored, missing, or new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any

_OPEN = 80  # variables up to which all scopes are open
_MARKS = {
    "restored": ("✓", "good"),
    "missing": ("✗", "bad"),
    "was not there": ("+", "bad"),
    "not restored": ("✗", "bad"),
}


@dataclass
class _Scope:
    below: dict[str, _Scope] = field(default_factory=dict)
    row: dict[str, Any] | None = None
    state: str = ""

    def states(self) -> Iterator[str]:
        if self.row is not None:
            yield self.state
        for scope in self.below.values():
            yield from scope.states()


def name_tree(proof: Any) -> str:
    """The tree of a :class:`migrate.verify.Proof`; scopes with something wrong in them are open."""
    if proof.after is None:
        return "<p>The migrated code failed, so there are no variables to compare.</p>"
    copied = set(proof.after.facts.get("copied", ()))
    before = {row["name"]: row for row in proof.before.names}
    after = {row["name"]: row for row in proof.after.names}
    root = _Scope()
    for name, row in (before | after).items():
        scope = root
        for part in name.split("/"):
            scope = scope.below.setdefault(part, _Scope())
        scope.row, scope.state = row, _state(name, before, after, copied)
    if not root.below:
        return "<p>There are none.</p>"
    few = len(before) <= _OPEN
    return f'<p class="key">{_counts(root)}</p><div class="tree">{_branches(root, few)}</div>'


def _state(name: str, before: Any, after: Any, copied: set[str]) -> str:
    if name not in after:
        return "missing"
    if name not in before:
        return "was not there"
    return "restored" if name in copied else "not restored"


def _branches(scope: _Scope, few: bool) -> str:
    found = []
    for name, below in scope.below.items():
        if below.row is not None:
            found.append(_leaf(name, below))
        if below.below:
            wrong = set(below.states()) != {"restored"}
            label = name
            while len(below.below) == 1 and below.row is None:  # a scope of one scope, on one line
                ((inner, only),) = below.below.items()
                if not only.below or only.row is not None:
                    break
                label, below = f"{label}/{inner}", only
            found.append(
                f"<details{' open' if few or wrong else ''}><summary>{escape(label)}/"
                f'<span class="soft">{_counts(below)}</span></summary>{_branches(below, few)}</details>'
            )
    return "".join(found)


def _counts(scope: _Scope) -> str:
    states = list(scope.states())
    said = []
    for state, (_, color) in _MARKS.items():
        if count := states.count(state):
            said.append(f'<span class="{color}">{count}</span> {state}')
    return ", ".join(said)


def _leaf(name: str, scope: _Scope) -> str:
    mark, color = _MARKS[scope.state]
    row: dict[str, Any] = scope.row or {}
    what = f"{row['dtype']}{list(row['shape'] or [])}"
    trained = "" if row["trainable"] else ' <span class="soft">not trained</span>'
    return (
        f'<div class="leaf"><span class="{color}">{mark}</span><span>{escape(name)}</span>'
        f'<span class="soft">{escape(what)}</span><span><span class="{color}">{scope.state}</span>{trained}</span></div>'
    )
