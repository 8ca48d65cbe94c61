"""Settings that the first of several scopes begins with, and that others read, are set before it.

with tf.variable_scope("eval"):                           n = 10
    names, n, init = ["eval"], 10, tf.ones_initializer()  init = tf.ones_initializer()
    w = tf.get_variable("w", [n], None, init)             with tf.variable_scope("eval"):
with tf.variable_scope("target"):                             names = ["eval"]
    w = tf.get_variable("w", [n], None, init)                 w = tf.get_variable("w", [n], None, init)

Each scope can then become a layer of its own. To make an initializer does nothing else, in whatever scope.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.source.bodies import blocks
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_SCOPE = "tf.variable_scope"


def shared_settings(sources: Mapping[str, LiftSource], graph: TreeGraph) -> list[Repeats]:
    """The functions and methods of a tree with such scopes."""
    found = []
    for key in sorted(graph.creating):
        source = sources.get(key[0])
        node = source.functions.get(key[1]) if source is not None else None
        if source is None or node is None or source.skips.file or source.definitions[key[1]] > 1:
            continue
        if source.skips.covers(node.lineno) or source.skips.within(node):
            continue
        edits = _edits(source, node)
        if edits:
            found.append(Repeats(frozenset([key]), {key[0]: tuple(edits)}))
    return found


def _edits(source: LiftSource, node: FunctionNode) -> list[Edit]:
    for block in blocks(node):
        scopes = [s for s in block if _is_scope(source, s)]
        for place, scope in enumerate(scopes[:-1]):
            first = scope.body[0]  # type: ignore[attr-defined]
            pairs = _pairs(first)
            read = {n.id for s in scopes[place + 1 :] for n in walk(s) if _is_read(n)}  # type: ignore[attr-defined]
            asked = {n.id for i in scope.items for n in walk(i) if isinstance(n, ast.Name)}  # type: ignore[attr-defined]
            moved = [name for name, value in pairs if name in read and _is_plain(source, value)]
            if moved and not asked & set(moved) and any(_makes(source, v) for n, v in pairs if n in moved):  # fmt: skip
                return _moved(source, scope, first, pairs, moved)
    return []


def _is_scope(source: LiftSource, node: ast.stmt) -> bool:
    if not isinstance(node, ast.With) or len(node.items) != 1 or len(node.body) < 2:
        return False
    call = node.items[0].context_expr
    named = isinstance(call, ast.Call) and call.args and isinstance(call.args[0], ast.Constant)
    return bool(named) and source.called(call) == _SCOPE


def _is_read(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)


def _pairs(node: ast.stmt) -> list[tuple[str, ast.expr]]:
    """The names that an assignment binds, each with its value."""
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return []
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Name):
        return [(target.id, value)]
    if not isinstance(target, ast.Tuple) or not isinstance(value, ast.Tuple):
        return []
    names = [t.id for t in target.elts if isinstance(t, ast.Name)]
    inside = {n.id for n in walk(value) if isinstance(n, ast.Name)}
    if len(names) != len(target.elts) or len(set(names)) != len(names) or inside & set(names):
        return []
    return list(zip(names, value.elts, strict=True)) if len(names) == len(value.elts) else []


def _makes(source: LiftSource, value: ast.expr) -> bool:
    """Whether a value is an initializer that is made here."""
    return source.called(value).endswith("_initializer")


def _is_plain(source: LiftSource, value: ast.expr) -> bool:
    """A number, a text or an initializer of such, written out."""
    if isinstance(value, ast.UnaryOp):
        return _is_plain(source, value.operand)
    if isinstance(value, ast.Constant):
        return True
    if not isinstance(value, ast.Call) or not _makes(source, value):
        return False
    given = [*value.args, *(k.value for k in value.keywords)]
    return all(_is_plain(source, v) for v in given) and all(k.arg for k in value.keywords)


def _moved(
    source: LiftSource,
    scope: ast.stmt,
    first: ast.stmt,
    pairs: list[tuple[str, ast.expr]],
    moved: list[str],
) -> list[Edit]:
    positions = source.positions
    pad, inner = positions.indent(scope), positions.indent(first)
    start = positions.line_start(first.lineno)
    end = positions.line_start((first.end_lineno or first.lineno) + 1)
    rest = source.text[positions.end(first) : end].strip()
    if ";" in source.text[start:end].partition("#")[0] or (rest and not rest.startswith("#")):
        return []
    shown = {name: source.segment(value) for name, value in pairs}
    if any("\n" in text for text in shown.values()):
        return []
    above = [f"{pad}{name} = {shown[name]}" for name in moved]
    above[0] += f"  {rest}" if rest else ""
    kept = [name for name, _ in pairs if name not in moved]
    values = ", ".join(shown[name] for name in kept)
    stays = f"{inner}{', '.join(kept)} = {values}\n" if kept else ""
    at = positions.line_start(scope.lineno)
    return [Edit(at, at, ("".join(f"{line}\n" for line in above),)), Edit(start, end, (stays,))]
