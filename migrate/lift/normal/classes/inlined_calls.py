"""Methods of a class with the bodies of others in the place of their calls: those that make variables, and those of ``super()``."""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import dataclass, field, replace

from migrate.lift.normal.classes.given_to_methods import Given
from migrate.lift.normal.classes.lineage import Lineage
from migrate.lift.normal.classes.said_of_methods import (
    as_comments,
    comment_behind,
    comments_above,
    first_line,
    noted_behind,
)
from migrate.lift.normal.classes.template_bodies import (
    check_inlined,
    dedented,
    given_back,
    indented,
    is_above,
    is_alone,
    is_inside,
    is_text,
    whole_lines,
    with_names,
)
from migrate.lift.plans import Refused
from migrate.lift.source.source import FunctionNode, loads, parameters, stores
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits

_DEPTH = 8


@dataclass(eq=False)
class Inlining(Lineage):
    """The methods of one class with what it inherits.

    Attributes:
      callers: the methods that are being written, from the outermost.
      taken: names that were made up for those.
    """

    callers: list[FunctionNode] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def flat(self, method: FunctionNode) -> str:
        """A method with the comments above it, and with what it calls of those that make variables; not indented."""
        positions = self.source.positions
        start = positions.start(method)
        if method.decorator_list:
            start = positions.start(method.decorator_list[0]) - 1
        for part in walk(method):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                several = part.end_lineno != part.lineno
                if several and part is not getattr(method.body[0], "value", None):
                    raise Refused("TF320", "a string of several lines", part.lineno)
        edits = self.inlined(method, 0, True)
        end = positions.end(method)
        text = self._piece(start, end, edits) + comment_behind(self.source, end)
        above = "".join(f"{line}\n" for line in comments_above(self.source, method))
        return above + dedented(text, method.col_offset) + "\n"

    def _piece(self, start: int, end: int, edits: Collection[Edit]) -> str:
        moved = tuple(
            Edit(e.start - start, e.end - start, e.parts)
            for e in sorted(edits, key=lambda e: e.start)
            if start <= e.start and e.end <= end
        )
        return apply_edits(self.source.text[start:end], moved).text

    def segment(self, node: ast.stmt) -> str:
        """A statement, not indented."""
        return dedented(self.source.segment(node), node.col_offset)

    # ------------------------------------------------------------ calls within
    def inlined(self, method: FunctionNode, depth: int, tail: bool) -> list[Edit]:
        """The statements of a method that call another one which stands in their place.

        Args:
          tail: what the method gives is what the outermost one gives.
        """
        if depth > _DEPTH:
            raise Refused("TF310", f"`{method.name}` calls itself", method.lineno)
        edits: list[Edit] = []
        known: set[int] = set()
        self.callers.append(method)
        for statement in (n for n in walk(method) if isinstance(n, ast.stmt)):
            value = getattr(statement, "value", None)
            if isinstance(statement, ast.Expr) and self.is_of_object(method, statement):
                known.add(id(value))
                edits.append(Edit(*whole_lines(self.source, statement), ("",)))
                continue
            called = self.called(method, value) if isinstance(value, ast.Call) else None
            if called is None or not isinstance(value, ast.Call):
                continue
            if not isinstance(statement, (ast.Assign, ast.Return, ast.Expr)):
                continue
            known.add(id(value))
            positions = self.source.positions
            start, end = whole_lines(self.source, statement)
            behind = comment_behind(self.source, positions.end(statement)).strip()
            after = None
            if depth == 0 and method.name != "__init__":
                after = noted_behind(method, statement, list(self.lineage))
            if after and "#" in self.source.text[end : positions.end(after[-1])]:
                after = None
            last = tail and (after is not None or isinstance(statement, ast.Return))
            pad = positions.indent(statement)
            text = self._body(statement, value, called, depth + 1, last)
            notes = [self.source.segment(s) for s in (after or [])[:-1]]
            said = as_comments(called)
            if said and depth == 0 and ast.get_docstring(method) is None:
                if last or called.name == method.name:
                    edits.append(self._docstring(method, called))
                    said = []
            above = [] if called.name == method.name else comments_above(self.source, called)
            heads = [*notes, *([behind] if behind else []), *above, *said]
            text = "".join(f"{pad}{line}\n" for line in heads) + text
            if after:
                end = positions.end(method)
            end = min(end, positions.end(method))
            if end == positions.end(method):
                text = text.rstrip("\n")
            edits.append(Edit(start, end, (text,)))
        self.callers.pop()
        for part in walk(method):
            if isinstance(part, ast.Call) and id(part) not in known:
                if self.called(method, part) is not None:
                    text = f"`{ast.unparse(part)}` is a part of another expression"
                    raise Refused("TF320", text, part.lineno)
        return edits

    def _docstring(self, method: FunctionNode, called: FunctionNode) -> Edit:
        """The docstring of a method for its caller, which has none."""
        first, positions = method.body[0], self.source.positions
        at = positions.line_start(first_line(self.source, method, first))
        text = indented(self.segment(called.body[0]), positions.indent(first))
        return Edit(at, at, (text + "\n",))

    def _body(
        self, statement: ast.stmt, call: ast.Call, called: FunctionNode, depth: int, tail: bool
    ) -> str:
        """The body of a method in place of its call."""
        body = [s for s in called.body if not is_text(s)]
        returns = tail or isinstance(statement, ast.Return)
        last = check_inlined(called, body[-1], returns)
        target = ""
        if isinstance(statement, ast.Assign) and not returns:
            if len(statement.targets) != 1 or not isinstance(statement.targets[0], ast.Name):
                raise Refused("TF320", f"`{ast.unparse(statement)}`", statement.lineno)
            target = statement.targets[0].id
        values = call.args[1:] if is_above(call, self.lineage) else call.args
        self._check_names(called)
        given = Given(self.source, call, values, called, self.callers, self._changed())
        before = set(self.taken)
        back = given_back(called, last)
        lines, renamed = given.bound(target, back, tail and len(self.callers) == 1, self.taken)
        positions = self.source.positions
        edits = [
            replace(e, parts=(with_names(str(e.parts[0]), renamed),))
            for e in self.inlined(called, depth, tail)
        ]
        self.taken = before
        if last is not None and not returns:
            if isinstance(last.value, ast.Call) and self.called(called, last.value) is not None:
                raise Refused("TF320", f"`{ast.unparse(last)}`", last.lineno)
        for part in walk(called):
            if isinstance(part, ast.Name) and part.id in renamed:
                edits.append(Edit(positions.start(part), positions.end(part), (renamed[part.id],)))
        start = positions.line_start(first_line(self.source, called, body[0]))
        if last is None and (target or returns):
            raise Refused("TF320", f"`{called.name}` gives nothing", called.lineno)
        if last is not None:
            at, end = positions.start(last), positions.end(last)
            value = ast.unparse(last.value) if last.value is not None else ""
            if returns:
                pass
            elif target and renamed.get(value, value) != target:
                edits.append(Edit(at, at + len("return"), (f"{target} =",)))
            elif not target and last.value is not None:
                raise Refused("TF320", f"`{ast.unparse(call)}` gives a value", call.lineno)
            elif is_alone(called, last):
                edits.append(Edit(at, end, ("pass",)))
            else:
                edits.append(Edit(positions.line_start(last.lineno), end, ("",)))
        first = body[0]
        if isinstance(first, ast.Assign) and isinstance(first.value, ast.Name):
            names = [*map(ast.unparse, first.targets), first.value.id]
            if len({renamed.get(n, n) for n in names}) == 1:  # `h = h`
                end = positions.line_start((first.end_lineno or 0) + 1)
                edits.append(Edit(positions.line_start(first.lineno), end, ("",)))
        edits = [e for e in edits if not any(is_inside(e, o) for o in edits if o is not e)]
        end = positions.end(called)
        text = self._piece(start, end, edits).rstrip() + comment_behind(self.source, end) + "\n"
        text = "".join(f"{line}\n" for line in lines) + dedented(text, body[0].col_offset)
        return indented(text, positions.indent(statement))

    def _check_names(self, called: FunctionNode) -> None:
        """What is global in a method must be so in its callers."""
        own = stores(called) | {a.arg for a, _, _ in parameters(called)}
        for caller in self.callers:
            local = stores(caller) | {a.arg for a, _, _ in parameters(caller)}
            for name in (loads(called) - own) & local:
                text = f"`{name}` is another name in `{caller.name}`"
                raise Refused("TF320", text, called.lineno)

    def _changed(self) -> set[str]:
        """The attributes that are set after objects are made."""
        methods = [f for c in self.lineage for f in c.body if getattr(f, "name", "") != "__init__"]
        return {
            n.attr
            for f in methods
            for n in walk(f)
            if isinstance(n, ast.Attribute) and not isinstance(n.ctx, ast.Load)
        }
