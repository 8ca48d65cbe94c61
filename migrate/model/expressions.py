"""Turns syntax into the text form of expressions that the scope graph holds."""

from __future__ import annotations

import ast
from collections.abc import Callable

from migrate.model.graph import Expr, Span


def span(node: ast.expr | ast.stmt) -> Span:
    return Span(
        node.lineno,
        node.col_offset,
        node.end_lineno or node.lineno,
        node.end_col_offset or node.col_offset,
    )


def chain_text(node: ast.expr) -> str:
    """``a.b.c`` for a name or attribute chain, "" for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    parts.append(node.id)
    return ".".join(reversed(parts))


LookUp = Callable[[ast.Name | ast.Attribute], tuple[str | None, tuple[str, str] | None]]


def expression(node: ast.expr, look_up: LookUp) -> Expr:
    """The expression as data; ``look_up`` gives the symbol and the target of a chain."""
    if isinstance(node, ast.Constant):
        return Expr(repr(node.value), span(node))
    symbols: dict[str, str] = {}
    targets: dict[str, tuple[str, str, str]] = {}
    stack: list[ast.AST] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, (ast.Name, ast.Attribute)):
            symbol, target = look_up(part)
            if symbol is not None:
                symbols[chain_text(part)] = symbol
                continue
            if target is not None:
                text = chain_text(part)
                targets[text] = (text, *target)
                continue
            if isinstance(part, ast.Name):
                continue
        stack.extend(ast.iter_child_nodes(part))
    text = chain_text(node) or ast.unparse(node)
    return Expr(text, span(node), tuple(symbols.items()), tuple(targets.values()))


def is_none(node: ast.expr | None) -> bool:
    return node is None or (isinstance(node, ast.Constant) and node.value is None)


def bind_arguments(node: ast.Call, parameters: list[str]) -> dict[str, ast.expr]:
    """Arguments by parameter; positions without a known parameter under their number."""
    bound: dict[str, ast.expr] = {}
    for index, argument in enumerate(node.args):
        if isinstance(argument, ast.Starred):
            bound["*"] = argument.value
            break
        bound[parameters[index] if index < len(parameters) else str(index)] = argument
    for keyword in node.keywords:
        bound[keyword.arg or "**"] = keyword.value
    return bound
