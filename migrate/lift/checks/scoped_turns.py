"""Loops that open a scope of its own in each turn, so that what a turn makes has names of its own.

for i in range(depth):
    with tf.variable_scope("block_%d" % i):
        x = norm(x)  # `block_0/ln/Variable`, `block_1/ln/Variable`
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.functions.computed_levels import begins
from migrate.lift.source.source import LiftSource
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.nodes import walk

_SCOPE = "tf.variable_scope"
_OTHER_LOOPS = (ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.Lambda)


def turns_apart(view: View, caller: Key, body: list[ast.stmt], call: ast.Call) -> bool:
    """Whether each turn of each loop around a call runs it in another scope, which nothing else is called like."""
    source = view.tree.sources[caller[0]]
    above = next((path for s in body for path in _paths(s, call)), [])
    if any(isinstance(n, _OTHER_LOOPS) for n in above):
        return False
    for index, loop in enumerate(above):
        if isinstance(loop, ast.For):
            names = _names(source, above[index + 1 :])
            name = next((n for n in names if _differs(loop, n)), None)
            if name is None or not _is_alone(view, caller, body, name):
                return False
    return True


def _paths(node: ast.AST, call: ast.Call) -> Iterator[list[ast.AST]]:
    """What stands around a call, from the outermost."""
    if node is call:
        yield []
    for child in ast.iter_child_nodes(node):
        for path in _paths(child, call):
            yield [node, *path]


def _names(source: LiftSource, above: list[ast.AST]) -> Iterator[ast.expr]:
    """The names of the scopes around something, down to the next loop."""
    for node in above:
        if isinstance(node, ast.For):
            return
        for item in node.items if isinstance(node, ast.With) else ():
            opened = item.context_expr
            if source.called(opened) == _SCOPE and isinstance(opened, ast.Call) and opened.args:
                yield opened.args[0]


def _differs(loop: ast.For, name: ast.expr) -> bool:
    """Whether a name has the number of the turn in it."""
    func = loop.iter.func if isinstance(loop.iter, ast.Call) else None
    counted = func.id if isinstance(func, ast.Name) else ""
    target = loop.target
    if counted == "enumerate" and isinstance(target, ast.Tuple):
        target = target.elts[0]
    elif counted != "range":
        return False
    if not isinstance(target, ast.Name) or not begins(name):
        return False
    stored = [n for s in loop.body for n in walk(s) if isinstance(n, ast.Name)]
    if any(n.id == target.id and isinstance(n.ctx, ast.Store) for n in stored):
        return False
    return any(isinstance(n, ast.Name) and n.id == target.id for n in _shown(name))


def _shown(name: ast.expr) -> Iterator[ast.expr]:
    """The values whose text is part of a name as it is: of ``"%d" % i``, not of ``"%d" % (i // 2)``."""
    if isinstance(name, ast.JoinedStr):
        yield from (v.value for v in name.values if isinstance(v, ast.FormattedValue))
    elif isinstance(name, ast.BinOp) and isinstance(name.op, ast.Mod):
        yield from name.right.elts if isinstance(name.right, ast.Tuple) else (name.right,)
    elif isinstance(name, ast.BinOp) and isinstance(name.op, ast.Add):
        for side in (name.left, name.right):
            yield from _shown(side)
    elif isinstance(name, ast.Call) and isinstance(name.func, ast.Attribute):
        yield from name.args if name.func.attr == "format" else ()
    elif isinstance(name, ast.Call) and isinstance(name.func, ast.Name) and name.func.id == "str":
        yield from name.args


def _is_alone(view: View, caller: Key, body: list[ast.stmt], name: ast.expr) -> bool:
    """Whether no other text of the function, nor a scope of the tree, begins like a name."""
    mine, own = begins(name), {id(n) for n in walk(name)}
    texts = [
        n.value.lower()
        for s in body
        for n in walk(s)
        if isinstance(n, ast.Constant) and isinstance(n.value, str) and id(n) not in own
    ]
    texts += [
        text
        for text, places in view.tree.opened.items()
        if text.replace("/", "").isidentifier()  # names that are put together are compared as those
        and any(view.tree.meet(key[0], caller[0]) for key, _ in places)
    ]
    return not any(text.startswith(mine) for text in texts)
