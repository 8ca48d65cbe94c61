"""The text of a Keras class as an object whose call makes all its variables."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from migrate.lift.classes.keras_bases import FOR_KERAS
from migrate.lift.classes.parts import is_string, self_attribute
from migrate.lift.normal.classes.opened_scopes import adds, as_variable, in_scope
from migrate.lift.plans import Refused
from migrate.lift.source.source import FunctionNode
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits

if TYPE_CHECKING:
    from migrate.lift.normal.classes.keras_reading import KerasClass


def form_edits(one: KerasClass, without: Collection[str]) -> tuple[Edit, ...]:
    """The edits that write a class so.

    Args:
      without: methods that go.

    Raises:
      Refused: something cannot be moved.
    """
    edits = [*_constructor(one), *_called(one), *_names(one), *_above(one)]
    methods = [n for n in one.node.body if isinstance(n, ast.FunctionDef)]
    gone = [m for m in methods if m is one.build or m.name in without]
    edits += [_away(one, m, gone) for m in gone]
    edits = [e for e in edits if not any(_covers(one, m, e) for m in gone)]
    return tuple(sorted(edits, key=lambda e: (e.start, e.end)))


def _above(one: KerasClass) -> list[Edit]:
    """``super()``, as Python 3 says it, in methods that stay."""
    positions, found = one.source.positions, []
    for method in one.node.body:
        if isinstance(method, ast.FunctionDef) and method.name in FOR_KERAS:
            for part in walk(method):
                if isinstance(part, ast.Call) and part.args and ast.unparse(part.func) == "super":
                    found.append(Edit(positions.start(part), positions.end(part), ("super()",)))
    return found


def _covers(one: KerasClass, method: FunctionNode, edit: Edit) -> bool:
    positions = one.source.positions
    return positions.start(method) < edit.start and edit.end <= positions.end(method)


def _away(one: KerasClass, method: FunctionNode, gone: Collection[FunctionNode]) -> Edit:
    """A method, with the empty lines behind it; with those before it where nothing comes after it."""
    positions = one.source.positions
    first = min([method.lineno, *(d.lineno for d in method.decorator_list)])
    last = (method.end_lineno or method.lineno) + 1
    if all(s in gone for s in one.node.body[one.node.body.index(method) :]):
        while not positions.lines.line(first - 1).strip():
            first -= 1
    else:
        while not positions.lines.line(last).strip():
            last += 1
    return Edit(positions.line_start(first), positions.line_start(last), ("",))


# ------------------------------------------------------------ the constructor
def _constructor(one: KerasClass) -> list[Edit]:
    source, positions, init = one.source, one.source.positions, one.init
    if init is None:
        first = next(n for n in one.node.body if isinstance(n, ast.FunctionDef))
        line = min([first.lineno, *(d.lineno for d in first.decorator_list)])
        at, indent = positions.line_start(line), positions.indent(first)
        inner = positions.indent(first.body[0])
        given = "self, name=None" if one.named else "self"
        does = f"self.name = {_name(one, 'name')}" if one.named else "pass"
        return [Edit(at, at, (f"{indent}def __init__({given}):\n{inner}{does}\n\n",))]
    edits: list[Edit] = []
    named = "name=None" if one.named and one.given is None and not one.counted else ""
    if init.args.kwarg is not None:
        end = positions.end(init.args.kwarg)
        start = positions.start(init.args.kwarg)
        found = re.search(r",\s*\*\*\s*$", source.text[:start])
        if found is None:
            raise Refused("TF320", "takes only `**` arguments in `__init__`", init.lineno)
        edits.append(Edit(found.start(), end, (f", {named}" if named else "",)))
    elif named:
        text = f"`{one.node.name}` takes no name, which its scope has"
        raise Refused("TF307", text, init.lineno)
    assert one.above is not None
    start, end = positions.start(one.above), positions.end(one.above)
    if one.named:
        name = _name(one, "name")
        edits.append(Edit(start, end, (f"self.name = {name}",)))
    else:
        alone = all(s is one.above or s in one.empty or is_string(s) for s in init.body)
        edits.append(Edit(start, end, ("pass",)) if alone else _line(one, one.above))
    edits += [_line(one, s) for s in one.empty]
    return edits


def _name(one: KerasClass, given: str) -> str:
    """What names the scope of an object."""
    if one.given is not None:
        given = one.source.segment(one.given)
    elif one.counted and one.init is not None:
        return f'"{one.counted}"'
    said = isinstance(one.given, ast.Constant) or not one.counted
    return given if said else f'{given} or "{one.counted}"'


def _line(one: KerasClass, statement: ast.stmt) -> Edit:
    """A statement with its line."""
    positions = one.source.positions
    start = positions.line_start(statement.lineno)
    end = positions.line_start((statement.end_lineno or statement.lineno) + 1)
    return Edit(start, end, ("",))


# ------------------------------------------------------------ the call
def _called(one: KerasClass) -> list[Edit]:
    positions, call = one.source.positions, one.call
    at = one.source.text.index("call", positions.start(call) + len("def "))
    edits = [Edit(at, at + len("call"), ("__call__",))]
    lines, inside = _build_lines(one)
    if one.counted:
        return [*edits, *in_scope(one, lines, _first_line)]
    if not lines:
        return edits
    first = call.body[0]
    rest = call.body
    if is_string(first):
        rest = call.body[1:]
    if first.lineno == call.lineno or not rest:
        raise Refused("TF320", "`call` stands on one line", call.lineno)
    if inside is not None:
        outer = rest[0]
        if isinstance(outer, ast.With) and _same_scope(outer, inside):
            if outer.body[0].col_offset != inside.body[0].col_offset:
                raise Refused("TF320", "`build` and `call` are indented differently", call.lineno)
            lines = _text(one, inside.body)
            rest = outer.body
    at = positions.line_start(_first_line(one, rest[0]))
    return [*edits, Edit(at, at, (lines,))]


def _first_line(one: KerasClass, statement: ast.stmt) -> int:
    """The first line of a statement, the comments right above it included."""
    lines, line = one.source.positions.lines, statement.lineno
    while lines.line(line - 1).strip().startswith("#"):
        line -= 1
    return line


def _build_lines(one: KerasClass) -> tuple[str, ast.With | None]:
    """The lines of `build` for the call; with the one scope that they all stand in."""
    if one.build is None:
        return "", None
    kept = [s for s in one.build.body if not is_string(s) and not _for_keras(s)]
    if not kept:
        return "", None
    if kept[0].col_offset != one.call.body[0].col_offset:
        raise Refused("TF320", "`build` and `call` are indented differently", one.build.lineno)
    alone = kept[0] if len(kept) == 1 and isinstance(kept[0], ast.With) else None
    return _text(one, kept), alone


def _for_keras(node: ast.stmt) -> bool:
    """``super().build(...)`` and ``self.built = True``."""
    if isinstance(node, ast.Assign):
        return all(self_attribute(t) in ("built", "input_spec") for t in node.targets)
    func = node.value.func if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) else 0
    if not isinstance(func, ast.Attribute) or func.attr != "build":
        return False
    return isinstance(func.value, ast.Call) and ast.unparse(func.value.func) == "super"


def _same_scope(one: ast.With, other: ast.With) -> bool:
    """Whether two `with` statements open a scope of one name."""
    names = []
    for node in (one, other):
        call = node.items[0].context_expr
        plain = len(node.items) == 1 and node.items[0].optional_vars is None
        if not plain or not isinstance(call, ast.Call) or len(call.args) != 1:
            return False
        if any(k.arg != "reuse" for k in call.keywords):
            return False
        names.append((ast.unparse(call.func), ast.unparse(call.args[0])))
    return names[0] == names[1]


def _text(one: KerasClass, body: list[ast.stmt]) -> str:
    """The lines of statements of `build`, as the call says them."""
    source, positions = one.source, one.source.positions
    first = _first_line(one, body[0])
    start = positions.line_start(first)
    end = positions.line_start((body[-1].end_lineno or body[-1].lineno) + 1)
    edits = []
    for statement in body:
        for part in walk(statement):
            if self_attribute(part) in one.held:
                name = one.held[self_attribute(part)]
                edits.append(Edit(positions.start(part), positions.end(part), (name,)))  # type: ignore[arg-type]
            elif one.counted and adds(part):
                edits.append(as_variable(one, part))
            elif self_attribute(part) == "_name":
                edits.append(Edit(positions.start(part), positions.end(part), ("self.name",)))  # type: ignore[arg-type]
    edits += _shapes(one, body)
    moved = tuple(Edit(e.start - start, e.end - start, e.parts) for e in edits)
    text = apply_edits(source.text[start:end], moved).text
    return text if text.endswith("\n") else f"{text}\n"


def _shapes(one: KerasClass, body: list[ast.stmt]) -> list[Edit]:
    """The shape of the input: an item, its list or its rank."""
    positions, edits = one.source.positions, []
    shape = f"{one.input}.shape"
    parts = [p for s in body for p in walk(s)]
    whole: set[int] = set()
    for part in parts:
        if isinstance(part, ast.Call) and one.source.called(part) == "tf.TensorShape":
            if len(part.args) == 1 and ast.unparse(part.args[0]) == one.shape:
                whole.add(id(part.args[0]))
                edits.append(Edit(positions.start(part), positions.end(part), (shape,)))
    fine: set[int] = set()
    nested: set[int] = set()
    for part in parts:
        if isinstance(part, ast.Subscript):
            fine.add(id(part.value))
            if isinstance(part.value, ast.Subscript):
                nested.add(id(part.value.value))
        elif isinstance(part, ast.Attribute) and part.attr in ("as_list", "ndims"):
            fine.add(id(part.value))
        elif isinstance(part, ast.Call) and ast.unparse(part.func) == "len":
            fine |= {id(a) for a in part.args}
    for part in parts:
        if not isinstance(part, ast.Name) or part.id != one.shape or id(part) in whole:
            continue
        if id(part) not in fine or id(part) in nested:
            raise Refused("TF320", f"`build` uses `{one.shape}` as a value", part.lineno)
        edits.append(Edit(positions.start(part), positions.end(part), (shape,)))
    return edits


def _names(one: KerasClass) -> list[Edit]:
    """What stands for attributes in the call, and for the name everywhere."""
    positions, edits = one.source.positions, []
    building = {id(n) for n in walk(one.build)} if one.build is not None else set()
    for part in walk(one.node):
        name = self_attribute(part)
        if not name or id(part) in building or not isinstance(part, ast.Attribute):
            continue
        new = one.held.get(name, "")
        if new and any(part is n for n in walk(one.call)):
            edits.append(Edit(positions.start(part), positions.end(part), (new,)))
        elif name == "_name" and one.named:
            edits.append(Edit(positions.start(part), positions.end(part), ("self.name",)))
    return edits
