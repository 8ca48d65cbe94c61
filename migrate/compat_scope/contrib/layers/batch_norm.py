"""Batch normalization: no gamma unless asked for, decay 0.999, update ops in a collection or forced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys
from migrate.compat_scope.contrib.layers import utils
from migrate.compat_scope.contrib.layers.batch_statistics import (
    moments,
    norm_variables,
    update_statistics,
)
from migrate.compat_scope.contrib.layers.scoping import (
    check_data_format,
    finish,
    layer_function,
    model_variable_getter,
)
from migrate.compat_scope.layers.control import smart_cond, static_truth
from migrate.compat_scope.layers.normalization import BatchNormalization
from migrate.compat_scope.scope import variable_scope

__all__ = ["batch_norm"]


@layer_function
def batch_norm(
    inputs: Any,
    decay: Any = 0.999,
    center: bool = True,
    scale: bool = False,
    epsilon: float = 0.001,
    activation_fn: Any = None,
    param_initializers: dict[str, Any] | None = None,
    param_regularizers: dict[str, Any] | None = None,
    updates_collections: Any = GraphKeys.UPDATE_OPS,
    is_training: Any = True,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: bool = True,
    batch_weights: Any = None,
    fused: bool | None = None,
    data_format: str = "NHWC",
    zero_debias_moving_mean: bool = False,
    scope: Any = None,
    renorm: bool = False,
    renorm_clipping: dict[str, Any] | None = None,
    renorm_decay: Any = 0.99,
    adjustment: Any = None,
) -> Any:
    """Variables `BatchNorm/beta`, `gamma` (with `scale`), `moving_mean`, `moving_variance`.

    `updates_collections`: where a graph's update ops go; None makes the outputs depend on them.
    Outside graphs the updates are made at once. `is_training`: bool or scalar bool tensor.
    `batch_weights`: one weight per example. Raises: ValueError for a wrong rank or data format, or
    renorm with options it does not support. Source: TF 1.15 contrib/layers/python/layers/layers.py.
    """
    inputs = tf.convert_to_tensor(inputs)
    options = _Options(
        decay,
        center,
        scale,
        epsilon,
        activation_fn,
        param_initializers or {},
        param_regularizers or {},
        updates_collections,
        is_training,
        reuse,
        variables_collections,
        outputs_collections,
        trainable,
        data_format,
        zero_debias_moving_mean,
        scope,
    )
    check_data_format(data_format, "NCHW", "NHWC")
    rank = inputs.shape.rank
    plain_updates = updates_collections == GraphKeys.UPDATE_OPS
    can_fuse = batch_weights is None and not renorm and rank in (2, 4) and adjustment is None
    if (
        (fused or fused is None)
        and can_fuse
        and (zero_debias_moving_mean or rank == 2 or not plain_updates)
    ):
        return _fused(inputs, options)
    with variable_scope(
        scope, "BatchNorm", [inputs], reuse=reuse, custom_getter=model_variable_getter()
    ) as sc:
        if batch_weights is None and plain_updates and not zero_debias_moving_mean:
            outputs = _by_layer(
                inputs, options, sc, renorm, renorm_clipping, renorm_decay, adjustment, fused
            )
        elif renorm:
            raise ValueError(
                "renorm is not supported with batch_weights, updates_collections or "
                "zero_debias_moving_mean"
            )
        else:
            outputs = _by_moments(inputs, options, batch_weights)
        return finish(outputs, activation_fn, outputs_collections, sc.name)


@dataclass(frozen=True)
class _Options:
    """The arguments that the three ways to compute batch normalization share."""

    decay: Any
    center: bool
    scale: bool
    epsilon: float
    activation_fn: Any
    initializers: dict[str, Any]
    regularizers: dict[str, Any]
    updates_collections: Any
    is_training: Any
    reuse: Any
    variables_collections: Any
    outputs_collections: Any
    trainable: bool
    data_format: str
    zero_debias: bool
    scope: Any


def _by_layer(
    inputs: Any,
    options: _Options,
    sc: Any,
    renorm: bool,
    renorm_clipping: Any,
    renorm_decay: Any,
    adjustment: Any,
    fused: bool | None,
) -> Any:
    v1 = tf.compat.v1
    starts = {
        "beta": v1.zeros_initializer(),
        "gamma": v1.ones_initializer(),
        "moving_mean": v1.zeros_initializer(),
        "moving_variance": v1.ones_initializer(),
        **options.initializers,
    }
    layer = BatchNormalization(
        axis=1 if options.data_format == "NCHW" else -1,
        momentum=options.decay,
        epsilon=options.epsilon,
        center=options.center,
        scale=options.scale,
        beta_initializer=starts["beta"],
        gamma_initializer=starts["gamma"],
        moving_mean_initializer=starts["moving_mean"],
        moving_variance_initializer=starts["moving_variance"],
        beta_regularizer=options.regularizers.get("beta"),
        gamma_regularizer=options.regularizers.get("gamma"),
        trainable=options.trainable,
        renorm=renorm,
        renorm_clipping=renorm_clipping,
        renorm_momentum=renorm_decay,
        adjustment=adjustment,
        name=sc.name,
        _scope=sc,
        _reuse=options.reuse,
        fused=fused is None or fused,
    )
    outputs = layer.apply(inputs, training=options.is_training)
    for name in ("moving_mean", "moving_variance", "beta", "gamma"):
        if getattr(layer, name) is not None:
            utils.add_variable_to_collections(
                getattr(layer, name), options.variables_collections, name
            )
    return outputs


def _fused(inputs: Any, options: _Options) -> Any:
    """The fused kernel for inputs of rank 2 or 4, and updates as asked for."""
    with variable_scope(options.scope, "BatchNorm", [inputs], reuse=options.reuse) as sc:
        original, shape = inputs, inputs.shape
        nchw = options.data_format == "NCHW"
        if shape.rank == 2:
            channels = tf.compat.dimension_value(shape[-1])
            if channels is None:
                raise ValueError("`C` dimension must be known but is None")
            inputs = tf.reshape(inputs, [-1, channels, 1, 1] if nchw else [-1, 1, 1, channels])
        params_shape = inputs.shape[1:2] if nchw else inputs.shape[-1:]
        if not params_shape.is_fully_defined():
            raise ValueError(f"Inputs {inputs} has undefined `C` dimension {params_shape}.")
        beta, gamma, mean, variance = norm_variables(options, params_shape, tf.float32, True)
        kernel = tf.compat.v1.nn.fused_batch_norm
        settings = {"epsilon": options.epsilon, "data_format": options.data_format}
        outputs, batch_mean, batch_variance = smart_cond(
            options.is_training,
            lambda: kernel(inputs, gamma, beta, **settings),
            lambda: kernel(
                inputs, gamma, beta, mean=mean, variance=variance, is_training=False, **settings
            ),
        )
        if static_truth(options.is_training) is not False:
            (outputs,) = update_statistics(
                options, (mean, variance), (batch_mean, batch_variance), [outputs]
            )
        if not tf.executing_eagerly():
            outputs.set_shape(inputs.shape)
        if shape.rank == 2:
            outputs = tf.reshape(outputs, tf.shape(original))
        return finish(outputs, options.activation_fn, options.outputs_collections, sc.name)


def _by_moments(inputs: Any, options: _Options, batch_weights: Any) -> Any:
    """Any rank, weighted or not, with the updates as asked for."""
    shape = inputs.shape
    if shape.rank is None:
        raise ValueError(f"Inputs {inputs} has undefined rank.")
    nchw = options.data_format == "NCHW"
    params_shape = shape[1:2] if nchw else shape[-1:]
    if not params_shape.is_fully_defined():
        raise ValueError(f"Inputs {inputs} has undefined channels dimension {params_shape}.")
    dtype = inputs.dtype.base_dtype
    beta, gamma, moving_mean, moving_variance = norm_variables(options, params_shape, dtype, False)
    mean, variance = moving_mean, moving_variance
    if static_truth(options.is_training) is not False:
        batch = moments(inputs, nchw, batch_weights)
        moving = (moving_mean, moving_variance)
        mean, variance = update_statistics(options, moving, batch, list(batch))
        mean, variance = smart_cond(
            options.is_training,
            lambda: (mean, variance),
            lambda: tuple(tf.convert_to_tensor(v) for v in moving),
        )
    if nchw:
        broadcast = [1, params_shape.as_list()[0], *[1] * (shape.rank - 2)]
        mean, variance, beta, gamma = (
            None if v is None else tf.reshape(v, broadcast) for v in (mean, variance, beta, gamma)
        )
    outputs = tf.nn.batch_normalization(inputs, mean, variance, beta, gamma, options.epsilon)
    if not tf.executing_eagerly():
        outputs.set_shape(shape)
    return outputs
