"""Parameters that a function uses as tensors."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.values import called
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.binding.times import TreeTimes

# First arguments of these are sizes and values, not tensors.
MAKE = frozenset(
    f"tf.{name}"
    for name in (
        *("zeros", "ones", "range", "fill", "constant", "random_normal", "random_uniform", "eye"),
        *("truncated_normal", "linspace", "lin_space", "placeholder", "sequence_mask", "group"),
        *("contrib.layers.l2_regularizer", "contrib.layers.l1_regularizer", "random.normal"),
        *("random.uniform", "random.truncated_normal", "convert_to_tensor", "Variable"),
        *("get_variable", "TensorShape", "placeholder_with_default", "add_n", "device"),
        *("add_to_collection", "Print", "Assert", "identity_n"),
    )
)
BOTH = frozenset(
    f"tf.{name}"
    for name in (
        *("matmul", "add", "multiply", "subtract", "maximum", "minimum", "equal", "greater"),
        *(
            "nn.bias_add",
            "nn.conv2d",
            "gather",
            "nn.embedding_lookup",
            "where",
            "sparse_tensor_dense_matmul",
        ),
        *(
            "einsum",
            "tensordot",
            "logical_and",
            "logical_or",
            "squared_difference",
            "divide",
            "div",
        ),
    )
)


# Ops that Python's own numbers are given as well: ``tf.multiply(tf.nn.l2_loss(w), 0.01)``.
NUMBERS = frozenset(
    f"tf.{name}"
    for name in (
        *("add", "multiply", "subtract", "maximum", "minimum", "equal", "greater", "divide", "div"),
        *("less", "not_equal", "greater_equal", "less_equal", "scalar_mul", "pow", "cast", "sqrt"),
    )
)


def tensor_uses(
    source: LiftSource, node: FunctionNode, tree: TreeTimes, *, numbers: bool = True
) -> Iterator[str]:
    """Parameters that a function uses as tensors.

    Args:
      numbers: those too that it may use as numbers.
    """
    for part in walk(node):
        if isinstance(part, ast.Attribute) and part.attr in ("shape", "get_shape"):
            if isinstance(part.value, ast.Name):
                yield part.value.id
        if not isinstance(part, ast.Call):
            continue
        symbol = source.called(part)
        if symbol and called(symbol).kind == "tensor" and symbol not in MAKE:
            if symbol in NUMBERS and not numbers:
                continue
            rule = tree.rules.get(symbol)
            if rule is not None and rule.kind == "layer" and part.args:
                yield from _item_of(part.args[0])
            count = 2 if symbol in BOTH else 1
            for argument in part.args[:count]:
                if isinstance(argument, ast.Name):
                    yield argument.id
                elif isinstance(argument, (ast.List, ast.Tuple)) and count == 1:
                    yield from (e.id for e in argument.elts if isinstance(e, ast.Name))
            for keyword in part.keywords:
                if keyword.arg in ("inputs", "logits", "labels", "ids", "x", "input_tensor"):
                    if isinstance(keyword.value, ast.Name):
                        yield keyword.value.id
        elif part.args and isinstance(part.args[0], ast.Name):
            if tree.is_helper(tree.callee(source, part)):
                yield part.args[0].id


def _item_of(node: ast.expr) -> Iterator[str]:
    """The name of which a layer is given an item: ``tf.layers.dense(features[key], 3)``."""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        yield node.value.id
