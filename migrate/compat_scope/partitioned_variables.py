"""TF1's deprecated `create_partitioned_variables`."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.getting import true_getter
from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.scope import variable_scope


@not_converted
def create_partitioned_variables(
    shape: Any,
    slicing: Any,
    initializer: Any,
    dtype: Any = tf.float32,
    trainable: bool = True,
    collections: Any = None,
    name: str | None = None,
    reuse: Any = None,
) -> list[Any]:
    """TF1's deprecated way to make the shards of a partitioned variable (a list of variables).

    Raises:
        ValueError: `shape` and `slicing` differ in length, or a custom getter is set.
    """
    if in_graph():
        made = tf.compat.v1.create_partitioned_variables(
            shape, slicing, initializer, dtype, trainable, collections, name, reuse
        )
        return list(made)
    if len(shape) != len(slicing):
        raise ValueError(
            "The 'shape' and 'slicing' of a partitioned Variable must have the length: "
            f"shape: {shape}, slicing: {slicing}"
        )
    if len(shape) < 1:
        raise ValueError(f"A partitioned Variable must have rank at least 1: shape: {shape}")
    with variable_scope(name, "PartitionedVariable", reuse=reuse) as scope:
        if scope.custom_getter is not None:
            raise ValueError(
                "Private access to _get_partitioned_variable is not allowed when a custom getter is "
                f"set.  Current custom getter: {scope.custom_getter}."
            )
        whole = true_getter(
            scope.name,
            shape,
            dtype,
            scope.initializer if initializer is None else initializer,
            scope.regularizer,
            scope.reuse,
            trainable,
            collections,
            partitioner=lambda **_: slicing,
        )
    return list(whole)
