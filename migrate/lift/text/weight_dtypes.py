"""The `dtype` of a weight, where it is another one than the layer's own."""

from __future__ import annotations

import ast
from collections.abc import Callable

from migrate.lift.plans import Refused
from migrate.lift.source.source import LiftSource
from migrate.lift.source.view import View
from migrate.lift.text import values
from migrate.lift.text.targets import Weight
from migrate.plan.times import Time

Text = Callable[[ast.expr], str]
_INTEGERS = frozenset({"int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"})


def weight_dtype(view: View, weight: Weight, text: Text) -> list[str]:
    """The `dtype=` of a weight; nothing for that of the layer.

    Raises:
      Refused: it may be another floating point type, which Keras would not make of the layer's inputs too.
    """
    site, dtype = weight.site, weight.given.get("dtype")
    got = site.symbol != "tf.Variable"  # which takes its type from the value
    first = weight.given.get("initializer" if got else "initial_value")
    if isinstance(dtype, ast.Name):
        dtype = view.tree.arguments.never_given(view.key, dtype.id) or dtype
    if dtype is None:
        return ['dtype="int32"'] if first is not None and is_whole_number(first) else []
    if got and view.tree.dtypes.is_float32(view.key, dtype):
        if first is not None and is_whole_number(first):
            _refuse(dtype, site.node.lineno)  # TF1 takes that of the value
        return []
    shown = values.dtype(view.source, dtype, text)
    if shown is None or follows_input(view, dtype):
        return []
    if is_integer(view.source, dtype) or (view.any_dtype and view.source.symbol(dtype)):
        return [f'dtype="{_name(view.source, dtype)}"']
    _refuse(dtype, site.node.lineno)
    return []


def _refuse(dtype: ast.expr, line: int) -> None:
    raise Refused("TF306", f"a weight of dtype `{ast.unparse(dtype)}`", line)


def follows_input(view: View, dtype: ast.expr) -> bool:
    """Whether a dtype is that of a tensor that the layer computes with: ``x.dtype``.

    Keras gives a layer's inputs and its weights one floating point type, as TF1's own layers took that of theirs.
    """
    while isinstance(dtype, ast.Attribute) and dtype.attr == "base_dtype":
        dtype = dtype.value
    if not isinstance(dtype, ast.Attribute) or dtype.attr != "dtype":
        return False
    name = dtype.value
    if not isinstance(name, ast.Name) or view.time(name) is not Time.CALL:
        return False
    return any(_computes(view, use) for use in view.uses(name.id))


def _computes(view: View, use: ast.Name) -> bool:
    """Whether a use says that a tensor holds floating point numbers."""
    call = view.parents.get(id(use))
    if not isinstance(call, ast.Call) or use not in call.args:
        return False
    return view.source.called(call) in _OF_FLOATS


_OF_FLOATS = frozenset(
    f"tf.{name}"
    for name in (
        *("matmul", "einsum", "tensordot", "tanh", "sigmoid", "exp", "sqrt", "nn.bias_add", "log"),
        *("nn.conv1d", "nn.conv2d", "nn.conv3d", "nn.conv2d_transpose", "nn.depthwise_conv2d"),
        *(
            "nn.tanh",
            "nn.sigmoid",
            "nn.softmax",
            "nn.moments",
            "nn.dropout",
            "nn.elu",
            "nn.l2_loss",
        ),
        *("nn.batch_normalization", "nn.fused_batch_norm", "nn.l2_normalize", "nn.xw_plus_b"),
        *("nn.atrous_conv2d", "nn.separable_conv2d", "nn.convolution", "nn.selu", "batch_matmul"),
    )
)


def is_integer(source: LiftSource, dtype: ast.expr | None) -> bool:
    """Whether a dtype that is written out is one of whole numbers."""
    return dtype is not None and _name(source, dtype) in _INTEGERS


def _name(source: LiftSource, dtype: ast.expr) -> str:
    if isinstance(dtype, ast.Constant):
        return dtype.value if isinstance(dtype.value, str) else ""
    return source.symbol(dtype).removeprefix("tf.").removeprefix("dtypes.")


def is_whole_number(node: ast.expr) -> bool:
    """A whole number that is written out."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return is_whole_number(node.operand)
    return isinstance(node, ast.Constant) and type(node.value) is int
