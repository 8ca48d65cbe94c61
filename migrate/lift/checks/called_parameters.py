"""Which functions a parameter that is called may be: what all calls of its function give it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.method_values import methods_meant
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.graph import Call, Expr, FunctionScopes, Param
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

_DEPTH = 5


@dataclass(eq=False)
class CalledParameters:
    """What the parameters of a tree's functions hold.

    Attributes:
      values: functions that are used as values, whose calls are not all known.
    """

    graph: TreeGraph
    sources: Mapping[str, LiftSource]
    values: frozenset[Key]
    _calls: dict[Key, list[tuple[Key, Call]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for key in self.graph.functions:
            for call, target in self.graph.callees(key):
                self._calls.setdefault(target, []).append((key, call))

    def held(self, module: str, node: ast.Call) -> frozenset[Key] | None:
        """The functions of the tree that a call of a name may run; None when they cannot be told."""
        source = self.sources[module]
        if not isinstance(node.func, ast.Name):
            return None
        scope = source.symbols.scope_of(node.func)
        home = scope.find(node.func.id) if scope is not None else None
        if home is None or home.kind != "function":
            plain = home is not None and home.kind == "module"
            return frozenset() if plain and is_module_lambda(source, node.func.id) else None
        for qualname, function in source.functions.items():
            if function is home.node:
                key = module, qualname
                value = _lambda(function, node.func.id)
                if value is not None:
                    return self._called_in(key, value)
                found = self._parameter(key, node.func.id, 0)
                return self._local(key, function, node.func.id) if found is None else found
        return None

    def _called_in(self, key: Key, value: ast.Lambda) -> frozenset[Key] | None:
        """The functions that a `lambda` calls; None where that is not known."""
        source = self.sources[key[0]]
        found: set[Key] = set()
        for call in walk(value.body):
            if not isinstance(call, ast.Call) or source.symbol(call.func):
                continue
            target = source.symbols.target(call.func)
            if target is not None:
                resolved = self.graph.resolve(target)
                found |= {resolved} if resolved is not None else set()
            elif isinstance(call.func, ast.Attribute):
                found |= methods_meant(self.graph, source, call.func)
            elif not isinstance(call.func, ast.Name) or source.symbols.is_local_value(call.func):
                return None
        return frozenset(found)

    def _local(self, key: Key, function: FunctionNode, name: str) -> frozenset[Key] | None:
        """The functions that a local name may be, where each of its values is one that is written there."""
        values = assigned_values(function, name)
        found: set[Key] = set()
        for value in [] if values is None else values:
            one = self._written(key, value)
            if one is None:
                return None
            found |= one
        return frozenset(found) if values else None

    def _written(self, key: Key, value: ast.expr) -> frozenset[Key] | None:
        if isinstance(value, ast.IfExp):
            both = self._written(key, value.body), self._written(key, value.orelse)
            return None if both[0] is None or both[1] is None else both[0] | both[1]
        source = self.sources[key[0]]
        if not isinstance(value, (ast.Name, ast.Attribute)):
            return None
        if source.symbol(value):
            return frozenset()
        target = source.symbols.target(value)
        if target is not None:
            resolved = self.graph.resolve(target)
            return None if resolved is None else frozenset([resolved])
        meant = methods_meant(self.graph, source, value) if isinstance(value, ast.Attribute) else ()
        return frozenset(meant) or None

    def _parameter(self, key: Key, name: str, depth: int) -> frozenset[Key] | None:
        function = self.graph.functions.get(key)
        source = self.sources.get(key[0])
        node = source.functions.get(key[1]) if source is not None else None
        if function is None or source is None or node is None or depth > _DEPTH:
            return None
        param = next((p for p in function.params if p.name == name), None)
        if param is None or param.kind in ("vararg", "kwarg") or key in self.values:
            return None
        if source.definitions[key[1]] > 1 or node.decorator_list:
            return None
        stored = [n for n in own_nodes(node.body) if isinstance(n, ast.Name) and n.id == name]
        if any(not isinstance(n.ctx, ast.Load) for n in stored):
            return None
        calls = self._calls.get(key, [])
        if not calls:
            return None
        found: set[Key] = set()
        for caller, call in calls:
            one = self._given(caller, call, function, param, depth)
            if one is None:
                return None
            found |= one
        return frozenset(found)

    def _given(
        self, caller: Key, call: Call, function: FunctionScopes, param: Param, depth: int
    ) -> frozenset[Key] | None:
        names = [n for n, _ in call.args]
        if any(n.startswith("*") for n in names):
            return None
        place = [p.name for p in function.params].index(param.name)
        wanted = (param.name, str(place - call.bound))
        given = next((e for n, e in call.args if n in wanted), param.default)
        if given is None:
            return None
        return self._expression(caller, given, depth, own=given is not param.default)

    def _expression(
        self, caller: Key, given: Expr, depth: int, *, own: bool
    ) -> frozenset[Key] | None:
        if any(text == given.text for text, _ in given.symbols) or _is_constant(given.text):
            return frozenset()
        for text, module, qualname in given.targets:
            if text == given.text:
                target = self.graph.resolve((module, qualname))
                return None if target is None else frozenset([target])
        if own and given.text.isidentifier():
            return self._parameter(caller, given.text, depth + 1)
        return None


def assigned_values(function: FunctionNode, name: str) -> list[ast.expr] | None:
    """What a local name is given; None where it is given something otherwise than by ``name = value``."""
    params = {a.arg for a in walk(function.args) if isinstance(a, ast.arg)}
    stored = {
        id(n)
        for n in own_nodes(function.body)
        if isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load)
    }
    found = [
        n
        for n in own_nodes(function.body)
        if isinstance(n, ast.Assign) and len(n.targets) == 1 and id(n.targets[0]) in stored
    ]
    defined = any(isinstance(n, ast.FunctionDef) and n.name == name for n in function.body)
    whole = len(found) == len(stored) and name not in params and not defined
    return [n.value for n in found] if whole else None


def is_module_lambda(source: LiftSource, name: str) -> bool:
    """Whether a name of a module only holds a `lambda`, which can call nothing that it is not given."""
    if len(source.symbols.module_scope.names.get(name, ())) != 1 or name in source.rebound:
        return False
    bound = [s for s in source.tree.body if isinstance(s, ast.Assign)]
    values = [s.value for s in bound if [ast.unparse(t) for t in s.targets] == [name]]
    if len(values) != 1 or not isinstance(values[0], ast.Lambda):
        return False
    calls = [n for n in walk(values[0]) if isinstance(n, ast.Call)]
    return all(source.symbol(n.func) for n in calls)


def _lambda(function: FunctionNode, name: str) -> ast.Lambda | None:
    """The `lambda` that a name of a function is given once, and nothing else."""
    values = assigned_values(function, name)
    one = values[0] if values is not None and len(values) == 1 else None
    return one if isinstance(one, ast.Lambda) else None


def _is_constant(text: str) -> bool:
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return False
    return True
