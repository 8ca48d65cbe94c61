"""Values that may be no tensors where a layer is called: Keras takes those by their names only.

return head(y, scale)   # block(x, 0.5) somewhere:  self.head(y, scale=scale)
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from migrate.lift.binding.divided import parts_of
from migrate.lift.binding.tensor_uses import tensor_uses
from migrate.lift.source.bodies import bind, targeted_names
from migrate.lift.source.source import parameters
from migrate.model.tree import Key
from migrate.plan.times import Time

if TYPE_CHECKING:
    from migrate.lift.binding.times import TreeTimes

_NUMBERS = frozenset(["abs", "float", "int", "len", "max", "min", "range", "round", "sum"])
_MAX_DEPTH = 3


@dataclass
class NonTensors:
    """Asks about the values of one function's calls.

    Attributes:
      doubt: also values of which nothing says that they are tensors; otherwise only those that some caller writes out.
    """

    tree: TreeTimes
    doubt: bool = True
    _asked: set[tuple[Key, str]] = field(default_factory=set)
    _depth: int = 0

    def may_be(self, where: Key, node: ast.expr) -> bool:
        """Whether a value in the body of a function may be a number, or hold one."""
        if isinstance(node, ast.Constant):
            return node.value is not None
        if isinstance(node, ast.UnaryOp):
            return self.may_be(where, node.operand)
        if isinstance(node, ast.BinOp):  # a tensor and a number are a tensor
            return self.may_be(where, node.left) and self.may_be(where, node.right)
        if isinstance(node, (ast.List, ast.Tuple)):
            return any(self.may_be(where, e) for e in node.elts)
        if isinstance(node, ast.Dict):
            return any(self.may_be(where, v) for v in node.values)
        if isinstance(node, ast.IfExp):
            return self.may_be(where, node.body) or self.may_be(where, node.orelse)
        if isinstance(node, ast.BoolOp):
            return any(self.may_be(where, v) for v in node.values)
        if isinstance(node, (ast.Starred, ast.Subscript)):
            return self.may_be(where, node.value)
        if isinstance(node, ast.Call):
            builtin = isinstance(node.func, ast.Name) and node.func.id in _NUMBERS
            return builtin and all(self.may_be(where, a) for a in node.args)
        if isinstance(node, ast.Attribute) and self._depth < _MAX_DEPTH:
            inside = NonTensors(self.tree, self.doubt, self._asked, self._depth + 1)
            held = self.tree.arguments.held(where, node)
            return any(value is not None and inside.may_be(k, value) for k, value in held)
        return isinstance(node, ast.Name) and self._name(where, node.id)

    def mixes(self, where: Key, node: ast.expr, depth: int = 0) -> bool:
        """Whether a list or dict that is written out holds tensors and numbers, which no layer is called with."""
        if isinstance(node, (ast.List, ast.Tuple, ast.Dict)):
            held = node.values if isinstance(node, ast.Dict) else node.elts
            times = self.tree.within(where)
            late = any(times.of(e) is Time.CALL for e in held)
            return late and any(NonTensors(self.tree, False).may_be(where, e) for e in held)
        function = self.tree.function(where)
        if not isinstance(node, ast.Name) or function is None or depth > _MAX_DEPTH:
            return False
        bound = self.tree.bindings(function.body)
        own = [(where, v) for t, v in bound if isinstance(t, ast.Name) and t.id == node.id]
        return any(
            value is not None and self.mixes(place, value, depth + 1)
            for place, value in [*own, *self.tree.given(where, node.id)]
        )

    def _name(self, where: Key, name: str) -> bool:
        function = self.tree.function(where)
        if function is None or (where, name) in self._asked:
            return False
        self._asked.add((where, name))
        if name in {a.arg for a, _, _ in parameters(function)} and self._given(where, name):
            return True
        for target, value in self.tree.bindings(function.body):
            if value is not None and name in targeted_names(target):
                if isinstance(target, (ast.Tuple, ast.List)) and not isinstance(value, ast.Tuple):
                    if isinstance(value, ast.Name):
                        continue  # items of something
                    if any(self.may_be(where, v) for v in parts_of(target, value, name)):
                        return True
                    continue
                if self.may_be(where, value):
                    return True
        return False

    def _given(self, where: Key, name: str) -> bool:
        """Whether a parameter may be given a number."""
        function, known = self.tree.function(where), False
        assert function is not None
        default = next((d for a, d, _ in parameters(function) if a.arg == name), None)
        if isinstance(default, ast.Constant) and default.value is not None:
            return True
        unsure = self.doubt and not self._is_used(where, name, 0)
        for caller, value in self.tree.given(where, name):
            known = True
            if isinstance(value, ast.Constant) and value.value is None:
                continue
            late = self.tree.within(caller).of(value) is Time.CALL
            if (unsure and not late) or self.may_be(caller, value):
                return True
        return unsure and not known

    def _is_used(self, where: Key, name: str, depth: int) -> bool:
        """Whether a function, or one that it hands a parameter to, uses it as tensors only are used."""
        function = self.tree.function(where)
        if function is None:
            return False
        source = self.tree.sources[where[0]]
        if name in set(tensor_uses(source, function, self.tree, numbers=False)):
            return True
        if depth >= _MAX_DEPTH:
            return False
        for call, target in self.tree.calls(where):
            callee = self.tree.function(target)
            given = bind(call, callee, target) if callee is not None else {}
            for parameter, value in given.items():
                if isinstance(value, ast.Name) and value.id == name:
                    if self._is_used(target, parameter, depth + 1):
                        return True
        return False
