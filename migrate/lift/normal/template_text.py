"""The text of a class with all that it inherits: what a template calls stands where it is called, if it makes variables."""

from __future__ import annotations

import ast
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from migrate.lift.classes.parts import self_attribute
from migrate.lift.normal.template_bodies import (
    check_inlined,
    dedented,
    docstring_of,
    first_line,
    free_name,
    given_back,
    indented,
    is_abstract,
    is_dotted,
    is_inside,
    is_text,
    with_names,
)
from migrate.lift.plans import Refused
from migrate.lift.source.source import FunctionNode, LiftSource, parameters, stores
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits

_DEPTH = 8


@dataclass(eq=False)
class Whole:
    """One class with what it inherits.

    Attributes:
      lineage: itself and its bases, the nearest first.
      makers: the methods that make variables, by their ids.
      used: the methods that stand in place of their calls, by their names.
      callers: the methods that are being written, from the outermost.
    """

    source: LiftSource
    lineage: Sequence[ast.ClassDef]
    makers: Collection[int]
    used: set[str] = field(default_factory=set)
    callers: list[FunctionNode] = field(default_factory=list)

    def method(self, name: str, after: ast.ClassDef | None = None) -> FunctionNode | None:
        """The method that a call runs; of ``super()``, the one behind a class."""
        start = 0 if after is None else list(self.lineage).index(after) + 1
        for cls in self.lineage[start:]:
            for node in cls.body:
                if isinstance(node, ast.FunctionDef) and node.name == name:
                    return node
        return None

    def owner(self, method: FunctionNode) -> ast.ClassDef:
        return next(c for c in self.lineage if method in c.body)

    # ------------------------------------------------------------ the class
    def text(self) -> str:
        """The class, with no base of the tree.

        Raises:
          Refused: what it inherits cannot stand in it.
        """
        own = self.lineage[0]
        indent = " " * own.body[0].col_offset
        parts: list[str] = []
        doc = next((d for c in self.lineage if (d := docstring_of(c)) is not None), None)
        if doc is not None:
            parts.append(self.segment(doc) + "\n")
        attributes: dict[str, str] = {}
        for cls in reversed(self.lineage):
            for node in cls.body:
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                    attributes[node.targets[0].id] = self.segment(node)
        if attributes:
            parts.append("".join(f"{line}\n" for line in attributes.values()))
        init = self.method("__init__")
        if init is None:
            raise Refused("TF320", f"`{own.name}` has no constructor", own.lineno)
        bodies = [self.flat(init, 0)]
        call = self.method("__call__")
        assert call is not None
        bodies.append(self.flat(call, 0))
        self.used |= {"__init__", "__call__"}
        names = {n.name for c in self.lineage for n in c.body if isinstance(n, ast.FunctionDef)}
        order = [
            n.name for c in reversed(self.lineage) for n in c.body if isinstance(n, ast.FunctionDef)
        ]
        for name in dict.fromkeys(order):
            method = self.method(name)
            assert method is not None
            if name in self.used or name not in names or is_abstract(method):
                continue
            if id(method) in self.makers:
                text = f"`{own.name}.{name}` makes variables, and is no part of its call"
                raise Refused("TF320", text, method.lineno)
            bodies.append(self.flat(method, 0))
        parts += bodies
        body = "\n".join(parts)
        return f"class {own.name}(object):\n{indented(body, indent)}"

    def flat(self, method: FunctionNode, depth: int) -> str:
        """A method, with what it calls of those that make variables; not indented."""
        positions = self.source.positions
        start = positions.start(method)
        if method.decorator_list:
            start = positions.start(method.decorator_list[0]) - 1
        edits = self.inlined(method, depth)
        text = self._piece(start, positions.end(method), edits)
        return dedented(text, method.col_offset) + "\n"

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
    def inlined(self, method: FunctionNode, depth: int) -> list[Edit]:
        """The statements of a method that call another one which stands in their place."""
        if depth > _DEPTH:
            raise Refused("TF310", f"`{method.name}` calls itself", method.lineno)
        edits: list[Edit] = []
        known: set[int] = set()
        self.callers.append(method)
        for statement in (n for n in walk(method) if isinstance(n, ast.stmt)):
            value = getattr(statement, "value", None)
            called = self._called(method, value) if isinstance(value, ast.Call) else None
            if called is None or not isinstance(value, ast.Call):
                continue
            if not isinstance(statement, (ast.Assign, ast.Return, ast.Expr)):
                continue
            known.add(id(value))
            positions = self.source.positions
            text = self._body(statement, value, called, depth + 1)
            start = positions.line_start(statement.lineno)
            end = positions.line_start((statement.end_lineno or statement.lineno) + 1)
            end = min(end, positions.end(method))
            if end == positions.end(method):
                text = text.rstrip("\n")
            edits.append(Edit(start, end, (text,)))
        self.callers.pop()
        for part in walk(method):
            if isinstance(part, ast.Call) and id(part) not in known:
                if self._called(method, part) is not None:
                    text = f"`{ast.unparse(part)}` is a part of another expression"
                    raise Refused("TF320", text, part.lineno)
        return edits

    def _called(self, method: FunctionNode, call: ast.Call) -> FunctionNode | None:
        """The method of the object that a call runs and that must stand in its place."""
        func = call.func
        above = isinstance(func, ast.Attribute) and isinstance(func.value, ast.Call)
        if above and ast.unparse(func.value.func) == "super":  # type: ignore[attr-defined]
            found = self.method(func.attr, self.owner(method))  # type: ignore[attr-defined]
            if found is None and func.attr == "__init__":  # type: ignore[attr-defined]
                return None  # of `object`
            if found is None:
                raise Refused("TF320", f"`{ast.unparse(call)}`", call.lineno)
            return found
        name = self_attribute(func)
        found = self.method(name) if name else None
        if found is None or id(found) not in self.makers:
            return None
        self.used.add(name)
        return found

    def _body(self, statement: ast.stmt, call: ast.Call, called: FunctionNode, depth: int) -> str:
        """The body of a method in place of its call."""
        body = [s for s in called.body if not is_text(s)]
        last = check_inlined(called, body[-1], isinstance(statement, ast.Return))
        target = ""
        if isinstance(statement, ast.Assign):
            if len(statement.targets) != 1 or not isinstance(statement.targets[0], ast.Name):
                raise Refused("TF320", f"`{ast.unparse(statement)}`", statement.lineno)
            target = statement.targets[0].id
        lines, renamed = self._bound(call, called, target, given_back(called, last))
        positions = self.source.positions
        edits = [
            replace(e, parts=(with_names(str(e.parts[0]), renamed),))
            for e in self.inlined(called, depth)
        ]
        if last is not None and not isinstance(statement, ast.Return):
            if isinstance(last.value, ast.Call) and self._called(called, last.value) is not None:
                raise Refused("TF320", f"`{ast.unparse(last)}`", last.lineno)
        for part in walk(called):
            if isinstance(part, ast.Name) and part.id in renamed:
                edits.append(Edit(positions.start(part), positions.end(part), (renamed[part.id],)))
        start = positions.line_start(first_line(self.source, called, body[0]))
        if last is None and (target or isinstance(statement, ast.Return)):
            raise Refused("TF320", f"`{called.name}` gives nothing", called.lineno)
        if last is not None:
            at, end = positions.start(last), positions.end(last)
            value = ast.unparse(last.value) if last.value is not None else ""
            if isinstance(statement, ast.Return):
                pass
            elif target and renamed.get(value, value) != target:
                edits.append(Edit(at, at + len("return"), (f"{target} =",)))
            elif not target and last.value is not None:
                raise Refused("TF320", f"`{ast.unparse(call)}` gives a value", call.lineno)
            else:
                edits.append(Edit(positions.line_start(last.lineno), end, ("",)))
        first = body[0]
        if isinstance(first, ast.Assign) and isinstance(first.value, ast.Name):
            names = [*map(ast.unparse, first.targets), first.value.id]
            if len({renamed.get(n, n) for n in names}) == 1:  # `h = h`
                end = positions.line_start((first.end_lineno or 0) + 1)
                edits.append(Edit(positions.line_start(first.lineno), end, ("",)))
        edits = [e for e in edits if not any(is_inside(e, o) for o in edits if o is not e)]
        text = self._piece(start, positions.end(called), edits).rstrip() + "\n"
        text = "".join(f"{line}\n" for line in lines) + dedented(text, body[0].col_offset)
        return indented(text, " " * statement.col_offset)

    def _bound(
        self, call: ast.Call, called: FunctionNode, target: str, back: ast.stmt | None
    ) -> tuple[list[str], dict[str, str]]:
        """Statements that give the parameters their values, and new names for what is called as something else here."""
        given: dict[str, ast.expr] = {}
        places = parameters(called)[1:]
        if any(isinstance(a, ast.Starred) for a in call.args) or len(call.args) > len(places):
            raise Refused("TF310", f"`{ast.unparse(call)}`", call.lineno)
        for (argument, _, _), passed in zip(places, call.args, strict=False):
            given[argument.arg] = passed
        for keyword in call.keywords:
            if keyword.arg is None:
                raise Refused("TF310", f"`{ast.unparse(call)}`", call.lineno)
            given[keyword.arg] = keyword.value
        names = {n.id for m in self.callers for n in walk(m) if isinstance(n, ast.Name)}
        names |= {a.arg for m in self.callers for a, _, _ in parameters(m)}
        set_there = stores(called)
        lines, renamed = [], {}
        for argument, default, _ in places:
            name = argument.arg
            value = given.get(name) or default
            if value is None:
                raise Refused("TF310", f"`{ast.unparse(call)}`", call.lineno)
            text = self.source.segment(value)
            simple = isinstance(value, (ast.Name, ast.Constant)) or is_dotted(value)
            if simple and name not in set_there:
                renamed[name] = text
            elif text == target and isinstance(value, ast.Name):
                renamed[name] = target
            else:
                renamed[name] = new = free_name(name, names)
                lines.append(f"{new} = {text}")
        if isinstance(back, ast.Assign) and target:
            name, old = ast.unparse(back.targets[0]), {k for k, v in renamed.items() if v == target}
            late = [n for n in walk(called) if isinstance(n, ast.Name) and n.id in old]
            if name not in renamed and all(n.lineno <= back.lineno for n in late):
                renamed[name] = target  # which nobody asks for any more
        for name in set_there - renamed.keys():
            if name in names:
                renamed[name] = free_name(name, names)
        return lines, {k: v for k, v in renamed.items() if k != v}
