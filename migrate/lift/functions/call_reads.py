"""What is still read of the names of a function when its body becomes ``call``."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from functools import cached_property

from migrate.lift.functions.roles import OwnScope
from migrate.lift.neighbours.hosted_order import hosted_scopes
from migrate.lift.source.sites import Scope, Site
from migrate.lift.source.view import View
from migrate.lift.text.constructors import call_text
from migrate.lift.text.render import Render


@dataclass(eq=False)
class CallReads:
    """What the statements that are left read.

    Attributes:
      states: what asks for the state of a cell that a layer has: its id, the cell's name, and the cell's place.
      op_names: what is only read to name an op.
      counted: loops that go over their sublayers, so that nothing reads their iterable any more.
      lines: the line of each place that reads something.
    """

    view: View
    own: OwnScope
    render: Render
    states: dict[int, tuple[ast.expr, str]]
    op_names: set[int] = field(default_factory=set)
    counted: set[int] = field(default_factory=set)
    lines: dict[int, int] = field(default_factory=dict)

    @cached_property
    def _hosted(self) -> list[Scope]:
        """The scopes whose names are said where the layer hosts something."""
        values = self.view.called_values
        return [s for one in values for s in hosted_scopes(self.view, self.own, one)]

    def of(self, body: list[ast.stmt]) -> dict[str, set[int]]:
        """Names that ``call`` still reads, with the nodes that do."""
        found: dict[str, set[int]] = {}
        sites = {id(s.node): s for s in self.view.sites}
        stack: list[ast.AST] = list(body)
        while stack:
            node = stack.pop()
            if id(node) in self.render.dropped or id(node) in self.op_names:
                continue
            if id(node) in sites:
                stack.extend(self.arguments(sites[id(node)]))
                continue
            if id(node) in self.states:
                stack.extend(node.args[:1] if isinstance(node, ast.Call) else ())
                continue
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                found.setdefault(node.id, set()).add(id(node))
                self.lines[id(node)] = node.lineno
            if isinstance(node, ast.With):
                stack.extend(self._with_parts(node))
                continue
            if isinstance(node, (ast.If, ast.For)) and self._is_empty([node]):
                continue
            if isinstance(node, ast.For) and id(node) in self.counted:
                stack.extend(node.body)
                continue
            stack.extend(ast.iter_child_nodes(node))
        return found

    def _is_empty(self, body: list[ast.stmt]) -> bool:
        """Whether nothing is left of statements."""
        for node in body:
            if id(node) in self.render.dropped:
                continue
            if not isinstance(node, (ast.If, ast.For)):
                return False
            if not self._is_empty(node.body) or not self._is_empty(node.orelse):
                return False
        return True

    def _with_parts(self, node: ast.With) -> list[ast.AST]:
        parts: list[ast.AST] = list(node.body)
        read = {id(s.item) for s in self.view.found.settings}
        for item in node.items:
            if id(item) in read:
                continue
            scope = next((s for s in self.view.scopes if s.item is item), None)
            if scope is None:
                parts.append(item.context_expr)
            elif not self.goes(scope) or any(scope is s for s in self._hosted):
                parts += [p for p in (scope.name, scope.default) if p is not None]
        return parts

    def arguments(self, site: Site) -> list[ast.AST]:
        """The arguments of a site that stay in the call."""
        kept: list[ast.AST] = []

        def note(node: ast.expr) -> str:
            kept.append(node)
            return "_"

        call_text(self.view, site, "_", note)
        return kept

    def goes(self, scope: Scope) -> bool:
        """The function's own scope is the layer; inner ones may only matter where sublayers are made."""
        named = scope.kind == "variable_scope" and not self.view.target.scopes_in_call
        return scope is self.own.scope or scope.same or named
