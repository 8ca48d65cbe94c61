"""Long literals that the constructor and the call of a class both begin with become an attribute, written once."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.text.naming import attribute_name
from migrate.rewrite.edits import Edit, apply_edits, replace
from migrate.rewrite.positions import Positions

_LONG = 60  # characters; what is shorter is read faster where it is used
_MAKING = ("__init__", "build")
_CALLS = ("call", "__call__")
_ONLY_READ = frozenset({"enumerate", "zip", "len", "reversed"})


def with_shared_literals(text: str) -> str:
    """The text of a class, with such literals in an attribute."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef) and (found := _first(node)) is not None:
            return with_shared_literals(_kept(text, node, *found))
    return text


def _first(
    node: ast.ClassDef,
) -> tuple[ast.FunctionDef, ast.Assign, ast.FunctionDef, ast.Assign] | None:
    methods = {n.name: n for n in node.body if isinstance(n, ast.FunctionDef)}
    call = next((methods[name] for name in _CALLS if name in methods), None)
    for making in (methods[n] for n in _MAKING if n in methods and call is not None):
        assert call is not None
        for made in _literals(making):
            for again in _literals(call):
                if ast.dump(made) == ast.dump(again) and _only_read(making, made, False):
                    if _only_read(call, again, True):
                        return making, made, call, again
    return None


def _literals(method: ast.FunctionDef) -> Iterator[ast.Assign]:
    """Statements of a method that assign a long literal to one name."""
    for node in _statements(method.body):
        target = (
            node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        )
        if (
            isinstance(node, ast.Assign)
            and isinstance(target, ast.Name)
            and _is_literal(node.value)
        ):
            if len(ast.unparse(node.value)) > _LONG:
                yield node


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run once and in any case; scopes around them change nothing about a literal."""
    for node in body:
        if isinstance(node, ast.With):
            yield from _statements(node.body)
        else:
            yield node


def _is_literal(node: ast.expr) -> bool:
    """A list, tuple or dict whose items nobody can change."""
    items: list[ast.expr | None] = []
    if isinstance(node, (ast.List, ast.Tuple)):
        items = [*node.elts]
    elif isinstance(node, ast.Dict):
        items = [*node.keys, *node.values]
    plain = (ast.Constant, ast.Tuple, ast.Name, ast.Attribute, ast.BinOp, ast.UnaryOp)
    inside = (ast.operator, ast.unaryop, ast.expr_context)
    parts = [n for item in items if item is not None for n in ast.walk(item)]
    return (
        bool(items) and None not in items and all(isinstance(p, (*plain, *inside)) for p in parts)
    )


def _after(method: ast.FunctionDef, node: ast.Assign) -> list[ast.Name]:
    """The uses of a name from an assignment to the next one."""
    (target,) = node.targets
    assert isinstance(target, ast.Name)
    uses = [n for n in ast.walk(method) if isinstance(n, ast.Name) and n.id == target.id]
    uses = sorted((n for n in uses if n.lineno > (node.end_lineno or 0)), key=lambda n: n.lineno)
    for other in _statements(method.body):
        if other.lineno > node.lineno and isinstance(other, ast.Assign):
            alone = [ast.unparse(t) for t in other.targets] == [target.id]
            if alone and not any(ast.unparse(n) == target.id for n in ast.walk(other.value)):
                return [n for n in uses if n.lineno < other.lineno]
    return uses


def _only_read(method: ast.FunctionDef, node: ast.Assign, twice: bool) -> bool:
    """Whether what comes after an assignment only reads the items; `twice`: of what the last call has left."""
    name = ast.unparse(node.targets[0])
    names = {n.id for n in ast.walk(node.value) if isinstance(n, ast.Name)}
    local = {a.arg for a in ast.walk(method.args) if isinstance(a, ast.arg) and a.arg != "self"}
    local |= {
        n.id
        for n in ast.walk(method)
        if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
    }
    if twice and names & local:
        return False
    if any(isinstance(n, ast.JoinedStr) and name in ast.unparse(n) for n in ast.walk(method)):
        return False  # whose parts have no places
    parents = {id(c): p for p in ast.walk(method) for c in ast.iter_child_nodes(p)}
    return all(_reads(use, parents) for use in _after(method, node))


def _reads(use: ast.Name, parents: dict[int, ast.AST]) -> bool:
    above = parents.get(id(use))
    if not isinstance(use.ctx, ast.Load):
        return False
    if isinstance(above, (ast.For, ast.comprehension)):
        return above.iter is use
    if isinstance(above, ast.Subscript):
        return above.value is use and isinstance(above.ctx, ast.Load)
    return isinstance(above, ast.Call) and ast.unparse(above.func) in _ONLY_READ


def _kept(
    text: str,
    node: ast.ClassDef,
    making: ast.FunctionDef,
    made: ast.Assign,
    call: ast.FunctionDef,
    again: ast.Assign,
) -> str:
    positions = Positions(text)
    (target,) = made.targets
    assert isinstance(target, ast.Name)
    taken = {n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute)}
    taken |= {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
    shown = f"self.{attribute_name(target.id, taken)}"
    uses = [target, *_after(making, made), *_after(call, again)]
    edits = [replace(positions.start(n), positions.end(n), shown) for n in uses]
    first, last = again.lineno, (again.end_lineno or again.lineno) + 1
    while not positions.lines.line(last).strip():
        last += 1
    above = made.lineno
    while _is_comment(positions, first - 1) and (
        positions.lines.line(first - 1).strip() == positions.lines.line(above - 1).strip()
    ):
        first, above = first - 1, above - 1
    edits.append(Edit(positions.line_start(first), positions.line_start(last), ("",)))
    return apply_edits(text, edits).text


def _is_comment(positions: Positions, line: int) -> bool:
    return positions.lines.line(line).strip().startswith("#")
