"""Conditions that are known while the graph is built, or only when it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import tensorflow as tf

__all__ = ["constant_value", "smart_cond", "static_truth"]


def constant_value(pred: Any) -> Any:
    """The value of `pred` if it is already known, else None.

    A Python value is its own value; a `tf.Variable` is never known (TF 1.15 python/layers/utils.py,
    `constant_value`); a tensor is when TensorFlow can fold it, as an eager one always can.
    """
    if isinstance(pred, tf.Variable):
        return None
    if tf.is_tensor(pred):
        return tf.get_static_value(pred)
    return pred


def static_truth(pred: Any) -> bool | None:
    """`constant_value` as a bool, or None when it is decided at run time; None itself means False.

    Raises: TypeError if `pred` is neither a tensor, a bool, 0 nor 1 (TF 1.15 smart_cond.py).
    """
    if pred is None:
        return False
    value = constant_value(pred)
    if value is None:
        return None
    if isinstance(value, bool | np.bool_ | np.ndarray) or value in (0, 1):
        return bool(value)
    raise TypeError(
        f"`pred` must be a Tensor, or a Python bool, or 1 or 0. Found instead: {type(pred)}"
    )


def smart_cond(pred: Any, true_fn: Callable[[], Any], false_fn: Callable[[], Any]) -> Any:
    """`true_fn()` or `false_fn()` if `pred` is known, otherwise a `tf.cond` of both."""
    truth = static_truth(pred)
    if truth is not None:
        return true_fn() if truth else false_fn()
    return tf.compat.v1.cond(pred, true_fn=true_fn, false_fn=false_fn)
