"""A dict that only gives a layer its keywords: they are written where the layer is called.

settings = {"filters": n, "kernel_size": 3}      y = tf.layers.conv1d(x, filters=n, kernel_size=3)
y = tf.layers.conv1d(x, **settings)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.layer_table import entries
from migrate.lift.source.source import FunctionNode, LiftSource, stores
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


def keywords_written(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that write out one such dict of a function; empty when there is none."""
    for block in _blocks(node):
        for at, statement in enumerate(block):
            found = _written(source, node, block, at, creators) if _is_dict(statement) else []
            if found:
                return found
    return []


def _blocks(node: FunctionNode) -> Iterator[list[ast.stmt]]:
    for part in [node, *own_nodes(node.body)]:
        for name in ("body", "orelse", "finalbody"):
            block = getattr(part, name, None)
            if isinstance(block, list):
                yield block


def _is_dict(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return False
    return isinstance(statement.targets[0], ast.Name) and bool(entries(statement.value))


def _written(
    source: LiftSource, node: FunctionNode, block: list[ast.stmt], at: int, creators: Creators
) -> list[Edit]:
    statement = block[at]
    assert isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
    name, pairs = statement.targets[0].id, entries(statement.value) or []
    uses = [n for n in walk(node) if isinstance(n, ast.Name) and n.id == name]
    arguments = [a.arg for a in walk(node) if isinstance(a, ast.arg)]
    found = {id(store): load for store, load in _pairs(node, uses)}
    load = found.get(id(statement.targets[0]))
    if load is None or name in arguments:
        return []
    place = next(i for i in range(at + 1, len(block)) if load in walk(block[i]))
    call = next(
        (c for c in walk(block[place]) if isinstance(c, ast.Call) and _given(c, name)), None
    )
    if call is None or not creators.creates(source, call):
        return []
    keys = [key for key, _ in pairs]
    if {k.arg for k in call.keywords} & set(keys) or len(set(keys)) < len(keys):
        return []
    values = [value for _, value in pairs]
    if not _may_move(values, block[at + 1 : place], call):
        return []
    positions = source.positions
    start, end = positions.start(statement), positions.end(statement)
    if "#" in source.text[start:end]:
        return []
    given = _given(call, name)
    assert given is not None
    last = positions.end(given.value)
    first = source.text.rindex("**", 0, positions.start(given.value))
    shown = [f"{k}={source.segment(v)}" for k, v in pairs]
    line = positions.line_start(statement.lineno)
    after = positions.line_start((statement.end_lineno or statement.lineno) + 1)
    if source.text[line:start].strip() or source.text[end:after].strip():
        return []  # it shares its line
    return [Edit(line, after, ()), Edit(first, last, (", ".join(shown),))]


def _pairs(node: FunctionNode, uses: list[ast.Name]) -> list[tuple[ast.Name, ast.Name]]:
    """Where a name is assigned and where that is read, once and further down in the same block; empty when not all are so."""
    uses = sorted(uses, key=lambda n: (n.lineno, n.col_offset))
    pairs = list(zip(uses[::2], uses[1::2], strict=False))
    if len(uses) % 2:
        return []
    for store, load in pairs:
        block, at = next(
            ((b, i) for b in _blocks(node) for i, s in enumerate(b) if _assigns(s, store)), ([], 0)
        )
        later = [s for s in block[at + 1 :] if any(n is load for n in walk(s))]
        if not isinstance(load.ctx, ast.Load) or not later or not _runs_once(later[0], load):
            return []
    return pairs


def _assigns(statement: ast.stmt, name: ast.Name) -> bool:
    return isinstance(statement, ast.Assign) and statement.targets == [name]


def _given(call: ast.Call, name: str) -> ast.keyword | None:
    for keyword in call.keywords:
        if keyword.arg is None and isinstance(keyword.value, ast.Name) and keyword.value.id == name:
            return keyword
    return None


def _runs_once(statement: ast.stmt, node: ast.expr) -> bool:
    """Whether a statement is a plain one that evaluates a node, not a loop or a function around it."""
    if not isinstance(statement, (ast.Assign, ast.AugAssign, ast.Return, ast.Expr)):
        return False
    hidden = (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.IfExp)
    inside = [n for n in walk(statement) if isinstance(n, hidden)]
    return not any(part is node for n in inside for part in walk(n))


def _may_move(values: list[ast.expr], between: list[ast.stmt], call: ast.Call) -> bool:
    """Whether the values are the same where the call stands: nothing in between changes what they read."""
    parts = [n for v in values for n in walk(v)]
    if any(isinstance(n, (ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr)) for n in parts):
        return False
    if not between:
        return True
    read = {n.id for n in parts if isinstance(n, ast.Name)}
    if any(isinstance(n, (ast.Call, ast.Subscript, ast.Attribute)) for n in parts):
        return all(isinstance(s, ast.Pass) for s in between)
    return not any(read & set(stores(s)) for s in between) and not any(
        isinstance(n, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Delete))
        for s in between
        for n in walk(s)
    )
