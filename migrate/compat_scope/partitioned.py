"""Partitioned variables: several shards that read as one tensor and save as one checkpoint key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import tensorflow as tf

fixed_size_partitioner = tf.compat.v1.fixed_size_partitioner
variable_axis_size_partitioner = tf.compat.v1.variable_axis_size_partitioner
min_max_variable_partitioner = tf.compat.v1.min_max_variable_partitioner


class _AnyPartitioned(type):
    """Makes the isinstance test true for the partitioned variables of graph mode too."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return type.__instancecheck__(cls, instance) or (
            type(instance).__name__ == "PartitionedVariable"
            and type(instance).__module__.startswith("tensorflow.")
        )


class PartitionedVariable(metaclass=_AnyPartitioned):
    """Shards `get_variable` made under a partitioner (TF 1.15 variables.py, same name).

    Iterating gives the shards; as a tensor it is their concatenation.
    """

    def __init__(
        self,
        name: str,
        shape: tf.TensorShape,
        dtype: Any,
        variable_list: Sequence[Any],
        partitions: Sequence[int],
    ) -> None:
        self._name = name
        self._shape = shape
        self._dtype = dtype
        self._variable_list = list(variable_list)
        self._partitions = list(partitions)

    def __iter__(self) -> Iterator[Any]:
        return iter(self._variable_list)

    def __len__(self) -> int:
        return len(self._variable_list)

    def __repr__(self) -> str:
        return (
            f"<PartitionedVariable {self._name!r} shape={self._shape} dtype={self._dtype.name} "
            f"shards={len(self._variable_list)}>"
        )

    @property
    def name(self) -> str:
        """The name of the whole, which is its checkpoint key."""
        return self._name

    @property
    def dtype(self) -> Any:
        """The dtype of every shard."""
        return self._dtype

    @property
    def shape(self) -> tf.TensorShape:
        """The shape of the whole."""
        return self._shape

    @property
    def axis(self) -> int:
        """The axis along which the shards lie; 0 when there is one shard."""
        return next((i for i, n in enumerate(self._partitions) if n > 1), 0)

    def get_shape(self) -> tf.TensorShape:
        """The shape of the whole."""
        return self._shape

    def as_tensor(self) -> Any:
        """The concatenation of the shards."""
        if len(self._variable_list) == 1:
            whole = self._variable_list[0]
        else:
            whole = tf.concat([tf.convert_to_tensor(v) for v in self._variable_list], self.axis)
        if tf.executing_eagerly():
            return tf.convert_to_tensor(whole)
        with tf.compat.v1.name_scope(None):  # in a trace it has a name, as in TF1
            return tf.identity(whole, name=self._name)

    def numpy(self) -> Any:
        """The concatenation as an array (eager only)."""
        return self.as_tensor().numpy()

    def assign(self, value: Any, **kwargs: Any) -> list[Any]:
        """Assigns to each shard its part of `value`."""
        return self._apply("assign", value, kwargs)

    def assign_add(self, value: Any, **kwargs: Any) -> list[Any]:
        """Adds to each shard its part of `value`."""
        return self._apply("assign_add", value, kwargs)

    def assign_sub(self, value: Any, **kwargs: Any) -> list[Any]:
        """Subtracts from each shard its part of `value`."""
        return self._apply("assign_sub", value, kwargs)

    def _apply(self, method: str, value: Any, kwargs: dict[str, Any]) -> list[Any]:
        if isinstance(value, list | PartitionedVariable):
            parts = list(value)
        else:
            sizes = [v.shape[self.axis] for v in self._variable_list]
            parts = tf.split(value, sizes, axis=self.axis)
        pairs = zip(self._variable_list, parts, strict=True)
        return [getattr(variable, method)(part, **kwargs) for variable, part in pairs]

    def _get_variable_list(self) -> list[Any]:
        return self._variable_list

    def _get_partitions(self) -> list[int]:
        return self._partitions


def _as_tensor(
    variable: PartitionedVariable, dtype: Any = None, name: Any = None, as_ref: bool = False
) -> Any:
    del name
    if dtype is not None and not dtype.is_compatible_with(variable.dtype):
        raise ValueError(
            f"Incompatible type conversion requested to type '{dtype.name}' for variable "
            f"of type '{variable.dtype.name}'"
        )
    if as_ref:
        raise NotImplementedError("PartitionedVariable doesn't support being used as a reference.")
    return variable.as_tensor()


tf.register_tensor_conversion_function(PartitionedVariable, _as_tensor)
