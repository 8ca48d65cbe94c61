"""`tf.contrib.layers`' regularizers: functions from a weight to a scalar loss."""

from __future__ import annotations

import numbers
from collections.abc import Callable, Iterable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, add_to_collection, get_collection
from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.name_scopes import name_scope

__all__ = [
    "apply_regularization",
    "l1_l2_regularizer",
    "l1_regularizer",
    "l2_regularizer",
    "sum_regularizer",
]

Regularizer = Callable[..., Any]


def _dtype_of(weights: Any) -> tf.DType:
    """That of a variable; those of Keras name theirs."""
    return tf.as_dtype(weights.dtype).base_dtype


def _checked(scale: Any) -> bool:
    """Whether the regularizer does anything. Raises: ValueError for an int or a negative scale."""
    if isinstance(scale, numbers.Integral):
        raise ValueError(f"scale cannot be an integer: {scale}")
    if isinstance(scale, numbers.Real):
        if scale < 0.0:
            raise ValueError(f"Setting a scale less than 0 on a regularizer: {scale:g}")
        return bool(scale != 0.0)
    return True


def _nothing(_: Any) -> None:
    return None


def l1_regularizer(scale: Any, scope: str | None = None) -> Regularizer:
    """`scale * sum(|w|)`; with a scale of 0, a function that returns None.

    Raises: ValueError for an integer or negative scale. Source: TF 1.15
    contrib/layers/python/layers/regularizers.py.
    """
    if not _checked(scale):
        return _nothing

    @not_converted
    def l1(weights: Any, name: str | None = None) -> Any:
        with name_scope(scope, "l1_regularizer", [weights]) as name:
            factor = tf.convert_to_tensor(scale, dtype=_dtype_of(weights), name="scale")
            return tf.multiply(factor, tf.reduce_sum(tf.abs(weights)), name=name)

    return l1


def l2_regularizer(scale: Any, scope: str | None = None) -> Regularizer:
    """`scale * sum(w ** 2) / 2`; with a scale of 0, a function that returns None.

    Raises: ValueError for an integer or negative scale.
    """
    if not _checked(scale):
        return _nothing

    @not_converted
    def l2(weights: Any) -> Any:
        with name_scope(scope, "l2_regularizer", [weights]) as name:
            factor = tf.convert_to_tensor(scale, dtype=_dtype_of(weights), name="scale")
            return tf.multiply(factor, tf.nn.l2_loss(weights), name=name)

    return l2


def l1_l2_regularizer(
    scale_l1: Any = 1.0, scale_l2: Any = 1.0, scope: str | None = None
) -> Regularizer | None:
    """The sum of both regularizers. Raises: ValueError for an integer scale."""
    for name, scale in (("scale_l1", scale_l1), ("scale_l2", scale_l2)):
        if isinstance(scale, numbers.Integral):
            raise ValueError(f"{name} cannot be an integer: {scale}")
    scope = scope or "l1_l2_regularizer"
    if scale_l1 == 0.0:
        return l2_regularizer(scale_l2, scope)
    if scale_l2 == 0.0:
        return l1_regularizer(scale_l1, scope)
    return sum_regularizer([l1_regularizer(scale_l1), l2_regularizer(scale_l2)], scope=scope)


def sum_regularizer(
    regularizer_list: Iterable[Regularizer | None], scope: str | None = None
) -> Regularizer | None:
    """The sum of several regularizers, None if all of them are."""
    regularizers = [regularizer for regularizer in regularizer_list if regularizer is not None]
    if not regularizers:
        return None

    @not_converted
    def sum_reg(weights: Any) -> Any:
        with name_scope(scope, "sum_regularizer", [weights]) as name:
            losses = [loss for r in regularizers if (loss := r(weights)) is not None]
            return tf.add_n(losses, name=name) if losses else None

    return sum_reg


@not_converted
def apply_regularization(regularizer: Regularizer, weights_list: Any = None) -> Any:
    """The summed losses of the weights (those of WEIGHTS if None), added to REGULARIZATION_LOSSES.

    Raises: ValueError if there are no weights or the regularizer returns no scalar.
    """
    weights = list(weights_list or get_collection(GraphKeys.WEIGHTS))
    if not weights:
        raise ValueError("No weights to regularize.")
    with name_scope("get_regularization_penalty", values=weights) as scope:
        penalties = [regularizer(w) for w in weights]
        penalties = [tf.constant(0.0) if p is None else p for p in penalties]
        for penalty in penalties:
            if penalty.shape.rank != 0:
                raise ValueError(
                    "regularizer must return a scalar Tensor instead of a Tensor with rank "
                    f"{penalty.shape.rank}."
                )
        total = tf.add_n(penalties, name=scope)
        add_to_collection(GraphKeys.REGULARIZATION_LOSSES, total)
        return total
