"""Shapes as TF1 took them: sizes that are whole floats, truth values, digits or arrays of one element."""

from __future__ import annotations

from typing import Any

import numpy as np

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
