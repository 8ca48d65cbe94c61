"""Shapes as TF1 took them: sizes that are whole floats, truth values, digits or arrays of one element."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

_LOOSE = (bool, float, str, bytes, np.bool_, np.floating, np.ndarray)


def as_tf1_shape(shape: Any) -> Any:
    """`shape` with sizes that TensorFlow 2 takes, where TF1 took them (``size / 2`` is a float).

    TF 1.15 tensor_shape.py, ``Dimension.__init__``, calls ``int`` on every size.

    Raises:
        ValueError: with TF1's wording, for a size that is not whole.
    """
    if isinstance(shape, (list, tuple)):
        for size in shape:
            if isinstance(size, _LOOSE):
                return [_size(size) for size in shape]
        return shape
    if isinstance(shape, (bool, float, np.bool_, np.floating)):
        return _size(shape)
    return shape


def _size(size: Any) -> Any:
    if not isinstance(size, _LOOSE):
        return size
    whole = int(size.item() if isinstance(size, np.ndarray) else size)
    if not isinstance(size, (str, bytes)) and whole != size:
        raise ValueError(f"Ambiguous dimension: {size}")
    return whole


def equal_shapes(left: Any, right: Any) -> bool:
    """``left == right`` of TF1's static shapes: where a size is not known, they are not equal.

    Anything that is no ``tf.TensorShape``, as the shapes of arrays, is compared as it is. TF 1.15 tensor_shape.py,
    ``TensorShape.__eq__`` and ``Dimension.__eq__``.
    """
    shapes = (left, right)
    if left is right or not any(isinstance(shape, tf.TensorShape) for shape in shapes):
        return bool(left == right)
    try:
        first, second = (tf.TensorShape(shape) for shape in shapes)
    except (TypeError, ValueError):
        return False
    if first.rank is None or second.rank is None:
        return first.rank is second.rank
    return first.is_fully_defined() and bool(first == second)


def unequal_shapes(left: Any, right: Any) -> bool:
    """``left != right`` of TF1's static shapes (tensor_shape.py, ``TensorShape.__ne__``).

    Raises:
        ValueError: with TF1's wording, where not even the number of sizes is known.
    """
    if any(isinstance(shape, tf.TensorShape) for shape in (left, right)):
        for shape in (left, right):
            if shape is None or (isinstance(shape, tf.TensorShape) and shape.rank is None):
                raise ValueError("The inequality of unknown TensorShapes is undefined.")
    return not equal_shapes(left, right)
