"""Placeholders without a shape that are scalars: `keep_prob = tf.placeholder(tf.float32)`.

Keras asks every tensor that a layer is called with for its number of dimensions. What TF1 took as a rate of dropout, or
as one size of a shape, has none, so the placeholder says so. What is not known to be a scalar stays as it is.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

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
    for source in sources.values():
        for where in ("", *source.functions):
            for node in own_nodes(_body(source, where)):
                if isinstance(node, ast.Call):
                    for name, place in taken_as.get(source.called(node), {}).items():
                        held = _held(source, where, _argument(node, name, place))
                        scalar |= {held} if held is not None else set()
                    scalar |= _sizes(source, where, node)
                    flows += _given(source, tree, where, node)
            for target, value in bindings_of(_body(source, where)):
                to = _held(source, where, target)
                bound[to] += 1  # what is given another value may be a scalar then only
                given = _held(source, where, value)
                if to is not None and given is not None:
                    flows.append((given, to))
                elif to is not None and source.called(value) == _PLACEHOLDER:  # type: ignore[arg-type]
                    made.append((to, source, value))  # type: ignore[arg-type]
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


def _body(source: LiftSource, where: str) -> list[ast.stmt]:
    return source.functions[where].body if where else list(source.tree.body)


def _sizes(source: LiftSource, where: str, call: ast.Call) -> set[_Held]:
    """What stands beside a number in a list that is given to TensorFlow: ``tf.zeros([batch_size, 3])``."""
    found: set[_Held | None] = set()
    given = [*call.args, *(k.value for k in call.keywords)] if source.called(call) else []
    for node in given:
        if isinstance(node, (ast.List, ast.Tuple)) and any(_is_number(e) for e in node.elts):
            found |= {_held(source, where, e) for e in node.elts}
    return {held for held in found if held is not None}


def _is_number(node: ast.expr) -> bool:
    inner = node.operand if isinstance(node, ast.UnaryOp) else node
    return isinstance(inner, ast.Constant) and isinstance(inner.value, int)


def _argument(call: ast.Call, name: str, place: int) -> ast.expr | None:
    given = {k.arg: k.value for k in call.keywords}
    if name in given:
        return given[name]
    plain = not any(isinstance(a, ast.Starred) for a in call.args)
    return call.args[place] if plain and place < len(call.args) else None


def _held(source: LiftSource, where: str, node: ast.expr | None) -> _Held | None:
    """What an expression of a function holds its value in; ``1 - x`` is a scalar when `x` is."""
    if isinstance(node, ast.BinOp):
        sides = [s for s in (node.left, node.right) if not isinstance(s, ast.Constant)]
        return _held(source, where, sides[0]) if len(sides) == 1 else None
    if isinstance(node, ast.Name):
        while where and node.id not in local_names(source.functions[where]):
            where = where.rpartition(_LOCALS)[0]
        return _Held(source.module, where, node.id)
    if isinstance(node, ast.Attribute):
        method = where.partition(_LOCALS)[0]
        if "." in method and attribute_of(node, receiver(source.functions[method])):
            return _Held(source.module, method.rpartition(".")[0], f".{node.attr}")
    return None


def _given(
    source: LiftSource, tree: TreeTimes, where: str, node: ast.Call
) -> Iterator[tuple[_Held, _Held]]:
    """What a call of a function of the tree hands on."""
    callee = tree.callee(source, node)
    function = tree.function(callee) if callee is not None else None
    if callee is None or function is None:
        return
    for name, value in bind(node, function, callee).items():
        held = _held(source, where, value)
        if held is not None:
            yield held, _Held(*callee, name)


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
