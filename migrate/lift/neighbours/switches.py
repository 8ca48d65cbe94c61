"""``tf.get_variable_scope().reuse_variables()`` in a function that stays, within a scope of its own.

with tf.variable_scope("pointer"):
    inputs, first = point(x, state)
    tf.get_variable_scope().reuse_variables()
    _, second = point(x, cell(inputs, state)[1])    # the same weights

What comes after it in that scope must have been made before it, and all of that must be known.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from migrate.lift.checks.hidden_calls import may_create, unknown_calls
from migrate.lift.neighbours.looks import own_scope
from migrate.lift.source.bodies import own_calls
from migrate.lift.source.source import FunctionNode
from migrate.lift.source.view import View
from migrate.model.expressions import span
from migrate.model.graph import FunctionScopes, ScopeEntry
from migrate.model.naming import NamedVariable
from migrate.model.reach import below
from migrate.model.tree import Key


def switches_own(view: View, key: Key) -> bool:
    """Whether a function has only its own scopes share, always, and nothing unknown runs in them from then on."""
    function, node = view.tree.graph.functions.get(key), view.tree.function(key)
    if function is None or node is None:
        return False
    for switch in function.reuse:
        entry = own_scope(function, switch)
        if entry is None or entry.name is None or entry.default_name is not None:
            return False
        around, here = entry.context, switch.context
        if (here.loops, here.branches, here.inner) != (around.loops, around.branches, around.inner):
            return False
    if not function.reuse:
        return True
    if any(_after(function, c.lineno, c.col_offset) for c in _unknown(view, key, node)):
        return False
    after = {c for c in own_calls(node.body) if _after(function, c.lineno, c.col_offset)}
    spans = {span(call) for call in after}
    called = {target for call, target in view.tree.graph.callees(key) if call.span in spans}
    return not any(_has_unknown(view, one) for one in below(view.tree.graph, called))


@dataclass(frozen=True)
class SwitchedScope:
    """A scope of a function that shares from some place on."""

    function: FunctionScopes
    entry: ScopeEntry

    def holds(self, variable: NamedVariable) -> bool:
        """Whether a variable is made in it."""
        return self.entry.body[0] <= variable.line <= self.entry.body[1]

    def below(self, variable: NamedVariable) -> str:
        """The name of a variable in it, below the scope."""
        levels, above = 1, self.entry.context.entry
        while above >= 0:
            levels += self.function.entries[above].kind == "variable_scope"
            above = self.function.entries[above].context.entry
        return "/".join(variable.name.split("/")[levels:]) or "{"


def switched(function: FunctionScopes, variable: NamedVariable) -> SwitchedScope | None:
    """The scope of a function that shares where a variable is made."""
    return _after(function, variable.line, variable.col)


def _after(function: FunctionScopes, line: int, col: int) -> SwitchedScope | None:
    for switch in function.reuse:
        entry = own_scope(function, switch)
        if entry is None or (switch.span.line, switch.span.col) > (line, col):
            continue
        if line <= entry.body[1]:
            return SwitchedScope(function, entry)
    return None


def _has_unknown(view: View, key: Key) -> bool:
    node = view.tree.function(key)
    return node is None or any(_unknown(view, key, node))


def _unknown(view: View, key: Key, node: FunctionNode) -> Iterator[ast.Call]:
    """The calls of a function of which nobody knows what they create."""
    calls = unknown_calls(view, key, view.tree.sources[key[0]], node.body)
    return (call for call in calls if may_create(view, key, call))
