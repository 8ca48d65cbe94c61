"""Attributes that keep what a local name of the same word holds: in the function of a core, that is the local name.

self.last = last                  return last
self.out = net(last)
"""

from __future__ import annotations

import ast
from collections.abc import Sequence

from migrate.nodes import walk


def kept_names(
    statements: Sequence[ast.stmt], after: Sequence[ast.AST], me: str
) -> dict[str, ast.Assign]:
    """The attributes, with the one statement that sets them, which goes.

    Neither the name nor the attribute is set anew behind it, nor read after the statements by that name.
    """
    found: dict[str, ast.Assign] = {}
    stores: dict[str, list[ast.Attribute]] = {}
    reads: dict[str, list[ast.Attribute]] = {}
    nodes = [n for s in statements for n in walk(s)]
    for node in nodes:
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            if node.value.id == me:
                kind = reads if isinstance(node.ctx, ast.Load) else stores
                kind.setdefault(node.attr, []).append(node)
    later = {n.id for s in after for n in walk(s) if isinstance(n, ast.Name)}
    turning = {
        id(n) for loop in nodes if isinstance(loop, (ast.For, ast.While)) for n in walk(loop)
    }
    inner = {id(n) for d in nodes if isinstance(d, (ast.FunctionDef, ast.Lambda)) for n in walk(d)}
    alone = {id(b[0]) for n in nodes for b in _blocks(n) if len(b) == 1}
    for node in nodes:
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Name):
            continue
        name, target = node.value.id, node.targets[0]
        if len(node.targets) > 1 or stores.get(name) != [target] or name in later:
            continue
        names = [n for n in nodes if isinstance(n, ast.Name) and n.id == name]
        rebound = any(not isinstance(n.ctx, ast.Load) and n.lineno >= node.lineno for n in names)
        early = any(n.lineno <= node.lineno for n in reads.get(name, ()))
        hidden = any(id(n) in inner for n in (*names, *reads.get(name, ())))
        if rebound or early or hidden or id(node) in turning | alone | inner:
            continue
        if node is not statements[0] and node.end_lineno != statements[-1].end_lineno:
            found[name] = node
    return found


def _blocks(node: ast.AST) -> list[list[ast.stmt]]:
    fields = [getattr(node, name, None) for name in ("body", "orelse", "finalbody")]
    return [f for f in fields if isinstance(f, list) and f]
