"""Whether a value is a tensor wherever it comes from: never a list, a tuple or an array.

What functions of the tree return is followed into them, and parameters into all callers; of a method, into whatever is
called by its name. Where it comes from must always be an operation that gives one tensor.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from migrate.lift.source.bodies import bind, local_names, own_nodes
from migrate.lift.source.call_places import calls_in
from migrate.lift.source.operation_rules import shape_rules
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

# Operations that give one tensor, whatever they are given.
_TENSOR = frozenset(
    f"tf.{name}"
    for name in (
        *("matmul", "reshape", "concat", "stack", "transpose", "expand_dims", "squeeze", "tile"),
        *("zeros", "ones", "fill", "constant", "random_normal", "random_uniform", "one_hot"),
        *("reduce_sum", "reduce_mean", "reduce_max", "reduce_min", "argmax", "gather"),
        *("nn.embedding_lookup", "nn.bias_add", "layers.dense", "layers.flatten", "add_n"),
    )
)
_CALLED_BY_KERAS = frozenset(["build", "call"])
_DEPTH, _STEPS = 24, 4000

Path = tuple[int, ...]  # an item of an item of a value; () for the value itself


@dataclass
class OnlyTensors:
    """Asks about the values of a tree.

    Attributes:
      elsewhere: the functions that other modules use.
      mentioned: whether a module that is none of these has a name in its text.
    """

    sources: Mapping[str, LiftSource]
    graph: TreeGraph
    elsewhere: Collection[Key]
    mentioned: Callable[[str], bool]
    _asked: set[tuple[Key, str, Path]] = field(default_factory=set)
    _steps: int = 0

    def is_tensor(self, where: Key, node: ast.expr, path: Path = ()) -> bool:
        """Whether a value, or an item of it, is one; in the body of a function (of a module: "")."""
        source = self.sources[where[0]]
        self._steps += 1
        if len(path) > _DEPTH or self._steps > _STEPS:
            return False
        if isinstance(node, ast.BinOp):  # a tensor and anything else are a tensor
            return self.is_tensor(where, node.left) or self.is_tensor(where, node.right)
        if isinstance(node, ast.IfExp):
            ways = (node.body, node.orelse)
            return all(self.is_tensor(where, way, path) for way in ways)
        if isinstance(node, ast.Tuple):  # a list may be changed
            if not path or any(isinstance(e, ast.Starred) for e in node.elts):
                return False
            within = -len(node.elts) <= path[0] < len(node.elts)
            return within and self.is_tensor(where, node.elts[path[0]], path[1:])
        if isinstance(node, ast.Subscript):
            index = node.slice.value if isinstance(node.slice, ast.Constant) else None
            if type(index) is int and self.is_tensor(where, node.value, (index, *path)):
                return True
            return self.is_tensor(where, node.value)
        if isinstance(node, ast.Call):
            symbol = source.called(node)
            if symbol:
                return (
                    symbol in _TENSOR
                    or symbol in shape_rules().keep
                    or symbol in shape_rules().elementwise
                )
            return self._returned(where, node, path)
        return isinstance(node, ast.Name) and self._name(where, node.id, path)

    # ------------------------------------------------------------ names
    def _name(self, where: Key, name: str, path: Path) -> bool:
        function = self._function(where)
        if function is None:
            return False
        if any(
            name in n.names for n in walk(function) if isinstance(n, (ast.Global, ast.Nonlocal))
        ):
            return False
        if name not in local_names(function):
            outer = where[1].rpartition(".<locals>.")[0]
            return bool(outer) and self._name((where[0], outer), name, path)
        if (where, name, path) in self._asked:
            return True  # what comes from itself came from somewhere else first
        self._asked.add((where, name, path))
        try:
            return self._bound(where, function, name, path)
        finally:
            self._asked.discard((where, name, path))

    def _bound(self, where: Key, function: FunctionNode, name: str, path: Path) -> bool:
        given = {a.arg for a, _, _ in parameters(function)}
        others = {a.arg for a in (function.args.vararg, function.args.kwarg) if a}
        if name in others or (name in given and not self._given(where, function, name, path)):
            return False
        stored, read, ways = 0, 0, [*([name] if name in given else [])]
        for node in own_nodes(function.body):
            if isinstance(node, ast.Name) and node.id == name:
                stored += not isinstance(node.ctx, ast.Load)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == name:
                return False
            elif isinstance(node, ast.AugAssign) and ast.unparse(node.target) == name:
                if path:
                    return False
                read += 1  # a tensor and anything else are a tensor
            elif isinstance(node, ast.Assign):
                for target in node.targets:
                    item = _item(target, name)
                    if item is None:
                        continue
                    if not self.is_tensor(where, node.value, (*item, *path)):
                        return False
                    read, ways = read + 1, [*ways, name]
        return stored == read and bool(ways)

    def _given(self, where: Key, function: FunctionNode, name: str, path: Path) -> bool:
        """Whether every caller gives a parameter so."""
        calls = self._calls(where, function)
        if not calls:
            return False
        for caller, call in calls:
            if any(isinstance(a, ast.Starred) for a in call.args):
                return False
            value = bind(call, function, where).get(name)
            if value is None or any(k.arg is None for k in call.keywords):
                return False  # its default, or what cannot be seen
            if not self.is_tensor(caller, value, path):
                return False
        return True

    # ------------------------------------------------------------ functions
    def _function(self, key: Key) -> FunctionNode | None:
        source = self.sources.get(key[0])
        node = source.functions.get(key[1]) if source is not None else None
        if source is None or node is None or source.definitions[key[1]] > 1:
            return None
        return node

    def _returned(self, where: Key, node: ast.Call, path: Path) -> bool:
        """Whether what functions of the tree return is a tensor there."""
        found = list(self._callees(where, node))
        return bool(found) and all(self._returns(key, path) for key in found)

    def _returns(self, key: Key, path: Path) -> bool:
        function = self._function(key)
        if function is None or function.decorator_list:
            return False
        inside = list(own_nodes(function.body))
        if any(isinstance(n, (ast.Yield, ast.YieldFrom)) for n in inside):
            return False
        values = [n.value for n in inside if isinstance(n, ast.Return)]
        if not values or None in values:
            return False
        asked = (key, "return", path)  # no name of Python's
        if asked in self._asked:
            return True
        self._asked.add(asked)
        try:
            return all(self.is_tensor(key, v, path) for v in values if v is not None)
        finally:
            self._asked.discard(asked)

    def _callees(self, where: Key, node: ast.Call) -> Iterator[Key]:
        """What a call may run: a function, or whichever method of the tree has that name."""
        source = self.sources[where[0]]
        target = source.symbols.target(node.func)
        key = (self.graph.resolve(target) or target) if target is not None else None
        if key is not None:
            if self._function(key) is not None:
                yield key
            return
        if not isinstance(node.func, ast.Attribute) or not isinstance(node.func.value, ast.Name):
            return
        name, owner = node.func.attr, where[1].rpartition(".")[0]
        if node.func.value.id != "self" or f"{owner}.{name}" not in source.functions:
            return
        if self.mentioned(name) or not self._is_method_only(name):
            return
        for module, other in self.sources.items():
            for qualname in other.functions:
                if qualname.endswith(f".{name}"):
                    yield module, qualname

    def _is_method_only(self, name: str) -> bool:
        """Whether nothing sets an attribute of that name, or speaks of it by a string."""
        for source in self.sources.values():
            if name in source.looked_up:
                return False
            if any(not isinstance(a.ctx, ast.Load) for a in source.attributes.get(name, ())):
                return False
        return True

    def _calls(self, key: Key, function: FunctionNode) -> list[tuple[Key, ast.Call]]:
        """All calls of a function, each with where it stands; empty where some may not be seen."""
        name = function.name
        if function.decorator_list or key in self.elsewhere or name.startswith("__"):
            return []
        if any(name in source.looked_up for source in self.sources.values()):
            return []
        is_method = "." in key[1] and not key[1].endswith(f".<locals>.{name}")
        if is_method and (self.mentioned(name) or name in _CALLED_BY_KERAS):
            return []
        found = []
        for module, source in self.sources.items():
            calls = calls_in(source)
            for use in self._uses(key, module, source, is_method):
                call, place = calls.get(id(use), (None, None))
                if call is None or place is None:
                    return []
                if is_method and isinstance(use, ast.Attribute):
                    if source.symbols.target(use.value) is not None:
                        return []  # of a class, that is given the object
                found.append(((module, place), call))
        return found

    def _uses(
        self, key: Key, module: str, source: LiftSource, is_method: bool
    ) -> Iterator[ast.expr]:
        name = key[1].rpartition(".")[2]
        if is_method:
            yield from source.attributes.get(name, ())
        elif "." in key[1]:
            outer = source.functions.get(key[1].rpartition(".<locals>.")[0])
            if module == key[0] and outer is not None:
                for node in walk(outer):
                    if isinstance(node, ast.Name) and node.id == name:
                        yield node
        else:
            for target, nodes in source.targeted.items():
                if self.graph.resolve(target) == key or target == key:
                    yield from nodes


def _item(target: ast.expr, name: str) -> Path | None:
    """Which item of a value an assignment gives a name; () for all of it, None for nothing."""
    if isinstance(target, ast.Name):
        return () if target.id == name else None
    if isinstance(target, (ast.Tuple, ast.List)):
        names = [e.id if isinstance(e, ast.Name) else "" for e in target.elts]
        if names.count(name) == 1 and not any(isinstance(e, ast.Starred) for e in target.elts):
            return (names.index(name),)
    return None
