"""How a variable is cut into shards: the partitioner's answer, the slices, what initializers are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import tensorflow as tf


class PartitionInfo:
    """What an initializer is told about the shard it fills (TF 1.15 ``_PartitionInfo``).

    Attributes:
        full_shape: the shape of the whole variable.
        var_offset: the first index of the shard, per axis.
    """

    def __init__(self, full_shape: Sequence[int], var_offset: Sequence[int]) -> None:
        """Checks what it is given as TF 1.15 does.

        Raises:
            TypeError: an argument is not a sequence.
            ValueError: the lengths differ, or the offset lies outside the shape.
        """
        for name, value in (("full_shape", full_shape), ("var_offset", var_offset)):
            _check_sequence(name, value)
        if len(var_offset) != len(full_shape):
            raise ValueError(
                f"Expected equal length, but `var_offset` is of length {len(var_offset)} while "
                f"full_shape is of length {len(full_shape)}."
            )
        for offset, size in zip(var_offset, full_shape, strict=True):
            if offset < 0 or offset >= size:
                raise ValueError(
                    f"Expected 0 <= offset < shape but found offset={offset}, shape={size} for "
                    f"var_offset={var_offset}, full_shape={full_shape}"
                )
        self.full_shape = full_shape
        self.var_offset = var_offset

    def single_offset(self, shape: Sequence[int]) -> int:
        """The offset along the one partitioned axis; 0 for a whole variable."""
        axis = self.single_slice_dim(shape)
        return 0 if axis is None else self.var_offset[axis]

    def single_slice_dim(self, shape: Sequence[int]) -> int | None:
        """The one axis along which a shard of this `shape` is a part, or None.

        Raises:
            TypeError: `shape` is not a sequence.
            ValueError: the shard does not fit, or is a part along several axes.
        """
        _check_sequence("shape", shape)
        if len(shape) != len(self.full_shape):
            raise ValueError(
                f"Expected equal length, but received shape={shape} of length {len(shape)} while "
                f"self.full_shape={self.full_shape} is of length {len(self.full_shape)}."
            )
        for i, size in enumerate(shape):
            if self.var_offset[i] + size > self.full_shape[i]:
                raise ValueError(
                    f"With self.var_offset={self.var_offset}, a partition of shape={shape} would "
                    f"exceed self.full_shape={self.full_shape} in dimension {i}."
                )
        axes = [i for i, size in enumerate(shape) if size != self.full_shape[i]]
        if len(axes) > 1:
            raise ValueError(
                f"Cannot use single_slice_dim() with shape={shape} and self.full_shape="
                f"{self.full_shape} since slice dim could be either dimension {axes[0]} or {axes[1]}."
            )
        return axes[0] if axes else None


def _check_sequence(name: str, value: Any) -> None:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError(
            f"`{name}` must be a sequence (like tuple or list) instead of {type(value).__name__}"
        )


def call_partitioner(partitioner: Callable[..., Any], shape: tf.TensorShape, dtype: Any) -> Any:
    """The number of parts per axis, checked as in TF 1.15 ``_call_partitioner``.

    Raises:
        ValueError: the shape is unknown, or the partitioner returned something unusable.
    """
    if not shape.is_fully_defined():
        raise ValueError(
            "Shape of a new partitioned variable must be fully defined, "
            f"but instead was {shape}."
        )
    if shape.ndims < 1:
        raise ValueError(f"A partitioned Variable must have rank at least 1, shape: {shape}")
    slicing = partitioner(shape=shape, dtype=dtype)
    if not isinstance(slicing, Sequence):
        raise ValueError(f"Partitioner must return a sequence, but saw: {slicing}")
    if len(slicing) != shape.ndims:
        raise ValueError(
            "Partitioner returned a partition list that does not match the Variable's rank: "
            f"{slicing} vs. {shape}"
        )
    if any(p < 1 for p in slicing):
        raise ValueError(f"Partitioner returned zero partitions for some axes: {slicing}")
    if sum(p > 1 for p in slicing) > 1:
        raise ValueError(
            "Can only slice a variable along one dimension: "
            f"shape: {shape}, partitioning: {slicing}"
        )
    return slicing


def slices(
    full_shape: Sequence[int], slicing: Sequence[int]
) -> Iterator[tuple[list[int], list[int]]]:
    """(offset, shape) of each shard; the first ones are one longer when it does not divide evenly."""
    axis = next((i for i, n in enumerate(slicing) if n > 1), 0)
    count = slicing[axis] if slicing[axis] > 1 else 1
    longer = full_shape[axis] % count
    offset = [0] * len(full_shape)
    for i in range(count):
        shape = list(full_shape)
        shape[axis] = full_shape[axis] // count + (i < longer)
        yield list(offset), shape
        offset[axis] += shape[axis]
