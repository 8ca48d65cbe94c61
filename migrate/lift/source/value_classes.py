"""Which classes of the tree the object is of that an expression gives, where all that it can give is known."""

from __future__ import annotations

import ast

from migrate.lift.binding.times import TreeTimes
from migrate.lift.classes.parts import self_attribute
from migrate.lift.methods.method_class import top_class
from migrate.lift.source.bodies import bind, own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import Key
from migrate.nodes import walk

_DEPTH = 6


def classes_of(
    tree: TreeTimes, where: Key, node: ast.expr | None, depth: int = 0
) -> frozenset[Key]:
    """The classes, exactly: objects of classes below them are none of them. None where that cannot be told.

    Args:
      where: the function that the expression stands in.
    """
    source = tree.sources.get(where[0])
    if source is None or node is None or depth > _DEPTH:
        return frozenset()
    if isinstance(node, ast.IfExp):
        return _all([classes_of(tree, where, n, depth) for n in (node.body, node.orelse)])
    if isinstance(node, ast.Call):
        return _made(tree, source, node, depth)
    if isinstance(node, ast.Name):
        return _named(tree, where, node.id, depth)
    if isinstance(node, ast.Attribute):
        from migrate.lift.source.attribute_values import attribute_values

        values = attribute_values(tree, where, node, depth + 1)
        return _all([classes_of(tree, place, value, depth + 1) for place, value in values])
    return frozenset()


def _all(found: list[frozenset[Key]]) -> frozenset[Key]:
    return frozenset().union(*found) if found and all(found) else frozenset()


def _made(tree: TreeTimes, source: LiftSource, call: ast.Call, depth: int) -> frozenset[Key]:
    """Of a call: the class that it makes an object of, or what a function returns."""
    target = source.symbols.target(call.func)
    if target in tree.graph.classes and target is not None:
        return frozenset([target])
    key = tree.callee(source, call)
    function = tree.function(key) if key is not None else None
    if key is None or function is None or function.decorator_list:
        return frozenset()
    if tree.sources[key[0]].definitions[key[1]] > 1 or "." in key[1]:
        return frozenset()
    returned = [n.value for n in own_nodes(function.body) if isinstance(n, ast.Return)]
    if any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in own_nodes(function.body)):
        return frozenset()
    return _all([classes_of(tree, key, value, depth + 1) for value in returned])


def _named(tree: TreeTimes, where: Key, name: str, depth: int) -> frozenset[Key]:
    """Of a name: what it is set to, or what callers give for the parameter."""
    function = tree.function(where)
    if function is None:
        return frozenset()
    values = []
    places = 0
    for part in walk(function):
        if isinstance(part, (ast.Global, ast.Nonlocal)) and name in part.names:
            return frozenset()
        bound = isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load)
        places += bound and part.id == name  # type: ignore[attr-defined]
        if isinstance(part, ast.Assign):
            own = [t for t in part.targets if isinstance(t, ast.Name) and t.id == name]
            values += [part.value] * len(own)
    if name in {a.arg for a, _, _ in parameters(function)}:
        return frozenset() if places else _given(tree, where, function, name, depth)
    if places != len(values):
        return frozenset()
    return _all([classes_of(tree, where, value, depth + 1) for value in values])


def _given(
    tree: TreeTimes, key: Key, function: FunctionNode, name: str, depth: int
) -> frozenset[Key]:
    if tree.graph.handed_on.get(key) or function.decorator_list:
        return frozenset()
    default = next((d for a, d, _ in parameters(function) if a.arg == name), None)
    found = [] if default is None else [classes_of(tree, key, default, depth + 1)]
    calls = _calls_of_method(tree, key) if "." in key[1] else _calls_of(tree, key)
    for caller, call in calls or ():
        starred = any(isinstance(a, ast.Starred) for a in call.args)
        value = bind(call, function, key).get(name)
        if value is None and (starred or any(k.arg is None for k in call.keywords)):
            return frozenset()
        if value is not None:
            found.append(classes_of(tree, caller, value, depth + 1))
    return _all(found) if calls else frozenset()


def _calls_of(tree: TreeTimes, key: Key) -> list[tuple[Key, ast.Call]] | None:
    """The calls of a function, each with the function it stands in; None when not all are known."""
    found: list[tuple[Key, ast.Call]] = []
    for caller in tree.graph.callers.get(key, ()):
        if caller[0] not in tree.sources or tree.function(caller) is None:
            return None
        found += [(caller, call) for call, target in tree.calls(caller) if target == key]
    return found


def _calls_of_method(tree: TreeTimes, key: Key) -> list[tuple[Key, ast.Call]] | None:
    """The calls of a method, as far as no other method of the tree has its name, and objects call it themselves."""
    name = key[1].rpartition(".")[2]
    found: list[tuple[Key, ast.Call]] = []
    for source in tree.sources.values():
        if name in source.looked_up:
            return None
        methods = [q for q in source.functions if q.rpartition(".")[2] == name and "." in q]
        if any((source.module, q) != key for q in methods):
            return None
        uses = {id(n) for n in source.attributes.get(name, ())}
        for node in source.symbols.nodes if uses else ():
            if isinstance(node, ast.Call) and id(node.func) in uses and self_attribute(node.func):
                where = function_at(source, node)
                if where is None:
                    return None
                uses.discard(id(node.func))
                found.append((where, node))
        if uses:
            return None
    return found


def function_at(source: LiftSource, node: ast.AST) -> Key | None:
    """The innermost function that a node stands in."""
    line = getattr(node, "lineno", 0)
    found = [
        (function.lineno, qualname)
        for qualname, function in source.functions.items()
        if function.lineno <= line <= (function.end_lineno or 0)
    ]
    return (source.module, max(found)[1]) if found else None


def method_of(tree: TreeTimes, cls: Key, name: str) -> Key | None:
    """The method of an object of exactly this class; None where it has none, or may inherit one from outside."""
    for _ in range(20):
        key = (cls[0], f"{cls[1]}.{name}")
        if tree.function(key) is not None:
            return key
        bases = tree.graph.bases(cls)
        if len(bases) != 1:
            return None
        cls = bases[0]
    return None


def computed_in_class(tree: TreeTimes, cls: Key) -> set[str]:
    """The names that a class, or one it inherits from, sets to more than a literal: a property, a descriptor."""
    found: set[str] = set()
    for _ in range(20):
        source = tree.sources.get(cls[0])
        node = top_class(source, cls[1]) if source is not None else None
        for statement in node.body if node is not None else ():
            if isinstance(statement, ast.Assign) and not isinstance(statement.value, ast.Constant):
                found |= {
                    n.id for t in statement.targets for n in walk(t) if isinstance(n, ast.Name)
                }
        bases = tree.graph.bases(cls)
        if len(bases) != 1:
            return found
        cls = bases[0]
    return found
