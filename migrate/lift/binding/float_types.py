"""Whether a dtype is float32 for certain: what `dtype=scope.dtype` and `dtype=self.dtype` come to."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import TYPE_CHECKING

from migrate.lift.source.bodies import bind, local_names, own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.source.layer_table import KerasLayer
    from migrate.lift.source.view import View

_SCOPES = frozenset({"tf.variable_scope", "tf.variable_op_scope", "tf.VariableScope"})
_HERE = "tf.get_variable_scope"
_DEPTH = 8


class FloatTypes:
    """The dtypes of a tree, as far as they are handed on by parameters, attributes and variable scopes."""

    def __init__(self, sources: Mapping[str, LiftSource], graph: TreeGraph) -> None:
        self._sources = sources
        self._graph = graph
        self._scopes: bool | None = None
        self._calls: dict[Key, list[ast.Call]] = {}

    def is_float32(self, key: Key, node: ast.expr, depth: int = 0) -> bool:
        """Whether an expression of a function (or of a module's own code) is None or float32, whoever calls it."""
        source = self._sources.get(key[0])
        if source is None or depth > _DEPTH:
            return False
        if isinstance(node, ast.Constant):
            return node.value in (None, "float32", "float")  # one and the same to `tf.as_dtype`
        if source.symbol(node) == "tf.float32":
            return True
        if isinstance(node, ast.IfExp):
            taken = self._taken(key, node)
            return all(self.is_float32(key, part, depth + 1) for part in taken)
        function = source.functions.get(key[1])
        constant = self.constant(source, function, node)
        if constant is not None:
            return self.is_float32((constant[0], ""), constant[1], depth + 1)
        if isinstance(node, ast.Name):
            return function is not None and self._name(key, source, function, node.id, depth)
        if not isinstance(node, ast.Attribute):
            return False
        if node.attr == "dtype" and self._is_scope(source, function, node.value):
            return self.scopes_are_float32()
        if isinstance(node.value, ast.Name) and function is not None:
            first = [a.arg for a in function.args.args[:1]]
            method = "." in key[1].rpartition(".<locals>.")[2]
            if method and first == [node.value.id]:
                return self._attribute(node.attr, depth)
        return False

    def _taken(self, key: Key, node: ast.IfExp) -> list[ast.expr]:
        """The arms of a conditional expression that may be taken: one where a parameter that nobody gives decides."""
        test, function = node.test, self._sources[key[0]].functions.get(key[1])
        if isinstance(test, ast.Name) and function is not None:
            default = self._never_given(key, function, test.id)
            if isinstance(default, ast.Constant):
                return [node.body if default.value else node.orelse]
        return [node.body, node.orelse]

    def _never_given(self, key: Key, function: FunctionNode, name: str) -> ast.expr | None:
        """The default of a parameter that is always what it is: nothing is assigned to it, and no call gives it."""
        default = next((d for a, d, _ in parameters(function) if a.arg == name), None)
        source = self._sources[key[0]]
        if default is None or source.definitions[key[1]] > 1 or self._graph.handed_on.get(key):
            return None
        if any(
            isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load)
            for n in walk(function)
        ):
            return None
        callers = self._graph.callers.get(key, ())
        never = all(self._given_by(c, key, function, name) == [] for c in callers)
        return default if never else None

    def constant(
        self, source: LiftSource, function: FunctionNode | None, node: ast.expr
    ) -> tuple[str, ast.expr] | None:
        """What a name of a module stands for that nothing changes: (module, expression)."""
        if function is not None and isinstance(node, ast.Name):
            place = ("local names", id(function))
            if place not in source.memo:
                source.memo[place] = local_names(function)
            if node.id in source.memo[place]:
                return None
        target = source.symbols.target(node)
        if target is None and isinstance(node, ast.Name):
            target = (source.module, node.id)
        held = None if target is None else self._sources.get(target[0])
        if target is None or held is None or target[1] in held.rebound:
            return None
        bound = [
            n.value
            for n in held.tree.body
            if isinstance(n, ast.Assign)
            and any(isinstance(t, ast.Name) and t.id == target[1] for t in n.targets)
        ]
        known = held.symbols.module_scope.names.get(target[1], ())
        return (target[0], bound[0]) if len(bound) == len(known) == 1 else None

    def _name(
        self, key: Key, source: LiftSource, function: FunctionNode, name: str, depth: int
    ) -> bool:
        stores = [
            n
            for n in walk(function)
            if isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load)
        ]
        given = {a.arg: d for a, d, _ in parameters(function)}
        if name not in given:
            assigned = [
                n.value
                for n in own_nodes(function.body)
                if isinstance(n, ast.Assign) and n.targets[0] in stores and len(n.targets) == 1
            ]
            whole = len(assigned) == len(stores) and bool(stores)
            return whole and all(self.is_float32(key, value, depth + 1) for value in assigned)
        default = given[name]
        callers = self._graph.callers.get(key, ())
        if stores or source.definitions[key[1]] > 1 or self._graph.handed_on.get(key):
            return False
        if default is None and not callers:
            return False
        if default is not None and not self.is_float32((key[0], ""), default, depth + 1):
            return False
        return all(self._given(caller, key, function, name, depth) for caller in callers)

    def _given(self, caller: Key, key: Key, function: FunctionNode, name: str, depth: int) -> bool:
        """Whether the calls of one function in another give a parameter float32, if anything."""
        given = self._given_by(caller, key, function, name)
        return given is not None and all(self.is_float32(caller, v, depth + 1) for v in given)

    def _given_by(
        self, caller: Key, key: Key, function: FunctionNode, name: str
    ) -> list[ast.expr] | None:
        """What the calls of one function in another give a parameter; None when that cannot be told."""
        source = self._sources.get(caller[0])
        if source is None:
            return None
        where = source.functions.get(caller[1])
        found: list[ast.expr] = []
        if caller not in self._calls:
            body = walk(source.tree if where is None else where)
            self._calls[caller] = [n for n in body if isinstance(n, ast.Call)]
        for node in self._calls[caller]:
            if not self._is(source, node, source.symbols.target(node.func), key):
                continue
            starred = any(isinstance(a, ast.Starred) for a in node.args)
            if starred or any(k.arg is None for k in node.keywords):
                return None
            value = bind(node, function, key).get(name)
            found += [] if value is None else [value]
        return found

    def _is(
        self, source: LiftSource, node: ast.Call, target: tuple[str, str] | None, key: Key
    ) -> bool:
        """Whether a call may be one of a function: by its name, or of a method by its last name."""
        if target is not None:
            return (self._graph.resolve(target) or target) == key
        last = key[1].rpartition(".")[2]
        return isinstance(node.func, ast.Attribute) and node.func.attr == last

    def _is_scope(self, source: LiftSource, function: FunctionNode | None, node: ast.expr) -> bool:
        """Whether an expression is a variable scope that the function has entered."""
        if source.called(node) == _HERE:
            return True
        if function is None or not isinstance(node, ast.Name):
            return False
        stores = [
            n
            for n in walk(function)
            if isinstance(n, ast.Name) and n.id == node.id and not isinstance(n.ctx, ast.Load)
        ]
        entered = [
            item.optional_vars
            for n in own_nodes(function.body)
            if isinstance(n, ast.With)
            for item in n.items
            if source.called(item.context_expr) in _SCOPES
        ]
        return bool(stores) and all(any(s is e for e in entered) for s in stores)

    def _attribute(self, name: str, depth: int) -> bool:
        """Whether all that the tree puts into attributes of this name is float32."""
        found = False
        for source in self._sources.values():
            if name in source.asked_for or name in _of_classes(source):
                return False
            if "__dict__" in source.attributes:
                return False  # which sets attributes without naming them so
            named = source.attributes.get(name, ())
            for node in (n for n in named if not isinstance(n.ctx, ast.Load)):
                value = _assigned(source, node)
                key = (source.module, _holder(source, node))
                if value is None or not self.is_float32(key, value, depth + 1):
                    return False
                found = True
        return found

    def scopes_are_float32(self) -> bool:
        """Whether no variable scope of the tree has another dtype, not even for a part of it."""
        if self._scopes is None:
            self._scopes = True  # while it is looked at
            self._scopes = all(self._scopes_of(source) for source in self._sources.values())
        return self._scopes

    def _scopes_of(self, source: LiftSource) -> bool:
        if "set_dtype" in source.attributes:
            return False
        held = {id(n): q for q, f in source.functions.items() for n in own_nodes(f.body)}
        for node in source.symbols.nodes:
            if not isinstance(node, ast.Call):
                continue
            if source.called(node) not in _SCOPES:
                if self._hands_scopes_on(source, node):
                    return False
                continue
            if any(k.arg is None for k in node.keywords):
                return False
            key = (source.module, held.get(id(node), ""))
            for keyword in node.keywords:
                if keyword.arg == "dtype" and not self.is_float32(key, keyword.value):
                    return False
        return True

    @staticmethod
    def _hands_scopes_on(source: LiftSource, node: ast.Call) -> bool:
        """``functools.partial(tf.variable_scope, dtype=tf.float16)`` and its like."""
        asks = isinstance(node.func, ast.Name) and node.func.id == "isinstance"
        values = [*node.args, *(k.value for k in node.keywords)]
        return not asks and any(source.symbol(v) in _SCOPES for v in values)


