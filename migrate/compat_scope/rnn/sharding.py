"""Weights kept as row shards `name_0`, `name_1`, ... by contrib cells."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.variables import get_variable

__all__ = ["concat_variable"]


def concat_variable(name: str, shape: list[int], dtype: Any, num_shards: int) -> Any:
    """The weights of `num_shards` variables `name_<i>`, joined along the rows; one variable as it is.

    The first shards take the rows that are left over.

    Raises:
      ValueError: for more shards than rows.
    """
    if num_shards > shape[0]:
        raise ValueError(f"Too many shards: shape={shape}, num_shards={num_shards}")
    size, left_over = divmod(shape[0], num_shards)
    shards = [
        get_variable(f"{name}_{i}", [size + (i < left_over)] + shape[1:], dtype=dtype)
        for i in range(num_shards)
    ]
    return shards[0] if len(shards) == 1 else tf.concat(shards, 0)
