"""Batch normalization by hand: the moving averages that `tf.train.ExponentialMovingAverage` keeps of moments become variables.

mean, var = tf.nn.moments(x, [0, 1, 2])                                 mean, var = tf.nn.moments(x, [0, 1, 2])
ema = tf.train.ExponentialMovingAverage(0.9)                            moving_mean = tf.Variable(...)
def update():                                                           moving_variance = tf.Variable(...)
    with tf.control_dependencies([ema.apply([mean, var])]):             m, v = batch_or_average(
        return tf.identity(mean), tf.identity(var)                          training, (mean, var), (moving_mean, ...), 0.9
m, v = tf.cond(training, update, lambda: (ema.average(mean), ...))      )

TF1 calls such a variable after its scope and the tensor, whose name has the scope again, as ``bn/bn/moments/Squeeze/
ExponentialMovingAverage``, and makes it where the object is first applied, from zeros (TF 1.15, moving_averages.py).
"""

from __future__ import annotations

import ast
import io
import textwrap
import tokenize
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from migrate.lift.normal.averaging_calls import Averaging, Choice, keyword_bound
from migrate.lift.normal.moment_axes import shape_of_moments
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource, loads, stores
from migrate.lift.text.own_classes import tensorflow_name
from migrate.model.repeated_scope import MARK
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_CHOICE = "train.batch_or_average"  # not TensorFlow's: rules/lift.toml says what stands for it
_MOMENTS, _AVERAGE = "tf.nn.moments", "tf.train.ExponentialMovingAverage"
_CASTS = {"tf.cast", "tf.convert_to_tensor"}
_MADE = {
    "moving_mean": "Squeeze",
    "moving_variance": "Squeeze_1",
}  # of the tensors of `tf.nn.moments`


@dataclass(frozen=True)
class _Found:
    """One such normalization.

    Attributes:
      values: the names of the moments.
      shape: the source of their shape.
      made: the statement where the variables are made.
      gone: the statements that are not needed any more.
    """

    values: tuple[str, str]
    name: str
    shape: str
    decay: ast.expr
    made: ast.stmt
    choice: Choice
    gone: tuple[ast.stmt, ...]


