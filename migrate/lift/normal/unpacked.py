"""A size and a tensor that one assignment sets become two statements, since they are needed at different times.

flat, dim = (x, shape[-1].value)       flat = x
                                       dim = shape[-1].value
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


def unpacked(source: LiftSource, function: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that take one such assignment apart; empty when there is none."""
    needed = {
        n.id
        for call in own_nodes(function.body)
        if creators.creates(source, call)
        for n in walk(call)
        if isinstance(n, ast.Name)
    }
    for node in own_nodes(function.body):
        pairs = list(_pairs(node))
        names = [target.id for target, _ in pairs]
        if not set(names) & needed or set(names) <= needed or not isinstance(node, ast.Assign):
            continue
        start, end = source.positions.start(node), source.positions.end(node)
        before = source.positions.lines.line(node.lineno)[: node.col_offset]
        behind = source.text[end:].partition("\n")[0].strip()
        if before.strip() or (behind and not behind.startswith("#")):
            continue
        lines = [f"{t.id} = {source.segment(value)}" for t, value in pairs]
        return [Edit(start, end, (f"\n{before}".join(lines),))]
    return []


def _pairs(node: ast.AST) -> Iterator[tuple[ast.Name, ast.expr]]:
    """Each name of a tuple with its value; nothing where one value reads what another one replaces."""
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return
    target, value = node.targets[0], node.value
    if not isinstance(target, (ast.Tuple, ast.List)) or not isinstance(
        value, (ast.Tuple, ast.List)
    ):
        return
    names = [t for t in target.elts if isinstance(t, ast.Name)]
    plain = not any(isinstance(v, ast.Starred) for v in value.elts)
    if len(names) != len(target.elts) or len(names) != len(value.elts) or not plain:
        return
    for place, item in enumerate(value.elts):
        read = {n.id for n in walk(item) if isinstance(n, ast.Name)}
        if read & {t.id for t in names[:place]}:
            return
    if len({t.id for t in names}) == len(names):
        yield from zip(names, value.elts, strict=True)
