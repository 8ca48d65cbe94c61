"""The fully connected layer of before `fully_connected`."""

from __future__ import annotations

import functools
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, add_to_collections
from migrate.compat_scope.initializers import xavier_initializer
from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.variables import get_variable

__all__ = ["legacy_fully_connected", "legacy_linear", "legacy_relu"]


_xavier = xavier_initializer()
_zeros = tf.compat.v1.zeros_initializer()


@not_converted
def legacy_fully_connected(
    x: Any,
    num_output_units: int,
    activation_fn: Any = None,
    weight_init: Any = _xavier,
    bias_init: Any = _zeros,
    name: Any = None,
    weight_collections: Any = (GraphKeys.WEIGHTS,),
    bias_collections: Any = (GraphKeys.BIASES,),
    output_collections: Any = (GraphKeys.ACTIVATIONS,),
    trainable: bool = True,
    weight_regularizer: Any = None,
    bias_regularizer: Any = None,
) -> Any:
    """Variables `fully_connected/weights` and `bias`, in WEIGHTS and BIASES too.

    Raises: ValueError for a rank below 2 or an unknown last axis.
    Source: TF 1.15 contrib/layers/python/layers/layers.py.
    """
    with variable_scope(name, "fully_connected", [x]):
        x = tf.convert_to_tensor(x)
        rank = x.shape.rank
        if rank is None:
            raise ValueError("dims of x must be known but is None")
        if rank < 2:
            raise ValueError(f"rank of x must be at least 2 not: {rank}")
        units = tf.compat.dimension_value(x.shape[-1])
        if units is None:
            raise ValueError("last dimension of x must be known but is None")

        def add(name: str, shape: list[int], start: Any, keys: Any, regularizer: Any) -> Any:
            return get_variable(
                name,
                shape=shape,
                dtype=x.dtype.base_dtype,
                initializer=start,
                collections=list(dict.fromkeys([*(keys or []), GraphKeys.GLOBAL_VARIABLES])),
                regularizer=regularizer,
                trainable=trainable,
            )

        weights = add(
            "weights",
            [units, num_output_units],
            weight_init,
            weight_collections,
            weight_regularizer,
        )
        y = tf.matmul(x if rank <= 2 else tf.reshape(x, [-1, units]), weights)
        if bias_init is not None:
            y = tf.nn.bias_add(
                y, add("bias", [num_output_units], bias_init, bias_collections, bias_regularizer)
            )
        if rank > 2:
            y = tf.reshape(y, tf.concat([tf.shape(x)[:-1], [num_output_units]], 0))
            if not tf.executing_eagerly():
                y.set_shape([*x.shape.as_list()[:-1], num_output_units])
        if activation_fn is not None:
            y = activation_fn(y)
        add_to_collections([*(output_collections or []), GraphKeys.ACTIVATIONS], y)
        return y


legacy_linear = functools.partial(legacy_fully_connected, activation_fn=None)
legacy_relu = functools.partial(legacy_fully_connected, activation_fn=tf.nn.relu)