def averages_made(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that make variables of such averages of a function; empty when there are none."""
    calls = [n for n in walk(node) if isinstance(n, ast.Call)]
    called = [source.called(n) for n in calls]
    root = tensorflow_name(source)
    if called.count(_AVERAGE) != 1 or called.count(_MOMENTS) != 1 or not root:
        return []
    taken = {n.id for n in walk(node) if isinstance(n, ast.Name)}
    taken |= {n.arg for n in walk(node) if isinstance(n, ast.arg)}
    typed = {
        s for n, s in zip(calls, called, strict=True) if any(k.arg == "dtype" for k in n.keywords)
    }
    if taken & {*_MADE, "dtype"} or typed - _CASTS:  # all its variables are of float32
        return []
    for part in own_nodes(node.body):
        if isinstance(part, ast.With) and len(part.items) == 1:
            if source.called(part.items[0].context_expr) == "tf.variable_scope":
                found = _find(source, node, part.body, creators)
                if found is not None:
                    return list(_edits(source, found, root))
    return []


def _find(
    source: LiftSource, node: FunctionNode, block: list[ast.stmt], creators: Creators
) -> _Found | None:
    moments, average = _assigned(source, block, _MOMENTS), _assigned(source, block, _AVERAGE)
    if moments is None or average is None:
        return None
    values, (ema, *more) = _names(moments.targets[0]), [*_names(average.targets[0]), ""]
    given = keyword_bound(moments.value, ("x", "axes", "shift", "name"))
    decay = keyword_bound(average.value, ("decay",))
    if (
        len(values) != 2
        or len(more) != 1
        or given is None
        or decay is None
        or set(decay) != {"decay"}
    ):
        return None
    tensor, named = given.get("x"), given.get("name", ast.Constant("moments"))
    if not isinstance(tensor, ast.Name) or "axes" not in given or "shift" in given:
        return None
    name = named.value if isinstance(named, ast.Constant) else None
    if (
        not isinstance(name, str)
        or not name.isidentifier()
        or not _is_new(source, block, moments, name)
    ):
        return None
    shape = shape_of_moments(source, node, tensor.id, given["axes"], creators.graph)
    choice = Averaging(source, node, block, ema, (values[0], values[1])).choice()
    if shape is None or choice is None:
        return None
    last = block.index(choice.statement)
    if not block.index(moments) < block.index(average) < last:
        return None
    kept = {*loads(decay["decay"]), *loads(choice.training)}
    changed = _stored(block[block.index(moments) + 1 : last]) & {*values, tensor.id}
    changed |= _stored(block[block.index(average) + 1 : last]) & kept
    if changed or not _is_plain(decay["decay"]):
        return None
    made = choice.applied if choice.applied is not None else choice.statement
    waiting = block[block.index(average) + 1 : block.index(made)]
    if not any(isinstance(n, ast.Call) for s in waiting if s not in choice.before for n in walk(s)):
        made = average  # nothing else is made meanwhile
    gone = (average, *choice.before)
    return _Found((values[0], values[1]), name, shape, decay["decay"], made, choice, gone)


def _assigned(source: LiftSource, block: list[ast.stmt], symbol: str) -> ast.Assign | None:
    """The statement of a block that assigns what such a call gives."""
    for statement in block:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            if source.called(statement.value) == symbol:
                return statement
    return None


def _stored(statements: Sequence[ast.stmt]) -> set[str]:
    return {n for s in statements for n in stores(s)}


def _names(target: ast.expr) -> list[str]:
    elements = target.elts if isinstance(target, (ast.Tuple, ast.List)) else [target]
    return [e.id for e in elements if isinstance(e, ast.Name)]


def _is_plain(node: ast.expr) -> bool:
    return not any(isinstance(n, (ast.Call, ast.NamedExpr)) for n in walk(node))


def _is_new(source: LiftSource, block: list[ast.stmt], moments: ast.Assign, name: str) -> bool:
    """Whether nothing before the moments in their scope may have taken the name of their operation."""
    for statement in block[: block.index(moments)]:
        for part in walk(statement):
            if isinstance(part, ast.Call) and not source.called(part):
                plain = isinstance(part.func, ast.Name) and part.func.id in (
                    "int",
                    "len",
                    "list",
                    "range",
                )
                shape = isinstance(part.func, ast.Attribute) and part.func.attr in (
                    "get_shape",
                    "as_list",
                )
                if not plain and not shape:
                    return False
            last = source.called(part).rpartition(".")[2]
            if isinstance(part, (ast.With, ast.For, ast.While)) or last.lower() == name.lower():
                return False
            if isinstance(part, ast.Constant) and str(part.value).lower() == name.lower():
                return False
    return True


def _edits(source: LiftSource, found: _Found, root: str) -> Iterator[Edit]:
    positions, statement = source.positions, found.choice.statement
    pad = positions.indent(statement)
    lines = [
        f"{attribute} = {root}.Variable({root}.zeros({found.shape}), trainable=False, "
        f'name="{MARK}/{found.name}/{tensor}/ExponentialMovingAverage")'
        for attribute, tensor in _MADE.items()
    ]
    made = "".join(f"{pad}{line}\n" for line in lines)
    kept = list(_comments(source, found.gone))
    for one in found.gone:
        start = positions.line_start(one.lineno)
        end = positions.line_start((one.end_lineno or one.lineno) + 1)
        if isinstance(one, ast.FunctionDef):  # and the empty lines that set it off
            rest = source.text[end:]
            end += len(rest) - len(rest.lstrip("\r\n"))
        yield Edit(start, end, (made if one is found.made else "",))
    start = positions.line_start(statement.lineno)
    before = "".join(f"{pad}{comment}\n" for comment in kept)
    if found.made is statement:
        before = made + before
    if before:
        yield Edit(start, start, (before,))
    training, decay = source.segment(found.choice.training), source.segment(found.decay)
    values, averages = ", ".join(found.values), ", ".join(_MADE)
    text = f"{root}.{_CHOICE}({training}, ({values}), ({averages}), {decay})"
    yield Edit(positions.start(statement.value), positions.end(statement.value), (text,))


def _comments(source: LiftSource, gone: Sequence[ast.stmt]) -> Iterator[str]:
    """The comments within statements."""
    for statement in gone:
        start = source.positions.line_start(statement.lineno)
        end = source.positions.line_start((statement.end_lineno or 0) + 1)
        text = textwrap.dedent(source.text[start:end])
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            if token.type == tokenize.COMMENT:
                yield token.string
