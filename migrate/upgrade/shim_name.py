"""What lifted code calls the shim in a module that has a `compat_scope` of its own: a parameter, a variable, another import."""

from __future__ import annotations

import ast

from migrate.nodes import walk
from migrate.rewrite.edits import Edit
from migrate.rewrite.positions import Positions

SHIM = "compat_scope"
_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.ExceptHandler)


class Mixed(Exception):
    """Names of the program and of lifted code cannot be told apart; the line of the first of the program."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


def shim_name(before: ast.Module, after: ast.Module) -> str:
    """What lifted code must call the shim.

    Raises:
      Mixed: the module reads attributes of its own `compat_scope`, and would of the shim's.
    """
    taken = {name for tree in (before, after) for name in _bound(tree)}
    if SHIM not in taken:
        return SHIM
    own = [n for n in walk(before) if _is_read(n)]
    if own:
        raise Mixed(getattr(own[0], "lineno", 0))
    name = f"migrate_{SHIM}"
    while name in taken:
        name += "_"
    return name


def rename_edits(text: str, tree: ast.Module, name: str) -> tuple[Edit, ...]:
    """The edits by which lifted code calls the shim so."""
    positions = Positions(text)
    reads = (n.value for n in walk(tree) if isinstance(n, ast.Attribute) and _is_read(n))
    return tuple(Edit(positions.start(n), positions.end(n), (name,)) for n in reads)


def _is_read(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == SHIM
    )


def _bound(tree: ast.Module) -> set[str]:
    """The names that a module binds anywhere, but what it imports of ours."""
    found: set[str] = set()
    for node in walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, _NAMED):
            found.add(node.name or "")
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            if not (isinstance(node, ast.ImportFrom) and node.module == "migrate"):
                found |= {a.asname or a.name.partition(".")[0] for a in node.names}
    return found
