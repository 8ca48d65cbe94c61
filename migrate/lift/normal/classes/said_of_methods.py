"""What comments and docstrings say of a method whose body stands in another one."""

from __future__ import annotations

import ast

from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk


def first_line(source: LiftSource, method: FunctionNode | ast.ClassDef, statement: ast.stmt) -> int:
    """The first line of a statement, the comments right above it included."""
    line = statement.lineno
    while line - 1 > method.lineno and source.positions.lines.line(line - 1).strip()[:1] == "#":
        line -= 1
    return line


def comments_above(source: LiftSource, method: ast.stmt) -> list[str]:
    """The comments right above a definition or a statement of a class."""
    found: list[str] = []
    decorators = getattr(method, "decorator_list", [])
    line = min([method.lineno, *(d.lineno for d in decorators)]) - 1
    while line > 0 and (text := source.positions.lines.line(line).strip()).startswith("#"):
        found.insert(0, text)
        line -= 1
    return found


def comment_behind(source: LiftSource, end: int) -> str:
    """The rest of a line, if it is a comment."""
    rest = source.text[end:].partition("\n")[0].rstrip()
    return rest if rest.lstrip().startswith("#") else ""


def as_comments(node: FunctionNode | ast.ClassDef) -> list[str]:
    """A docstring as comments."""
    text = ast.get_docstring(node)
    return [f"# {line}".rstrip() for line in text.split("\n")] if text else []


def noted_behind(
    caller: FunctionNode, statement: ast.stmt, lineage: list[ast.ClassDef]
) -> list[ast.stmt] | None:
    """What stands behind the scope that ends with a call: ``self.reuse = True`` and the return of the call's value.

    with tf.variable_scope(self.name, reuse=self.reuse):
        y = self.build(x)
    self.reuse = True
    return y

    Nothing that runs within may read what is noted. None for anything else.
    """
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return None
    target = statement.targets[0]
    scope = next((n for n in caller.body if any(p is statement for p in walk(n))), None)
    if not isinstance(target, ast.Name) or scope is None:
        return None
    part: ast.stmt = scope
    while part is not statement:
        if not isinstance(part, ast.With):
            return None
        part = part.body[-1]
    after = caller.body[caller.body.index(scope) + 1 :]
    *notes, last = after or [statement]
    if not isinstance(last, ast.Return) or ast.unparse(last) != f"return {target.id}":
        return None
    inside = scope.body if isinstance(scope, ast.With) else []
    others = [m for c in lineage for m in c.body if m is not caller]
    read = [p for s in (*inside, *others) for p in walk(s) if isinstance(p, ast.Attribute)]
    for note in notes:
        name = note.targets[0] if isinstance(note, ast.Assign) and len(note.targets) == 1 else None
        if not isinstance(name, ast.Attribute) or ast.unparse(name.value) != "self":
            return None
        if ast.unparse(note).partition(" = ")[2] != "True":
            return None
        if any(p.attr == name.attr and isinstance(p.ctx, ast.Load) for p in read):
            return None
    return after
