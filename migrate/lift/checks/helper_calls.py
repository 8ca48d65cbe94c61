"""What functions call that the scope graph does not have: helpers without layers, and methods of objects that are not known.

depth = lambda d: max(int(d * multiplier), min_depth)
width = depth(64) + int_shape(x)[-1]
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from migrate.lift.checks.called_parameters import assigned_values, is_module_lambda
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

_CALL = "__call__"


@dataclass(eq=False)
class HelperCalls:
    """The methods of the tree, by name, that functions may call on what they are given."""

    graph: TreeGraph
    sources: Mapping[str, LiftSource]
    _known: dict[Key, frozenset[str] | None] = field(default_factory=dict)
    _methods: frozenset[str] = frozenset()
    _names: frozenset[str] = frozenset()  # the last parts of those of all functions
    _runs: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        functions = self.graph.functions.items()
        self._methods = frozenset(k[1].rpartition(".")[2] for k, f in functions if _is_method(f))
        self._names = frozenset(k[1].rpartition(".")[2] for k, _ in functions)

    def _run_by(self, name: str) -> set[str]:
        """The methods and functions, by name, that a call of an attribute of what is not known may run."""
        if name not in self._runs:
            found = {name} & self._methods
            for source in self.sources.values():
                for _, value in source.attribute_values.get(name, ()):
                    found |= set(_held(value)) & self._names
            self._runs[name] = found
        return self._runs[name]

    def of(
        self, source: LiftSource, node: FunctionNode | None, func: ast.expr
    ) -> frozenset[str] | None:
        """The methods that a call of a helper may run in the end; None where it may run anything.

        Args:
          node: the function that it stands in.
        """
        if isinstance(func, ast.Name):
            value = _lambda(source, node, func)
            if value is not None:
                return self._called(source, node, [value])
        target = source.symbols.target(func)
        return None if target is None else self._helper(target)

    def called_in(self, key: Key, lines: tuple[int, int] | None = None) -> frozenset[str]:
        """The methods that a function of the graph calls without its being known whose, itself or by its helpers.

        Args:
          lines: between these only.
        """
        source = self.sources.get(key[0])
        node = source.functions.get(key[1]) if source is not None else None
        if source is None:
            return frozenset()
        found: set[str] = set()
        for call in walk(source.tree if node is None else node):
            if not isinstance(call, ast.Call) or source.symbol(call.func):
                continue
            if lines is not None and not lines[0] <= call.lineno <= lines[1]:
                continue
            func = call.func
            target = source.symbols.target(func)
            if target is not None:
                found |= self._helper(target) or frozenset()
            elif isinstance(func, ast.Attribute):
                found |= self._run_by(func.attr)
        return frozenset(found)

    def _helper(self, target: Key) -> frozenset[str] | None:
        """The same of a definition that the scope graph does not have."""
        if target not in self._known:
            self._known[target] = frozenset()  # those that call themselves
            self._known[target] = self._judged(target)
        return self._known[target]

    def _judged(self, target: Key) -> frozenset[str] | None:
        source = self.sources.get(target[0])
        if source is None or self.graph.resolve(target) is not None:
            return None
        node = source.functions.get(target[1])
        if node is None:
            made = next((c for c in source.tree.body if _is_class(c, target[1])), None)
            node = source.functions.get(f"{target[1]}.__init__")
            if made is None or (node is None and _has(made, "__new__")):
                return None
            if node is None:
                return frozenset()
        if node.decorator_list or source.definitions[target[1]] > 1:
            return None
        return self._called(source, node, node.body)

    def _called(
        self, source: LiftSource, node: FunctionNode | None, parts: Iterable[ast.AST]
    ) -> frozenset[str] | None:
        found: set[str] = set()
        for call in (n for part in parts for n in walk(part) if isinstance(n, ast.Call)):
            func = call.func
            symbol = source.symbol(func)
            target = None if symbol else source.symbols.target(func)
            if symbol.startswith(("tf.contrib.", "tf.layers.")):
                return None
            if symbol or _is_builtin(source, func):
                continue
            if isinstance(func, ast.Attribute) and target is None:
                found |= self._run_by(func.attr)
                continue
            below = self._helper(target) if target is not None else None
            if below is None:
                return None
            found |= below
        return frozenset(found)


def _held(value: ast.expr) -> Iterator[str]:
    """What runs where a value is called: a function, by its name, or what an object has for that."""
    if isinstance(value, ast.IfExp):
        yield from (*_held(value.body), *_held(value.orelse))
    elif isinstance(value, ast.BoolOp):
        yield from (name for one in value.values for name in _held(one))
    elif isinstance(value, ast.Name):
        yield from (value.id, _CALL)
    elif isinstance(value, ast.Attribute):
        yield from (value.attr, _CALL)
    elif isinstance(value, ast.Call):
        yield _CALL


def _is_method(function: object) -> bool:
    return getattr(function, "kind", "") == "method"


def _is_builtin(source: LiftSource, func: ast.expr) -> bool:
    scope = source.symbols.scope_of(func) if isinstance(func, ast.Name) else None
    return isinstance(func, ast.Name) and scope is not None and scope.find(func.id) is None


def _is_class(node: ast.stmt, name: str) -> bool:
    """Whether a statement is a class that has nothing from others."""
    if not isinstance(node, ast.ClassDef) or node.name != name or node.keywords:
        return False
    plain = all(isinstance(b, ast.Name) and b.id == "object" for b in node.bases)
    return plain and not node.decorator_list


def _has(node: ast.stmt, name: str) -> bool:
    return any(isinstance(n, ast.FunctionDef) and n.name == name for n in walk(node))


def _lambda(source: LiftSource, node: FunctionNode | None, name: ast.Name) -> ast.Lambda | None:
    """The `lambda` that a name of the function or of its module only holds."""
    scope = source.symbols.scope_of(name)
    home = scope.find(name.id) if scope is not None else None
    if home is None or len(home.names[name.id]) != 1:
        return None
    if home.kind == "module":
        values = [
            s.value
            for s in source.tree.body
            if isinstance(s, ast.Assign) and is_module_lambda(source, name.id)
            if ast.unparse(s.targets[0]) == name.id
        ]
    else:
        values = assigned_values(node, name.id) or [] if home.node is node and node else []
    return values[0] if len(values) == 1 and isinstance(values[0], ast.Lambda) else None
