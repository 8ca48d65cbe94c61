"""Weights and layers as wide as a tensor that the function computed: a function of their own sees the shape of what it is given.

def head(x, deep):                                     def head_w(h):
    h = tf.layers.dense(x, 4)                              w = tf.get_variable("w", [h.shape[-1].value, 3])
    if deep:                                               y = tf.matmul(h, w)
        h = tf.layers.dense(h, 7)                          return y
    w = tf.get_variable("w", [h.shape[-1].value, 3])
    y = tf.matmul(h, w)                                def head(x, deep):
    return tf.nn.relu(y)                                   ...
                                                           y = head_w(h)
                                                           return tf.nn.relu(y)
"""

from __future__ import annotations

import ast
import re

from migrate.lift.normal.closures import bound_before
from migrate.lift.normal.regions import (
    as_body,
    free_name,
    inputs_of,
    is_stored,
    leaves,
    names_read,
    outputs_of,
)
from migrate.lift.source.bodies import blocks, local_names, own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")


def measured_weights(
    source: LiftSource, function: FunctionNode, creators: Creators, taken: set[str]
) -> tuple[list[Edit], str]:
    """Edits that make a function of one such weight and what uses it, or of the call of one such layer, and its name; nothing
    when there is none.

    Args:
      taken: names that functions made before have.
    """
    for block in blocks(function, inner=True):
        for index, statement in enumerate(block):
            made = _making(source, statement, creators)
            weight = _weight(source, statement, creators) if made is not None else None
            if made is None:
                continue
            region = _region(function, block, index, made, weight)
            named = region and _all_named(source, region, creators)
            found = region and named and _moved(source, function, region, made, weight, taken)
            if found:
                creators.also.add(found[1])
                return found
    return [], ""


def _making(source: LiftSource, node: ast.stmt, creators: Creators) -> ast.Call | None:
    """The call of a statement that is nothing but one which makes variables."""
    call = node.value if isinstance(node, (ast.Assign, ast.Return)) else None
    return call if isinstance(call, ast.Call) and creators.creates(source, call) else None


def _weight(source: LiftSource, node: ast.stmt, creators: Creators) -> str | None:
    """The name that a statement gives to a variable which it makes."""
    if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
        return None
    target = node.targets[0]
    if len(node.targets) != 1 or not isinstance(target, ast.Name):
        return None
    made = source.called(node.value) == "tf.get_variable"
    return target.id if made or creators.is_factory(source, node.value) else None


def _all_named(source: LiftSource, region: list[ast.stmt], creators: Creators) -> bool:
    """Whether all calls name the layers that they make: what TF1 counts, it counts in the function that calls it."""
    made = [n for n in own_nodes(region) if isinstance(n, ast.Call) and creators.creates(source, n)]
    return all(
        source.called(one) == "tf.get_variable"
        or creators.is_factory(source, one)
        or any(
            k.arg in ("name", "scope")
            and not (isinstance(k.value, ast.Constant) and not k.value.value)
            for k in one.keywords
        )
        for one in made
    )


def _region(
    function: FunctionNode, block: list[ast.stmt], index: int, made: ast.Call, weight: str | None
) -> list[ast.stmt] | None:
    """The statements from what measures the tensor to the last that reads the weight; None where no shape is asked for."""
    asked = _measured(made)
    first = index
    for number in range(index):
        one = block[number]
        named = one.targets[0] if isinstance(one, ast.Assign) and len(one.targets) == 1 else None
        if isinstance(named, ast.Name) and names_read(made, {named.id}):
            if (
                isinstance(one, ast.Assign)
                and _measured(one.value)
                and _bound_once(function, named)
            ):
                asked |= _measured(one.value)
                first = min(first, number)
    if not asked & set(_bound(function.body)) or asked & set(_bound(block[first:index])):
        return None
    if weight is None:
        return block[first : index + 1]
    using = [n for n in range(index + 1, len(block)) if names_read(block[n], {weight})]
    return block[first : using[-1] + 1] if using else None


def _bound(statements: list[ast.stmt]) -> list[str]:
    names = [n for n in own_nodes(statements) if isinstance(n, ast.Name) and is_stored(n)]
    return [n.id for n in names]


def _bound_once(function: FunctionNode, name: ast.Name) -> bool:
    given = {a.arg for a in walk(function.args) if isinstance(a, ast.arg)}
    return _bound(function.body).count(name.id) == 1 and name.id not in given


def _measured(node: ast.expr) -> set[str]:
    """The tensors whose static shape an expression asks for: ``x.shape``, ``x.get_shape()``."""
    return {
        part.value.id
        for part in walk(node)
        if isinstance(part, ast.Attribute)
        and part.attr in ("shape", "get_shape")
        and isinstance(part.value, ast.Name)
    }


