"""Import statements: rewriting one with what its names have become; libcst keeps the comments in it."""

from __future__ import annotations

import ast
from dataclasses import dataclass

import libcst as cst

from migrate.resolve import Scope, TensorFlowPath
from migrate.rewrite.edits import Edit, replace
from migrate.upgrade.context import Context
from migrate.upgrade.names import Names


@dataclass(frozen=True)
class Part:
    """One alias of an import statement and what becomes of it."""

    alias: ast.alias
    local: str
    path: TensorFlowPath
    new: str | None  # dotted name to import instead; None to keep
    drop: bool = False
    stub: bool = False


def rewrite_statement(
    context: Context,
    names: Names,
    scope: Scope,
    statement: ast.Import | ast.ImportFrom,
    parts: list[Part],
) -> None:
    """Rewrites one import statement by what was decided for its names, or removes it."""
    changed = [p for p in parts if p.new is not None or p.drop or p.stub]
    if not changed:
        return
    positions = context.positions
    start, end = positions.start(statement), positions.end(statement)
    lines: list[str] = []
    if any(p.stub for p in changed):
        names.stood_in.append(statement)
    gone = {id(p.alias) for p in changed}
    kept = [a for a in statement.names if id(a) not in gone]
    if kept:
        lines.append(_without(context.text[start:end], statement, gone))
    for part in changed:
        line = _line(context, names, scope, part)
        if line and line not in lines:
            lines.append(line)
    if not lines and not _alone(scope, statement):
        lines.append("pass")
    if lines:
        indent = context.text[positions.line_start(statement.lineno) : start]
        joint = context.newline + indent if not indent.strip() else "; "
        context.edit(replace(start, end, joint.join(lines)))
    else:
        context.edit(_remove_line(context, start, end, statement))


def _line(context: Context, names: Names, scope: Scope, part: Part) -> str:
    if part.drop:
        return ""
    if part.stub:
        shim = names.member("migrate", "compat_scope", scope)
        return f'{part.local} = {shim}.missing("{part.path.symbol}")'
    assert part.new is not None
    if part.new == "tf":
        return (
            "import tensorflow"
            if part.local == "tensorflow"
            else f"import tensorflow as {part.local}"
        )
    dotted = part.new
    if dotted.startswith("tf."):
        dotted = "tensorflow" + dotted[2:]
    module, _, member = dotted.rpartition(".")
    if not module:
        return f"import {member}" + (f" as {part.local}" if member != part.local else "")
    suffix = f" as {part.local}" if part.local != member else ""
    return f"from {module} import {member}{suffix}"


def _without(text: str, statement: ast.Import | ast.ImportFrom, gone: set[int]) -> str:
    """The statement's text without some of its names; libcst keeps the comments between them."""
    module = cst.parse_statement(text)
    assert isinstance(module, cst.SimpleStatementLine)
    node = module.body[0]
    assert isinstance(node, (cst.Import, cst.ImportFrom))
    assert not isinstance(node.names, cst.ImportStar)
    keep = [c for c, a in zip(node.names, statement.names) if id(a) not in gone]
    if keep[-1] is not node.names[-1]:
        keep[-1] = keep[-1].with_changes(comma=_last_comma(keep[-1].comma, node.names[-1].comma))
    return cst.Module([]).code_for_node(node.with_changes(names=keep))


def _last_comma(
    comma: cst.Comma | cst.MaybeSentinel, last: cst.Comma | cst.MaybeSentinel
) -> cst.Comma | cst.MaybeSentinel:
    """The comma behind what is now the last name: the old last one's, unless that would lose a comment."""
    if isinstance(comma, cst.Comma):
        space = comma.whitespace_after
        if isinstance(space, cst.ParenthesizedWhitespace) and space.first_line.comment:
            closing = space.with_changes(indent=False, last_line=cst.SimpleWhitespace(""))
            return comma.with_changes(whitespace_after=closing)
    return last


def _alone(scope: Scope, statement: ast.stmt) -> bool:
    """Whether the statement may be removed without leaving an empty block."""
    body = getattr(scope.node, "body", [])
    return statement in body and len(body) > 1


def _remove_line(context: Context, start: int, end: int, statement: ast.stmt) -> Edit:
    """Removes the statement with its line when nothing else stands on it."""
    positions = context.positions
    line_start = positions.line_start(statement.lineno)
    assert statement.end_lineno is not None
    line_end = positions.line_start(statement.end_lineno + 1)
    around = context.text[line_start:start] + context.text[end:line_end]
    if around.strip():
        return replace(start, end, "pass")
    return replace(line_start, line_end + _blank_left_over(context, line_start, line_end), "")


def _blank_left_over(context: Context, start: int, end: int) -> int:
    """How much of the blank lines behind lines that go would stand beside those in front of them."""
    gone = {e.end: e.start for e in context.edits if not any(e.parts)}
    while start in gone:
        start = gone[start]
    newline = len(context.newline)
    before, after = context.text[:start], context.text[end:]
    above = (len(before) - len(before.rstrip("\r\n"))) // newline - 1
    below = (len(after) - len(after.lstrip("\r\n"))) // newline
    return min(above, below) * newline if above > 0 else 0
