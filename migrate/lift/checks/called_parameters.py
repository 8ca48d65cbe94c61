"""Which functions a parameter that is called may be: what all calls of its function give it."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.graph import Call, Expr, FunctionScopes, Param
from migrate.model.tree import Key, TreeGraph

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
            return None
        for qualname, function in source.functions.items():
            if function is home.node:
                if _is_lambda(function, node.func.id):
                    return frozenset()  # what it calls stands in the function itself
                return self._parameter((module, qualname), node.func.id, 0)
        return None

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


def _is_lambda(function: FunctionNode, name: str) -> bool:
    """Whether a name of a function is given a `lambda` once, and nothing else."""
    stored = [
        n
        for n in own_nodes(function.body)
        if isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load)
    ]
    given = [
        n
        for n in own_nodes(function.body)
        if isinstance(n, ast.Assign) and n.targets == stored and isinstance(n.value, ast.Lambda)
    ]
    params = {a.arg for a in ast.walk(function.args) if isinstance(a, ast.arg)}
    return len(stored) == 1 and len(given) == 1 and name not in params


def _is_constant(text: str) -> bool:
    try:
        ast.literal_eval(text)
    except (ValueError, SyntaxError):
        return False
    return True
