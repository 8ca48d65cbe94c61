"""Names that a program gives its module at once, `globals().update(vars(args))`, before it does anything else with them."""

from __future__ import annotations

import ast

from migrate.lift.source.source import LiftSource
from migrate.nodes import walk


def filled_names(source: LiftSource, node: ast.AST) -> set[str]:
    """The names that a part of a module reads and that only such a statement of the module's own code can have given it."""
    if not _is_filled_once(source):
        return set()
    read = [n for n in walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)]
    scopes = ((n.id, source.symbols.scope_of(n)) for n in read)
    return {name for name, scope in scopes if scope is not None and scope.find(name) is None}


def _is_filled_once(source: LiftSource) -> bool:
    """Whether the module has one such statement, which runs once, and finds its names in no other way."""
    asked = [
        n
        for n in walk(source.tree)
        if isinstance(n, ast.Call) and ast.unparse(n.func) in ("globals", "exec", "eval")
    ]
    blocks = [source.tree.body, *(s.body for s in source.tree.body if isinstance(s, ast.If))]
    return len(asked) == 1 and any(_fills(s, asked[0]) for block in blocks for s in block)


def _fills(statement: ast.stmt, asked: ast.Call) -> bool:
    """Whether a statement is ``globals().update(...)``."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    func = call.func if isinstance(call, ast.Call) else None
    return isinstance(func, ast.Attribute) and func.attr == "update" and func.value is asked
