"""Classes that are held by a name before objects are made of them: ``make = A if small else B``, or a parameter."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from migrate.lift.source.bodies import bind
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import children, walk

_DEPTH = 4


@dataclass(frozen=True, eq=False)
class Holding:
    """A place where a class is used as a value.

    Attributes:
      calls: the calls that make its objects.
      values: all that the names hold of which those are calls.
    """

    calls: tuple[tuple[LiftSource, ast.Call], ...]
    values: tuple[tuple[LiftSource, ast.expr], ...]


class ClassValues:
    """Follows classes through names that are only called."""

    def __init__(self, sources: Mapping[str, LiftSource], graph: TreeGraph) -> None:
        self._sources = sources
        self._graph = graph
        self._parents: dict[str, dict[int, ast.AST]] = {}

    def holding(self, source: LiftSource, node: ast.expr, depth: int = 0) -> Holding | None:
        """What is made through a reference to a class that is no call; None where that cannot be told."""
        above = self._above(source, node)
        while isinstance(above, ast.IfExp) and node is not above.test:
            node, above = above, self._above(source, above)
        if isinstance(above, ast.Assign) and above.value is node and len(above.targets) == 1:
            target = above.targets[0]
            return self._name(source, target.id, above) if isinstance(target, ast.Name) else None
        call = above
        name = None
        if isinstance(above, ast.keyword):
            call, name = self._above(source, above), above.arg
        if isinstance(call, ast.Call) and node is not call.func and depth < _DEPTH:
            return self._argument(source, call, node, name, depth)
        return None

    # ------------------------------------------------------------ names
    def _name(self, source: LiftSource, name: str, place: ast.stmt) -> Holding | None:
        """A name that is bound by plain assignments, and called."""
        function = self._function(source, place)
        if function is None and not self._is_own(source, name):
            return None
        scope: ast.AST = source.tree if function is None else function
        values, calls = [], []
        for part in walk(scope):
            if isinstance(part, (ast.Global, ast.Nonlocal)) and name in part.names:
                return None
            if isinstance(part, ast.arg) and part.arg == name:
                return None
            if not isinstance(part, ast.Name) or part.id != name:
                continue
            above = self._above(source, part)
            if isinstance(part.ctx, ast.Store):
                if not isinstance(above, ast.Assign) or above.targets != [part]:
                    return None
                if self._function(source, part) is not function:
                    return None
                values += [(source, v) for v in _ways(above.value)]
            elif isinstance(above, ast.Call) and above.func is part:
                calls.append((source, above))
            else:
                return None
        return Holding(tuple(calls), tuple(values))

    def _is_own(self, source: LiftSource, name: str) -> bool:
        """Whether a name of a module is used in that module only."""
        for other in self._sources.values():
            if name in other.looked_up or name in other.attributes:
                return False
            if other is not source and name in other.names:
                return False
        return True

    def _argument(
        self, source: LiftSource, call: ast.Call, node: ast.expr, name: str | None, depth: int
    ) -> Holding | None:
        """A parameter of a function of the tree that every caller gives a class, and that the function only calls."""
        target = source.symbols.target(call.func)
        key = self._graph.resolve(target) if target is not None else None
        owner = self._sources.get(key[0]) if key is not None else None
        function = owner.functions.get(key[1]) if owner is not None and key is not None else None
        if owner is None or function is None or key is None or "." in key[1]:
            return None
        if owner.definitions[key[1]] > 1 or function.decorator_list:
            return None
        given = bind(call, function, key)
        name = next((p for p, value in given.items() if value is node), None)
        calls = self._called_only(owner, function, name) if name is not None else None
        if name is None or calls is None:
            return None
        values: list[tuple[LiftSource, ast.expr]] = []
        default = next((d for a, d, _ in parameters(function) if a.arg == name), None)
        if default is not None:
            values.append((owner, default))
        for other, use in self._uses(key):
            made = self._above(other, use)
            if not isinstance(made, ast.Call) or made.func is not use:
                return None
            odd = [a for a in made.args if isinstance(a, ast.Starred)]
            if odd or any(k.arg is None for k in made.keywords):
                return None
            value = bind(made, function, key).get(name)
            if value is not None:
                values += [(other, v) for v in _ways(value)]
        return Holding(tuple(calls), tuple(values))

    def _called_only(
        self, source: LiftSource, function: FunctionNode, name: str
    ) -> list[tuple[LiftSource, ast.Call]] | None:
        found = []
        for part in walk(function):
            if isinstance(part, ast.Name) and part.id == name:
                above = self._above(source, part)
                if not isinstance(above, ast.Call) or above.func is not part:
                    return None
                found.append((source, above))
            elif isinstance(part, (ast.FunctionDef, ast.Lambda)) and part is not function:
                if any(a.arg == name for a in walk(part.args) if isinstance(a, ast.arg)):
                    return None
        return found

    def _uses(self, key: Key) -> Iterator[tuple[LiftSource, ast.expr]]:
        for source in self._sources.values():
            if key[1] in source.looked_up:
                yield source, source.tree.body[0]  # type: ignore[misc]
            for target, nodes in source.targeted.items():
                if self._graph.resolve(target) == key:
                    yield from ((source, node) for node in nodes)

    # ------------------------------------------------------------ where things stand
    def _above(self, source: LiftSource, node: ast.AST) -> ast.AST | None:
        if source.module not in self._parents:
            self._parents[source.module] = {
                id(c): p for p in walk(source.tree) for c in children(p)
            }
        return self._parents[source.module].get(id(node))

    def _function(self, source: LiftSource, node: ast.AST) -> FunctionNode | None:
        """The function that a node stands in; a class in between counts as one that is not looked into."""
        above = self._above(source, node)
        while above is not None and not isinstance(above, ast.FunctionDef):
            above = self._above(source, above)
        return above


def _ways(node: ast.expr) -> list[ast.expr]:
    """What an expression may give: both sides of a conditional one."""
    if isinstance(node, ast.IfExp):
        return [*_ways(node.body), *_ways(node.orelse)]
    return [node]
