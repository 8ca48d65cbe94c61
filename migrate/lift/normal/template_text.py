"""The text of a class with all that it inherits: what a template calls stands where it is called, if it makes variables."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from migrate.lift.classes.parts import self_attribute
from migrate.lift.plans import Refused
from migrate.lift.source.source import FunctionNode, LiftSource, parameters, stores
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits
from migrate.rewrite.positions import Positions

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
        doc = next((d for c in self.lineage if (d := _docstring(c)) is not None), None)
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
        return f"class {own.name}(object):\n{_at(body, indent)}"

    def flat(self, method: FunctionNode, depth: int) -> str:
        """A method, with what it calls of those that make variables; not indented."""
        positions = self.source.positions
        start = positions.start(method)
        if method.decorator_list:
            start = positions.start(method.decorator_list[0]) - 1
        edits = self.inlined(method, depth)
        text = self._piece(start, positions.end(method), edits)
        return _dedented(text, method.col_offset) + "\n"

    def _piece(self, start: int, end: int, edits: Collection[Edit]) -> str:
        moved = tuple(
            Edit(e.start - start, e.end - start, e.parts)
            for e in sorted(edits, key=lambda e: e.start)
            if start <= e.start and e.end <= end
        )
        return apply_edits(self.source.text[start:end], moved).text

    def segment(self, node: ast.stmt) -> str:
        """A statement, not indented."""
        return _dedented(self.source.segment(node), node.col_offset)

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
        body = [s for s in called.body if not _is_text(s)]
        last = check_inlined(called, body[-1], isinstance(statement, ast.Return))
        target = ""
        if isinstance(statement, ast.Assign):
            if len(statement.targets) != 1 or not isinstance(statement.targets[0], ast.Name):
                raise Refused("TF320", f"`{ast.unparse(statement)}`", statement.lineno)
            target = statement.targets[0].id
        lines, renamed = self._bound(call, called, target, _given_back(called, last))
        positions = self.source.positions
        edits = [
            replace(e, parts=(_renamed(str(e.parts[0]), renamed),))
            for e in self.inlined(called, depth)
        ]
        if last is not None and not isinstance(statement, ast.Return):
            if isinstance(last.value, ast.Call) and self._called(called, last.value) is not None:
                raise Refused("TF320", f"`{ast.unparse(last)}`", last.lineno)
        for part in walk(called):
            if isinstance(part, ast.Name) and part.id in renamed:
                edits.append(Edit(positions.start(part), positions.end(part), (renamed[part.id],)))
        start = positions.line_start(_first_line(self.source, called, body[0]))
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
        edits = [e for e in edits if not any(_inside(e, o) for o in edits if o is not e)]
        text = self._piece(start, positions.end(called), edits).rstrip() + "\n"
        text = "".join(f"{line}\n" for line in lines) + _dedented(text, body[0].col_offset)
        return _at(text, " " * statement.col_offset)

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
            simple = isinstance(value, (ast.Name, ast.Constant)) or _is_dotted(value)
            if simple and name not in set_there:
                renamed[name] = text
            elif text == target and isinstance(value, ast.Name):
                renamed[name] = target
            else:
                renamed[name] = new = _free(name, names)
                lines.append(f"{new} = {text}")
        if isinstance(back, ast.Assign) and target:
            name, old = ast.unparse(back.targets[0]), {k for k, v in renamed.items() if v == target}
            late = [n for n in walk(called) if isinstance(n, ast.Name) and n.id in old]
            if name not in renamed and all(n.lineno <= back.lineno for n in late):
                renamed[name] = target  # which nobody asks for any more
        for name in set_there - renamed.keys():
            if name in names:
                renamed[name] = _free(name, names)
        return lines, {k: v for k, v in renamed.items() if k != v}


def check_inlined(method: FunctionNode, last: ast.stmt, returns: bool) -> ast.Return | None:
    """Finds the statement with which a method gives its value; only such a one can stand in place of its call.

    Args:
      last: its last statement.
      returns: what it gives is what the caller gives.

    Raises:
      Refused: it is another one.
    """
    args = method.args
    if method.decorator_list or args.vararg or args.kwarg or args.posonlyargs:
        text = f"`{method.name}` is decorated, or takes `*` arguments"
        raise Refused("TF320", text, method.lineno)
    if not args.args or args.args[0].arg != "self" or is_abstract(method):
        raise Refused("TF320", f"`{method.name}` has no body", method.lineno)
    while isinstance(last, ast.With):
        last = last.body[-1]
    odd = (ast.Yield, ast.YieldFrom, ast.FunctionDef, ast.Lambda, ast.Global, ast.Nonlocal)
    for part in walk(method):
        if isinstance(part, odd) and part is not method:
            text = f"`{type(part).__name__.lower()}` in `{method.name}`"
            raise Refused("TF320", text, getattr(part, "lineno", method.lineno))
        if isinstance(part, ast.Return) and part is not last and not returns:
            raise Refused("TF320", f"`{method.name}` returns in several places", part.lineno)
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and "\n" in part.value:
            if part is not getattr(method.body[0], "value", None):
                raise Refused("TF320", "a string of several lines", part.lineno)
    return last if isinstance(last, ast.Return) else None


def is_abstract(method: FunctionNode) -> bool:
    """Whether a method only says that another class has it."""
    if any(ast.unparse(d).endswith("abstractmethod") for d in method.decorator_list):
        return True
    body = [s for s in method.body if not _is_text(s)]
    return not body or (len(body) == 1 and isinstance(body[0], (ast.Raise, ast.Pass)))


def _given_back(method: FunctionNode, last: ast.Return | None) -> ast.stmt | None:
    """The first statement that sets the name whose value a method gives: one that always runs; None where there is none."""
    name = last.value.id if last is not None and isinstance(last.value, ast.Name) else ""
    for statement in method.body:
        if name in stores(statement):
            plain = isinstance(statement, ast.Assign) and len(statement.targets) == 1
            return statement if plain and ast.unparse(statement.targets[0]) == name else None  # type: ignore[attr-defined]
    return None


def _is_dotted(node: ast.expr) -> bool:
    """``tf.nn.relu``."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def _renamed(text: str, renamed: Mapping[str, str]) -> str:
    """Statements with other names."""
    width = len(text) - len(text.lstrip())
    plain = _dedented(text, width)
    positions = Positions(plain)
    edits = [
        Edit(positions.start(n), positions.end(n), (renamed[n.id],))
        for n in walk(ast.parse(plain))
        if isinstance(n, ast.Name) and n.id in renamed
    ]
    edits.sort(key=lambda e: e.start)
    return _at(apply_edits(plain, tuple(edits)).text, " " * width)


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def _inside(one: Edit, other: Edit) -> bool:
    return other.start <= one.start and one.end <= other.end


def _docstring(node: ast.ClassDef) -> ast.stmt | None:
    return node.body[0] if _is_text(node.body[0]) else None


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _first_line(source: LiftSource, method: FunctionNode, statement: ast.stmt) -> int:
    """The first line of a statement, the comments right above it included."""
    line = statement.lineno
    while line - 1 > method.lineno and source.positions.lines.line(line - 1).strip()[:1] == "#":
        line -= 1
    return line


def _dedented(text: str, width: int) -> str:
    """Lines with so much less before them."""
    lines = text.split("\n")
    return "\n".join(n[width:] if not n[:width].strip() else n for n in lines)


def _at(text: str, indent: str) -> str:
    return "\n".join(indent + line if line.strip() else "" for line in text.split("\n"))
