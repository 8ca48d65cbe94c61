"""Whether any value of the tree that can be called as a parameter is called creates variables.

``activation(x)`` creates none where nothing that does, and takes one argument, is ever handed around: the parameter may be
what ``get_activation(config.act)`` gave, which nobody can follow.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from migrate.lift.source.source import LiftSource
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import TreeGraph
from migrate.nodes import walk
from migrate.plan.drivers import drivers

_ANY = (0, 1000, frozenset[str]())


@dataclass(frozen=True)
class CreatingValues:
    """How the functions that create variables and are used as values can be called.

    Attributes:
      shapes: for each, the arguments that it needs and those that it takes by position, and the names of all.
      methods: the same of every method that creates variables, by its name.
    """

    shapes: frozenset[tuple[int, int, frozenset[str]]]
    methods: Mapping[str, frozenset[tuple[int, int, frozenset[str]]]]

    def may_be(self, call: ast.Call) -> bool:
        """Whether a call may run one of them."""
        return _fits(call, self.shapes)

    def may_be_method(self, name: str, call: ast.Call) -> bool:
        """Whether a call of an attribute of an object may run a method that creates variables."""
        return _fits(call, self.methods.get(name, frozenset()))


def _fits(call: ast.Call, shapes: Collection[tuple[int, int, frozenset[str]]]) -> bool:
    if any(isinstance(a, ast.Starred) for a in call.args):
        return bool(shapes)
    names = {k.arg for k in call.keywords}
    if None in names:
        return bool(shapes)
    count = len(call.args)
    for least, most, known in shapes:
        odd = names - known if most < _ANY[1] else set()
        if not odd and least <= count + len(names) and count <= most:
            return True
    return False


def creating_values(
    sources: Mapping[str, LiftSource], graph: TreeGraph, rules: LayerRules
) -> CreatingValues:
    """Looks through a tree; what only looks like such a value, by its name, counts as one."""
    names: dict[str, list[tuple[str, str]]] = {}
    for key in graph.creating - drivers(graph):  # what runs a program is no part of a model
        names.setdefault(key[1].rpartition(".")[2], []).append(key)
    shapes: set[tuple[int, int, frozenset[str]]] = set()
    mentioned: set[str] = set()
    for source in sources.values():
        mentioned |= set(source.looked_up) & names.keys()
        called = {id(n.func) for n in walk(source.tree) if isinstance(n, ast.Call)}
        listed = _listed(source)
        for node in walk(source.tree):
            if isinstance(node, ast.Call) and _finds_any(source, node):
                mentioned |= names.keys()
            elif isinstance(node, ast.Lambda):
                calls = [n for n in ast.walk(node.body) if isinstance(n, ast.Call)]
                if any(_creates(source, graph, rules, names, c) for c in calls):
                    shapes.add(_ANY)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.decorator_list:
                mentioned |= {node.name} & names.keys()
            elif isinstance(node, (ast.Name, ast.Attribute)) and id(node) not in called:
                if not isinstance(node.ctx, ast.Load) or id(node) in listed:
                    continue
                last = node.id if isinstance(node, ast.Name) else node.attr
                mentioned |= {last} & names.keys()
                rule = rules.get(source.symbol(node))
                if rule is not None and rule.creates:
                    shapes.add(_ANY)
    if any(name == "__call__" for name in names):
        mentioned.add("__call__")
    for name in mentioned:
        shapes |= {_shape(sources, key) for key in names[name]}
    methods: dict[str, set[tuple[int, int, frozenset[str]]]] = {}
    for name, keys in names.items():
        found = {_shape(sources, k) for k in keys if graph.functions[k].kind == "method"}
        if found:
            methods[name] = found
    return CreatingValues(frozenset(shapes), {n: frozenset(m) for n, m in methods.items()})


def _finds_any(source: LiftSource, call: ast.Call) -> bool:
    """Whether a call finds functions by names that only the run knows."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    if name == "getattr" and len(call.args) > 1:
        known = isinstance(call.args[1], ast.Constant)
        return not known and source.symbols.module_named(call.args[0]) is not None
    return name in ("globals", "eval", "exec")


def _listed(source: LiftSource) -> set[int]:
    """What stands in the lists of ``arg_scope``, and what only names a module or an attribute further on."""
    found: set[int] = set()
    for node in walk(source.tree):
        if isinstance(node, ast.Attribute):
            found.add(id(node.value))
        elif isinstance(node, ast.Call) and source.called(node).endswith("arg_scope") and node.args:
            found |= {id(n) for n in ast.walk(node.args[0])}
    return found


def _creates(
    source: LiftSource,
    graph: TreeGraph,
    rules: LayerRules,
    names: Mapping[str, list[tuple[str, str]]],
    call: ast.Call,
) -> bool:
    rule = rules.get(source.called(call))
    if rule is not None:
        return rule.creates
    last = getattr(call.func, "attr", getattr(call.func, "id", ""))
    return last in names


def _shape(
    sources: Mapping[str, LiftSource], key: tuple[str, str]
) -> tuple[int, int, frozenset[str]]:
    source = sources.get(key[0])
    node = source.functions.get(key[1]) if source is not None else None
    if node is None or node.args.vararg or node.args.kwarg:
        return _ANY
    arguments = [*node.args.posonlyargs, *node.args.args]
    own = 1 if arguments and arguments[0].arg in ("self", "cls") else 0
    needed = len(arguments) - len(node.args.defaults) - own
    needed += sum(default is None for default in node.args.kw_defaults)
    every = [*arguments, *node.args.kwonlyargs]
    return max(needed, 0), len(arguments) - own, frozenset(a.arg for a in every)
