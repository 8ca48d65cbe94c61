"""Changes of an object by another name of it, by a part of it, or by a method of its own."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from migrate.lift.binding.changes import changed_names
from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.bodies import bind, own_nodes
from migrate.lift.source.source import CHANGES
from migrate.model.tree import Key
from migrate.nodes import walk

_DEPTH = 4


def second_names(body: list[ast.stmt], names: Collection[str]) -> tuple[set[str], set[str]]:
    """Other ways by which a body may reach what `names` hold.

    Returns:
      names (``again = config``, ``table = [config]``) and paths (``self.config.``, of ``self.config = config``).
    """
    pairs: list[tuple[ast.expr, ast.expr]] = []
    for node in own_nodes(body):
        if isinstance(node, ast.Assign):
            pairs += [(target, node.value) for target in node.targets]
        elif isinstance(node, ast.For):
            pairs.append((node.target, node.iter))
    found, paths = set(names), set[str]()
    while True:
        before = len(found), len(paths)
        for target, value in pairs:
            if isinstance(target, ast.Attribute):  # the rest of that object is another matter
                if found.intersection(_held(value)):
                    paths.add(f"{ast.unparse(target)}.")
            elif isinstance(value, ast.Attribute):
                if _root(value) in found:
                    found.update(_held(target))
                elif found.intersection(_held(target)):
                    paths.add(f"{ast.unparse(value)}.")
            elif found.intersection([*_held(target), *_held(value)]):
                found.update([*_held(target), *_held(value)])
        if before == (len(found), len(paths)):
            return found - {*names, ""}, paths


def changes_object(
    tree: TreeTimes, key: Key, body: list[ast.stmt], node: ast.stmt, name: str
) -> bool:
    """Whether a statement changes what a name holds by a method, the object's own or one of a part's."""
    called: list[ast.expr | None] = [n.func for n in walk(node) if isinstance(n, ast.Call)]
    if any(isinstance(func, ast.Name) for func in called):
        bound = {
            target.id: part.value
            for part in own_nodes(body)
            if isinstance(part, ast.Assign) and isinstance(part.value, ast.Attribute)
            for target in part.targets
            if isinstance(target, ast.Name)
        }
        called = [bound.get(f.id) if isinstance(f, ast.Name) else f for f in called]
    for func in called:
        if not isinstance(func, ast.Attribute) or _root(func) != name:
            continue
        if tree.sources[key[0]].symbol(func).startswith("tf."):
            continue  # a function of TensorFlow, which a method of the tree may be called like
        if func.attr in CHANGES and not isinstance(func.value, ast.Name):
            return True
        if _changes_itself(tree, func.attr, 0):
            return True
    return False


def changed_by_methods(
    tree: TreeTimes,
    key: Key,
    body: list[ast.stmt],
    node: ast.stmt,
    names: Collection[str],
    depth: int = 0,
) -> set[str]:
    """The names whose objects a statement of a function changes by methods, itself or by functions that it calls."""
    found = {name for name in names if changes_object(tree, key, body, node, name)}
    for call in (n for n in own_nodes([node]) if isinstance(n, ast.Call)):
        callee = tree.callee(tree.sources[key[0]], call)
        other = tree.function(callee) if callee is not None and callee != key else None
        if callee is None or other is None or depth > _DEPTH:
            continue
        given = {
            taken: value.id
            for taken, value in bind(call, other, callee).items()
            if isinstance(value, ast.Name) and value.id in names
        }
        for statement in other.body if given else ():
            changed = changed_by_methods(tree, callee, other.body, statement, given, depth + 1)
            found |= {given[name] for name in changed}
    return found


def _changes_itself(tree: TreeTimes, method: str, depth: int) -> bool:
    """Whether a method of that name of any class of the tree changes its object."""
    for key, definition in tree.graph.classes.items() if depth < _DEPTH else ():
        if method not in definition.methods:
            continue
        where = key[0], f"{key[1]}.{method}"
        function = tree.function(where)
        if function is None or not function.args.args:
            continue
        me = function.args.args[0].arg
        if me in changed_names(tree, where, function.body):
            return True
        for part in own_nodes(function.body):
            func = part.func if isinstance(part, ast.Call) else None
            if isinstance(func, ast.Attribute) and _root(func) == me and func.attr != method:
                inner = not isinstance(func.value, ast.Name)
                if (inner and func.attr in CHANGES) or _changes_itself(tree, func.attr, depth + 1):
                    return True
    return False


def _root(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _held(node: ast.expr) -> Iterator[str]:
    """The names of which an expression may give what they hold, or a part of that; not what calls return."""
    if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)):
        yield _root(node)
    elif isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        for element in node.elts:
            yield from _held(element)
    elif isinstance(node, ast.Dict):
        for value in node.values:
            yield from _held(value)
    elif isinstance(node, ast.Starred):
        yield from _held(node.value)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from _held(value)
    elif isinstance(node, ast.IfExp):
        yield from _held(node.body)
        yield from _held(node.orelse)