def _of_classes(source: LiftSource) -> set[str]:
    """What the bodies of classes define: properties, and attributes that all objects have."""
    found: set[str] = set()
    for node in (n for n in source.symbols.nodes if isinstance(n, ast.ClassDef)):
        for one in own_nodes(node.body):
            if isinstance(one, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                found.add(one.name)
            elif isinstance(one, ast.Name) and not isinstance(one.ctx, ast.Load):
                found.add(one.id)
    return found


def _assigned(source: LiftSource, node: ast.AST) -> ast.expr | None:
    """What a plain assignment gives a target."""
    plain = (n for n in source.symbols.nodes if isinstance(n, ast.Assign))
    return next((n.value for n in plain if len(n.targets) == 1 and n.targets[0] is node), None)


def is_only_float32(view: View, layer: KerasLayer, name: str, node: ast.expr) -> bool:
    """Whether an argument is a dtype that is never another one than that of the layer."""
    plain = name == "dtype" and "tf.float32" in layer.only.get(name, ())
    return plain and view.tree.dtypes.is_float32(view.key, node)


def _holder(source: LiftSource, node: ast.AST) -> str:
    """The function whose own code a node is of, "" for code of the module."""
    holding = [q for q, f in source.functions.items() if any(n is node for n in own_nodes(f.body))]
    return holding[-1] if holding else ""
