"""What an attribute of an object holds, where the tree shows every place that may set it.

class Stats:
    def __init__(self):
        self.total = tf.get_variable("total", [], tf.float64)
        self.mean = tf.to_float(self.total)

self.stats = Stats()      # so `self.stats.mean` is `tf.to_float(self.total)` of `Stats.__init__`
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.binding.times import TreeTimes
from migrate.lift.binding.value_origins import Origin
from migrate.lift.methods.method_class import above, attribute_of, methods, receiver, top_class
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.lift.source.value_classes import classes_of, function_at
from migrate.model.tree import Key
from migrate.nodes import walk

_PLAIN = frozenset({"property", "staticmethod", "classmethod", "abc.abstractmethod"})


def attribute_values(
    tree: TreeTimes, where: Key, node: ast.Attribute, depth: int = 0
) -> list[Origin]:
    """The expressions that it comes from, each with its function; empty where that cannot be told.

    Args:
      where: the function that the attribute is asked for in.
    """
    found: list[Origin] = []
    objects = objects_of(tree, where, node.value, depth)
    for cls in objects:
        values = _set_by(tree, cls, node.attr)
        if not values:
            return []
        found += [value for value in values if value not in found]
    return found


def objects_of(tree: TreeTimes, where: Key, node: ast.expr, depth: int) -> frozenset[Key]:
    """The classes that an object may be of."""
    method = tree.function(where)
    owner = (where[0], where[1].rpartition(".")[0])
    me = receiver(method) if method is not None and owner in tree.graph.classes else ""
    if method is None or not isinstance(node, ast.Name) or node.id != me:
        return classes_of(tree, where, node, depth)
    again = (n for n in walk(method) if isinstance(n, ast.Name) and n.id == node.id)
    if any(not isinstance(n.ctx, ast.Load) for n in again):
        return frozenset()
    below = (c for c in tree.graph.classes if owner in above(tree.graph, c))
    return frozenset([owner, *below])


def set_anywhere(tree: TreeTimes, name: str) -> Iterator[Origin]:
    """What attributes of that name are set to, of whatever objects, and what properties give."""
    for module, source in tree.sources.items():
        for qualname, value in source.attribute_values.get(name, ()):
            yield (module, qualname), value
        for call in _setters(source) if name in source.asked_for else ():
            if _is_set_by_name(call, name):
                where = function_at(source, call)
                yield from ((where or (module, ""), value) for value in call.args[2:])
        for qualname, method in source.functions.items():
            if method.name == name and method.decorator_list:
                for node in own_nodes(method.body):
                    if isinstance(node, ast.Return) and node.value is not None:
                        yield (module, qualname), node.value


def _set_by(tree: TreeTimes, cls: Key, name: str) -> list[Origin]:
    """What methods of a class, and of those above it, set an attribute to; empty where anything else may."""
    family = [cls, *above(tree.graph, cls)]
    found: list[Origin] = []
    known: set[int] = set()
    for key in family:
        source = tree.sources.get(key[0])
        node = top_class(source, key[1]) if source is not None else None
        if node is None or node.decorator_list or node.keywords:
            return []
        outside = len(node.bases) - len(tree.graph.bases(key))
        if outside and [ast.unparse(b) for b in node.bases] != ["object"]:
            return []
        for part in own_nodes(node.body):
            if name in (getattr(part, "name", ""), getattr(part, "id", "")):
                return []  # a property, or what all objects have
        for method in methods(node).values():
            odd = [d for d in method.decorator_list if ast.unparse(d) not in _PLAIN]
            if odd or any(_is_unseen(part) for part in walk(method)):
                return []
            place = (key[0], f"{key[1]}.{method.name}")
            own = _own_stores(method, name)
            for statement in own_nodes(method.body) if own else ():
                if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
                    if id(statement.targets[0]) in own:
                        known.add(id(statement.targets[0]))
                        found.append((place, statement.value))
    return found if all(id(n) in known for n in _stores(tree, family, name)) else []


def _is_unseen(node: ast.AST) -> bool:
    """Whether code sets attributes whose names are not written out."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id in ("setattr", "vars")
    return isinstance(node, ast.Attribute) and node.attr in ("__dict__", "__setattr__")


def _stores(tree: TreeTimes, family: list[Key], name: str) -> Iterator[ast.AST]:
    """The places of the tree that may set it: those of other classes set it in their own objects."""
    for source in tree.sources.values():
        yield from (n for n in _setters(source) if _is_set_by_name(n, name))
        nodes = [n for n in source.attributes.get(name, ()) if not isinstance(n.ctx, ast.Load)]
        others = _of_strangers(tree, source.module, family, name) if nodes else set()
        yield from (n for n in nodes if id(n) not in others)


def _setters(source: LiftSource) -> list[ast.Call]:
    """The calls of ``setattr`` in a module."""
    if "setattr" not in source.memo:
        source.memo["setattr"] = [
            n
            for n in source.symbols.nodes
            if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == "setattr"
        ]
    found: list[ast.Call] = source.memo["setattr"]
    return found


def _is_set_by_name(call: ast.Call, name: str) -> bool:
    """``setattr(stats, "mean", x)``."""
    return any(isinstance(a, ast.Constant) and a.value == name for a in call.args[1:2])


def _of_strangers(tree: TreeTimes, module: str, family: list[Key], name: str) -> set[int]:
    """Where classes that have nothing to do with a family set the attribute of their own objects."""
    found: set[int] = set()
    for statement in tree.sources[module].tree.body:
        if isinstance(statement, ast.ClassDef):
            key = (module, statement.name)
            if key not in family and not set(above(tree.graph, key)) & set(family):
                found = found.union(*(_own_stores(m, name) for m in methods(statement).values()))
    return found


def _own_stores(method: FunctionNode, name: str) -> set[int]:
    """Where a method sets an attribute of its own object."""
    me = receiver(method)
    nodes = list(own_nodes(method.body))
    if any(isinstance(n, ast.Name) and n.id == me and _is_set(n) for n in nodes):
        return set()
    return {id(n) for n in nodes if attribute_of(n, me) == name and _is_set(n)}


def _is_set(node: ast.AST) -> bool:
    return not isinstance(getattr(node, "ctx", None), ast.Load)
