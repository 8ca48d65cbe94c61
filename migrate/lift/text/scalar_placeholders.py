"""Placeholders without a shape that are scalars: `keep_prob = tf.placeholder(tf.float32)`.

Keras asks every tensor that a layer is called with for its number of dimensions. What TF1 took as a rate of dropout, or
as one size of a shape, has none, so the placeholder says so. What is not known to be a scalar stays as it is.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from migrate.lift.binding.times import TreeTimes
from migrate.lift.methods.method_class import attribute_of, receiver
from migrate.lift.plans import Lifted
from migrate.lift.source.bodies import bind, bindings_of, local_names, own_nodes
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key
from migrate.rewrite.edits import Edit

_PLACEHOLDER = "tf.placeholder"
_LOCALS = ".<locals>."


@dataclass(frozen=True, order=True)
class _Held:
    """What holds a value: a name of a function (of a module's own code), or ``.x`` of the objects of a class."""

    module: str
    where: str
    name: str


def placeholder_edits(
    sources: Mapping[str, LiftSource],
    tree: TreeTimes,
    lifted: Mapping[Key, Lifted],
    taken_as: Mapping[str, Mapping[str, int]],
) -> dict[str, list[Edit]]:
    """By module, the shapes of the placeholders that layers take as scalars.

    Args:
      taken_as: by symbol, the parameters that TF1 takes as scalars only, with their positions.
    """
    scalar: set[_Held] = set()
    flows: list[tuple[_Held, _Held]] = []  # from -> to
    made: list[tuple[_Held, LiftSource, ast.Call]] = []
    bound: Counter[_Held | None] = Counter()
    readers = [_Reader(source, where) for source in sources.values() for where in _places(source)]
    for one in readers:
        for target, value in bindings_of(one.body):
            to, given = one.held(target), one.held(value)
            bound[to] += 1  # what is given another value may be a scalar then only
            if to is not None and given is not None:
                flows.append((given, to))
            elif to is not None and one.source.called(value) == _PLACEHOLDER:  # type: ignore[arg-type]
                made.append((to, one.source, value))  # type: ignore[arg-type]
    for one in readers if made else ():
        for node in own_nodes(one.body):
            if isinstance(node, ast.Call):
                for name, place in taken_as.get(one.source.called(node), {}).items():
                    held = one.held(_argument(node, name, place))
                    scalar |= {held} if held is not None else set()
                scalar |= one.sizes(node)
                flows += one.given(tree, node)
    scalar = _reaching(flows, scalar)
    taken = {_Held(*key, name) for key, one in lifted.items() for name in one.names("call")}
    wanted = scalar & _reaching(flows, taken)
    edits: dict[str, list[Edit]] = {}
    for held, source, call in made:
        if (
            held in wanted
            and bound[held] == 1
            and _is_open(call)
            and not source.skips.covers(call.lineno)
        ):
            at = source.positions.end(call.args[-1] if not call.keywords else call.keywords[-1])
            text = ", []" if not call.keywords else ", shape=[]"
            edits.setdefault(source.module, []).append(Edit(at, at, (text,)))
    return edits


def _places(source: LiftSource) -> tuple[str, ...]:
    return ("", *source.functions)


@dataclass(eq=False)
class _Reader:
    """What the code of one function (of a module, where it has no name) does with values."""

    source: LiftSource
    where: str

    @property
    def body(self) -> list[ast.stmt]:
        return self.source.functions[self.where].body if self.where else list(self.source.tree.body)

    @cached_property
    def _around(self) -> list[tuple[str, set[str]]]:
        """The function and those around it, from inside, with the names of each."""
        found, where = [], self.where
        while where:
            found.append((where, local_names(self.source.functions[where])))
            where = where.rpartition(_LOCALS)[0]
        return found

    def held(self, node: ast.expr | None) -> _Held | None:
        """What an expression holds its value in; ``1 - x`` is a scalar when `x` is."""
        if isinstance(node, ast.BinOp):
            sides = [s for s in (node.left, node.right) if not isinstance(s, ast.Constant)]
            return self.held(sides[0]) if len(sides) == 1 else None
        if isinstance(node, ast.Name):
            where = next((where for where, names in self._around if node.id in names), "")
            return _Held(self.source.module, where, node.id)
        if isinstance(node, ast.Attribute):
            method = self.where.partition(_LOCALS)[0]
            if "." in method and attribute_of(node, receiver(self.source.functions[method])):
                return _Held(self.source.module, method.rpartition(".")[0], f".{node.attr}")
        return None

    def sizes(self, call: ast.Call) -> set[_Held]:
        """What stands beside a number in a list that is given to TensorFlow: ``tf.zeros([batch_size, 3])``."""
        found: set[_Held | None] = set()
        given = [*call.args, *(k.value for k in call.keywords)] if self.source.called(call) else []
        for node in given:
            if isinstance(node, (ast.List, ast.Tuple)) and any(_is_number(e) for e in node.elts):
                found |= {self.held(e) for e in node.elts}
        return {held for held in found if held is not None}

    def given(self, tree: TreeTimes, call: ast.Call) -> Iterator[tuple[_Held, _Held]]:
        """What a call of a function of the tree hands on."""
        callee = tree.callee(self.source, call)
        function = tree.function(callee) if callee is not None else None
        if callee is None or function is None:
            return
        for name, value in bind(call, function, callee).items():
            held = self.held(value)
            if held is not None:
                yield held, _Held(*callee, name)


def _is_number(node: ast.expr) -> bool:
    inner = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(inner, ast.Constant) and isinstance(inner.value, int)


def _argument(call: ast.Call, name: str, place: int) -> ast.expr | None:
    given = {k.arg: k.value for k in call.keywords}
    if name in given:
        return given[name]
    plain = not any(isinstance(a, ast.Starred) for a in call.args)
    return call.args[place] if plain and place < len(call.args) else None


def _reaching(flows: list[tuple[_Held, _Held]], ends: set[_Held]) -> set[_Held]:
    """What comes to be one of ``ends``."""
    found = set(ends)
    while True:
        more = {start for start, end in flows if end in found} - found
        if not more:
            return found
        found |= more


def _is_open(call: ast.Call) -> bool:
    """Whether a placeholder says its dtype alone, or its name, too."""
    plain = len(call.args) == 1 and not isinstance(call.args[0], ast.Starred)
    return plain and all(k.arg == "name" for k in call.keywords)
