"""The lists that loops fill with what they make, one in another for loops in loops."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.loop_headers import shorter
from migrate.lift.source.source import loads, stores
from migrate.lift.source.view import View
from migrate.lift.text.render import INDENT
from migrate.nodes import walk


@dataclass(eq=False)
class ListRows:
    """The text of such lists.

    Attributes:
      attributes: what is made in the slice.
    """

    view: View
    attributes: list[Attribute]

    def filled(self, node: ast.If, arm: bool) -> list[Attribute]:
        """The lists that get something in an arm of an `if` in their loop."""
        return [
            a
            for a in self.attributes
            if a.loops
            and any(part is node for part in walk(a.loops[-1]))
            and any(branch is node and taken is arm for s in a.made_at for branch, taken in s.arms)
        ]

    def holes(self, filled: list[Attribute], also: list[Attribute], level: int) -> list[str]:
        """``self.x.append(None)`` in the other arm, so that each turn of the loop finds its own in the list."""
        return [
            f"{INDENT * level}self.{a.name}{'[-1]' * (len(a.loops) - 1)}.append(None)"
            for a in filled
            if a not in also
        ]

    def is_alone_in(self, node: ast.For, outer: ast.For) -> bool:
        """Whether a loop runs in each turn of the one around it."""
        above: ast.AST | None = self.view.parents.get(id(node))
        while isinstance(above, ast.With):
            above = self.view.parents.get(id(above))
        return above is outer

    def row_by_row(
        self, attribute: Attribute, node: ast.For, body: list[str], level: int
    ) -> list[str]:
        """Each turn of an outer loop makes a list of its own, which is put in when it is complete: Keras does not see what follows."""
        outer, row = self.row(attribute, attribute.loops.index(node))
        filled = [line.replace(f"{outer}[-1]", row) for line in body]
        return [f"{INDENT * level}{row} = []", *filled, f"{INDENT * level}{outer}.append({row})"]

    def row(self, attribute: Attribute, depth: int) -> tuple[str, str]:
        """The list that such a list is put into, and its local name."""
        row = f"row_{depth + 1}" if depth else "row"
        nested = [a for a in self.attributes if len(a.loops) > 1]
        taken = {*self.view.param_names, *self.view.source.symbols.module_scope.names}
        taken |= {name for statement in self.view.body for name in stores(statement)}
        row = row if nested == [attribute] and row not in taken else f"{attribute.name}_{row}"
        return f"self.{attribute.name}{'[-1]' * depth}", row

    def comprehensions(
        self, lists: list[Attribute], node: ast.For, header: str, body: list[str], level: int
    ) -> list[str] | None:
        """``self.x = [X(...) for ...]`` where the loop does nothing but append to lists."""
        if not lists or any(len(a.made_at) != 1 for a in lists):
            return None
        if any(len(a.loops) > 1 for a in lists) and len(lists) > 1:
            return None
        if len(lists) > 1 and any(a.is_weight for a in lists):
            return None
        text = "\n".join(line.removeprefix(INDENT * (level + 1)) for line in body)
        statements = ast.parse(text).body
        beside = text
        for statement in statements:
            beside = beside.replace(ast.get_source_segment(text, statement) or "", "", 1)
        if len(statements) != len(lists) or "#" in beside:
            return None
        out = []
        for attribute, statement in zip(lists, statements, strict=True):
            if not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)):
                return None
            depth = attribute.loops.index(node)
            filled, row = (f"self.{attribute.name}", "")
            if depth:
                filled, row = self.row(attribute, depth - 1)
            if ast.unparse(statement.value.func) != f"{row or filled}.append":
                return None
            made = statement.value.args[0]
            if f"len(self.{attribute.name})" in ast.unparse(made):
                return None
            over = shorter(header, loads(made))
            written = ast.get_source_segment(text, made) or ""
            items = f"[{written if '#' in written else ast.unparse(made)} {over}]"
            shown = f"{filled}.append({items})" if row else f"{filled} = {items}"
            out.append(f"{INDENT * level}{shown}")
        return out