def _moved(
    source: LiftSource,
    function: FunctionNode,
    region: list[ast.stmt],
    made: ast.Call,
    weight: str | None,
    taken: set[str],
) -> tuple[list[Edit], str] | None:
    """The edits that put the statements into a function of their own, and its name."""
    if leaves(region) or not _whole_lines(source, region):
        return None
    returns = [n for n in own_nodes(region) if isinstance(n, ast.Return)]
    if returns and (returns != [_last(region)] or returns[0].value is None):
        return None
    inputs = inputs_of(region, local_names(function))
    outputs = [] if returns else outputs_of(function, region)
    if weight in outputs or not (returns or outputs):
        return None
    kept, kwarg = function.args.vararg, function.args.kwarg
    if not set(inputs) <= bound_before(function, made) or (kept is not None and kept.arg in inputs):
        return None
    name = free_name(source, function, f"{function.name}_{_called(made, weight, region)}", taken)
    if name is None:
        return None
    rest = kwarg.arg if kwarg is not None and kwarg.arg in inputs else ""
    given = ", ".join([*(n for n in inputs if n != rest), *([f"**{rest}"] if rest else [])])
    body = as_body(source, region[0], region[-1])
    if not returns:
        body = _returning(source, region, body, outputs)
    shown = f"return {name}({given})" if returns else f"{', '.join(outputs)} = {name}({given})"
    line = min([function.lineno, *(d.lineno for d in function.decorator_list)])
    at = source.positions.line_start(line)
    start, end = source.positions.start(region[0]), source.positions.end(region[-1])
    return [
        Edit(at, at, ("\n".join([f"def {name}({given}):", *body, "", "", ""]),)),
        Edit(start, end, (shown,)),
    ], name


def _returning(
    source: LiftSource, region: list[ast.stmt], body: list[str], outputs: list[str]
) -> list[str]:
    """The lines of the body with what gives back the outputs: the last value itself where that is all."""
    last, at = region[-1], region[-1].lineno - region[0].lineno
    if isinstance(last, ast.Assign) and [ast.unparse(t) for t in last.targets] == outputs:
        if last.value.lineno == last.lineno:
            value = source.text[source.positions.start(last.value) :].partition("\n")[0]
            return [*body[:at], f"    return {value}", *body[at + 1 :]]
    return [*body, f"    return {', '.join(outputs)}"]


def _last(block: list[ast.stmt]) -> ast.stmt:
    """The statement that a block ends with, also where that stands in a `with`."""
    return _last(block[-1].body) if isinstance(block[-1], ast.With) else block[-1]


def _whole_lines(source: LiftSource, region: list[ast.stmt]) -> bool:
    """Whether nothing else stands on the lines of the statements, but for a comment."""
    start, end = source.positions.start(region[0]), source.positions.end(region[-1])
    before = source.text[source.positions.line_start(region[0].lineno) : start]
    after = source.text[end:].partition("\n")[0].strip()
    return not before.strip() and (not after or after.startswith("#"))


def _called(made: ast.Call, weight: str | None, region: list[ast.stmt]) -> str:
    """What a weight or layer is called: as TF1 calls it where that is written out, else as the code does.

    A weight of one letter is called after what is done with it.
    """
    given = [k.value for k in made.keywords if k.arg in ("name", "scope")]
    given += made.args[:1] if weight is not None else []
    literal = next((n for g in given for n in walk(g) if isinstance(n, ast.Constant)), None)
    word = _WORD.match(literal.value) if literal and isinstance(literal.value, str) else None
    name = word.group().lower() if word is not None else weight
    if weight is not None and name is not None and len(name) == 1:
        return _use(region) or _LETTERS.get(name, name)
    return name or ast.unparse(made.func).rpartition(".")[2].lower()


def _use(region: list[ast.stmt]) -> str:
    """What the statements do with their weight, "" where that has no word of its own."""
    calls = (n for statement in region for n in walk(statement) if isinstance(n, ast.Call))
    words = {ast.unparse(call.func).rpartition(".")[2] for call in calls}
    return next((noun for noun, verbs in _USES.items() if words & verbs), "")


_USES = {
    "projection": {"matmul", "tensordot", "xw_plus_b", "einsum"},
    "conv": {"conv1d", "conv2d", "conv3d", "conv2d_transpose", "depthwise_conv2d"},
    "embedding": {"embedding_lookup", "gather"},
}
_LETTERS = {"w": "weights", "b": "bias", "g": "gain"}
