"""The parameters and moving statistics of contrib's batch normalization."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import add_to_collections
from migrate.compat_scope.contrib.framework.model_variables import model_variable
from migrate.compat_scope.contrib.layers import utils
from migrate.compat_scope.layers.control import smart_cond
from migrate.compat_scope.layers.moving_average import assign_moving_average
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.precision import plain
from migrate.compat_scope.scope import get_variable_scope, variable_scope

__all__ = ["moments", "norm_variables", "update_statistics"]


def norm_variables(options: Any, shape: Any, dtype: Any, constants: bool) -> tuple[Any, ...]:
    """beta, gamma, moving mean and moving variance, made in this order.

    A beta or gamma that is not wanted is a constant if `constants`, else None.
    """
    zeros, ones = tf.compat.v1.zeros_initializer(), tf.compat.v1.ones_initializer()

    def add(name: str, default: Any, trainable: bool) -> Any:
        variable = model_variable(
            name,
            shape=shape,
            dtype=dtype,
            initializer=options.initializers.get(name, default),
            # Only the fused way knows regularizers (TF 1.15 leaves them out of the other one).
            regularizer=options.regularizers.get(name) if constants and trainable else None,
            collections=utils.get_variable_collections(options.variables_collections, name),
            trainable=trainable and options.trainable,
        )
        return plain(variable) if constants else variable  # the fused kernel takes float32

    beta = gamma = None
    if options.center:
        beta = add("beta", zeros, True)
    elif constants:
        beta = tf.constant(0.0, dtype=dtype, shape=shape)
    if options.scale:
        gamma = add("gamma", ones, True)
    elif constants:
        gamma = tf.constant(1.0, dtype=dtype, shape=shape)
    # Moving statistics are never partitioned.
    with variable_scope(get_variable_scope()) as unpartitioned:
        unpartitioned.set_partitioner(None)
        moving_mean = add("moving_mean", zeros, False)
        moving_variance = add("moving_variance", ones, False)
    return beta, gamma, moving_mean, moving_variance


def moments(inputs: Any, nchw: bool, batch_weights: Any) -> tuple[Any, Any]:
    """Mean and variance per channel, weighing example i by `batch_weights[i]` if given."""
    rank = inputs.shape.rank
    axes = [0, *range(2, rank)] if nchw else list(range(rank - 1))
    v1 = tf.compat.v1.nn
    if batch_weights is None:
        mean, variance = v1.moments(inputs, axes, keep_dims=nchw)
    else:
        weights = tf.convert_to_tensor(batch_weights)
        inputs.shape[0:1].assert_is_compatible_with(weights.shape)
        weights = tf.reshape(weights, [-1, *[1] * (rank - 1)])
        mean, variance = v1.weighted_moments(inputs, axes, weights, keep_dims=nchw)
    if nchw:
        mean, variance = tf.reshape(mean, [-1]), tf.reshape(variance, [-1])
    return mean, variance


def update_statistics(
    options: Any,
    moving: tuple[Any, Any],
    batch: tuple[Any, Any],
    values: Sequence[Any],
) -> Sequence[Any]:
    """Moves the statistics while training, and returns `values`, dependent on that if forced.

    In a graph the updates join `options.updates_collections`; None forces them. Elsewhere they are
    simply made.
    """

    def update() -> tuple[Any, Any]:
        return (
            assign_moving_average(
                moving[0], batch[0], options.decay, zero_debias=options.zero_debias
            ),
            assign_moving_average(moving[1], batch[1], options.decay, zero_debias=False),
        )

    if options.updates_collections is None or not in_graph():

        def forced() -> list[Any]:
            with tf.control_dependencies([u for u in update() if in_graph()]):
                return [tf.identity(value) for value in values]

        made = smart_cond(options.is_training, forced, lambda: list(values))
        # tf.cond unpacks a list of one.
        return made if isinstance(made, list | tuple) else [made]
    updates = smart_cond(
        options.is_training,
        update,
        lambda: tuple(tf.convert_to_tensor(v) for v in moving),
    )
    for made in updates:
        add_to_collections(options.updates_collections, made)
    return values
