"""The head of a module: where added imports and start-up calls go."""

from __future__ import annotations

import ast

from migrate.rewrite.edits import Edit, insert
from migrate.upgrade.context import Context

_IMPORTS = (ast.Import, ast.ImportFrom)


def top_level_statement(tree: ast.Module, inner: ast.stmt) -> ast.stmt | None:
    """The statement of the module's body that holds ``inner``."""
    for statement in tree.body:
        assert statement.end_lineno is not None
        if statement.lineno <= inner.lineno <= statement.end_lineno:
            return statement
    return None


def is_import(statement: ast.stmt) -> bool:
    """An import, or a ``try``/``if`` around imports."""
    if isinstance(statement, _IMPORTS):
        return True
    if isinstance(statement, ast.Try):
        return any(isinstance(s, _IMPORTS) for s in statement.body)
    if isinstance(statement, ast.If):
        return bool(statement.body) and all(is_import(s) for s in statement.body)
    return False


def header_end(context: Context) -> ast.stmt | None:
    """The last import before other code begins; the docstring when there is none, else None."""
    last: ast.stmt | None = None
    for i, statement in enumerate(context.symbols.tree.body):
        if is_import(statement):
            last = statement
        elif not (i == 0 and _is_docstring(statement)) and not _is_dunder(statement):
            break
        elif last is None:
            last = statement
    return last


def _is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_dunder(statement: ast.stmt) -> bool:
    """``__author__ = ...`` between the imports."""
    return (
        isinstance(statement, ast.Assign)
        and isinstance(statement.targets[0], ast.Name)
        and statement.targets[0].id.startswith("__")
    )


def after_statement(context: Context, statement: ast.stmt | None, text: str) -> Edit:
    """Inserts whole lines behind the line ``statement`` ends on, or at the top of the module."""
    positions, newline = context.positions, context.newline
    if statement is None:
        return insert(positions.line_start(_first_code_line(context)), text)
    assert statement.end_lineno is not None
    at = positions.line_start(statement.end_lineno + 1)
    if at and context.text[at - 1] not in "\r\n":  # the file ends without a newline
        return insert(at, newline + text.removesuffix(newline))
    return insert(at, text)


def _first_code_line(context: Context) -> int:
    """The first line behind the ``#!`` and coding comments."""
    line = 1
    for text in context.text.splitlines()[:2]:
        if text.startswith("#"):
            line += 1
        else:
            break
    return line


def blank_follows(context: Context, statement: ast.stmt | None) -> bool:
    """Whether an empty line, or nothing at all, stands behind the line ``statement`` ends on."""
    if statement is None:
        return False
    assert statement.end_lineno is not None
    start = context.positions.line_start(statement.end_lineno + 1)
    rest = context.text[start:]
    return not rest or rest[0] in "\r\n"
