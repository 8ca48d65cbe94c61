"""Where the calls of a module stand."""

from __future__ import annotations

import ast

from migrate.lift.source.source import LiftSource


def calls_in(source: LiftSource) -> dict[int, tuple[ast.Call, str | None]]:
    """The calls of a module by the ids of what they call, with the function around; None in a lambda, whose names are its own."""
    known = source.memo.get("calls by what they call")
    if known is None:
        known = {}
        names = {id(node): qualname for qualname, node in source.functions.items()}
        stack: list[tuple[ast.AST, str | None]] = [(source.tree, "")]
        while stack:
            node, place = stack.pop()
            if isinstance(node, ast.FunctionDef):
                place = names.get(id(node))
            elif isinstance(node, (ast.Lambda, ast.AsyncFunctionDef)):
                place = None
            elif isinstance(node, ast.Call):
                known[id(node.func)] = (node, place)
            stack += [(child, place) for child in ast.iter_child_nodes(node)]
        source.memo["calls by what they call"] = known
    found: dict[int, tuple[ast.Call, str | None]] = known
    return found
