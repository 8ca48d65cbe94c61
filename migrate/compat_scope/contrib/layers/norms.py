"""Layer, instance, group and unit normalization."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.contrib.framework.model_variables import model_variable
from migrate.compat_scope.contrib.layers import utils
from migrate.compat_scope.contrib.layers.scoping import (
    check_data_format,
    finish,
    layer_function,
)
from migrate.compat_scope.moments import moments
from migrate.compat_scope.scope import variable_scope

__all__ = ["group_norm", "instance_norm", "layer_norm", "unit_norm"]


def _beta_gamma(
    center: bool,
    scale: bool,
    shape: Any,
    dtype: Any,
    variables_collections: Any,
    trainable: bool,
    initializers: dict[str, Any] | None = None,
) -> list[Any]:
    v1 = tf.compat.v1
    starts = {
        "beta": v1.zeros_initializer(),
        "gamma": v1.ones_initializer(),
        **(initializers or {}),
    }
    return [
        (
            model_variable(
                name,
                shape=shape,
                dtype=dtype,
                initializer=starts[name],
                collections=utils.get_variable_collections(variables_collections, name),
                trainable=trainable,
            )
            if wanted
            else None
        )
        for wanted, name in ((center, "beta"), (scale, "gamma"))
    ]


def _known_rank(inputs: Any) -> int:
    if inputs.shape.rank is None:
        raise ValueError(f"Inputs {inputs} has undefined rank.")
    return int(inputs.shape.rank)


@layer_function
def layer_norm(
    inputs: Any,
    center: bool = True,
    scale: bool = True,
    activation_fn: Any = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: bool = True,
    begin_norm_axis: int = 1,
    begin_params_axis: int = -1,
    scope: Any = None,
) -> Any:
    """Normalizes each example over the axes from `begin_norm_axis` on.

    Variables `LayerNorm/beta` and `gamma` of the axes from `begin_params_axis` on. Epsilon is 1e-12
    (1e-3 for float16). Raises: ValueError for axes out of range or of unknown size.
    Source: TF 1.15 contrib/layers/python/layers/layers.py.
    """
    with variable_scope(scope, "LayerNorm", [inputs], reuse=reuse) as sc:
        inputs = tf.convert_to_tensor(inputs)
        rank = _known_rank(inputs)
        dtype = inputs.dtype.base_dtype
        if begin_norm_axis < 0:
            begin_norm_axis += rank
        if begin_params_axis >= rank or begin_norm_axis >= rank:
            raise ValueError(
                f"begin_params_axis ({begin_params_axis}) and begin_norm_axis ({begin_norm_axis}) "
                f"must be < rank(inputs) ({rank})"
            )
        params_shape = inputs.shape[begin_params_axis:]
        if not params_shape.is_fully_defined():
            raise ValueError(
                f"Inputs {inputs}: shape(inputs)[{begin_params_axis}:] is not fully defined: "
                f"{inputs.shape}"
            )
        beta, gamma = _beta_gamma(
            center, scale, params_shape, dtype, variables_collections, trainable
        )
        mean, variance = moments(inputs, list(range(begin_norm_axis, rank)), keep_dims=True)
        epsilon = 1e-12 if dtype != tf.float16 else 1e-3
        outputs = tf.nn.batch_normalization(inputs, mean, variance, beta, gamma, epsilon)
        if not tf.executing_eagerly():
            outputs.set_shape(inputs.shape)
        return finish(outputs, activation_fn, outputs_collections, sc.name)


@layer_function
def instance_norm(
    inputs: Any,
    center: bool = True,
    scale: bool = True,
    epsilon: float = 1e-6,
    activation_fn: Any = None,
    param_initializers: dict[str, Any] | None = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: bool = True,
    data_format: str = "NHWC",
    scope: Any = None,
) -> Any:
    """Normalizes each channel of each example; variables `InstanceNorm/beta` and `gamma`.

    Source: TF 1.15 contrib/layers/python/layers/normalization.py.
    """
    inputs = tf.convert_to_tensor(inputs)
    rank = _known_rank(inputs)
    check_data_format(data_format, "NCHW", "NHWC")
    with variable_scope(scope, "InstanceNorm", [inputs], reuse=reuse) as sc:
        nchw = data_format == "NCHW"
        channel_axis = 1 if nchw else rank - 1
        params_shape = inputs.shape[channel_axis : channel_axis + 1]
        if not params_shape.is_fully_defined():
            raise ValueError(f"Inputs {inputs} has undefined channels dimension {params_shape}.")
        beta, gamma = _beta_gamma(
            center,
            scale,
            params_shape,
            inputs.dtype.base_dtype,
            variables_collections,
            trainable,
            param_initializers,
        )
        if nchw:
            broadcast = [1, params_shape.as_list()[0], *[1] * (rank - 2)]
            beta, gamma = (None if v is None else tf.reshape(v, broadcast) for v in (beta, gamma))
        axes = [i for i in range(1, rank) if i != channel_axis]
        mean, variance = moments(inputs, axes, keep_dims=True)
        outputs = tf.nn.batch_normalization(
            inputs, mean, variance, beta, gamma, epsilon, name="instancenorm"
        )
        return finish(outputs, activation_fn, outputs_collections, sc.name)


@layer_function
def group_norm(
    inputs: Any,
    groups: int = 32,
    channels_axis: int = -1,
    reduction_axes: Any = (-3, -2),
    center: bool = True,
    scale: bool = True,
    epsilon: float = 1e-6,
    activation_fn: Any = None,
    param_initializers: dict[str, Any] | None = None,
    reuse: Any = None,
    variables_collections: Any = None,
    outputs_collections: Any = None,
    trainable: bool = True,
    scope: Any = None,
    mean_close_to_zero: bool = False,
) -> Any:
    """Normalizes each group of channels of each example; variables `GroupNorm/beta`, `gamma`.

    Raises: ValueError for axes or groups that do not fit. Source: as `instance_norm`.
    """
    inputs = tf.convert_to_tensor(inputs)
    rank = _known_rank(inputs)
    if channels_axis > rank - 1:
        raise ValueError("Axis is out of bounds.")
    if channels_axis < 0:
        channels_axis += rank
    static, dynamic = inputs.shape.as_list(), tf.shape(inputs)
    sizes = [dynamic[i] if size is None else size for i, size in enumerate(static)]
    channels = static[channels_axis]
    if channels is None:
        raise ValueError(f"Inputs {inputs} has undefined channel dimension: {channels_axis}.")
    reduction_axes = [axis + rank if axis < 0 else axis for axis in reduction_axes]
    for axis in reduction_axes:
        if axis > rank:
            raise ValueError("Axis is out of bounds.")
        if static[axis] is None:
            raise ValueError(f"Inputs {inputs} has undefined dimensions {axis}.")
        if channels_axis == axis:
            raise ValueError("reduction_axis must be mutually exclusive with channels_axis")
    if groups > channels:
        raise ValueError(f"Invalid groups {groups} for {channels} channels.")
    if channels % groups != 0:
        raise ValueError(f"{channels} channels is not commensurate with {groups} groups.")
    split = [groups, channels // groups]
    before, after = sizes[:channels_axis], sizes[channels_axis + 1 :]
    inputs = tf.reshape(inputs, [*before, *split, *after])
    axes = [channels_axis + 1, *(a + 1 if a > channels_axis else a for a in reduction_axes)]
    with variable_scope(scope, "GroupNorm", [inputs], reuse=reuse) as sc:
        broadcast = [*[1] * len(before), *split, *[1] * len(after)]
        beta, gamma = (
            None if v is None else tf.reshape(v, broadcast)
            for v in _beta_gamma(
                center,
                scale,
                [channels],
                inputs.dtype.base_dtype,
                variables_collections,
                trainable,
                param_initializers,
            )
        )
        v1 = tf.compat.v1.nn
        if mean_close_to_zero:
            counts, means_ss, variance_ss, _ = v1.sufficient_statistics(
                inputs, axes, keep_dims=True
            )
            mean, variance = tf.nn.normalize_moments(counts, means_ss, variance_ss, shift=None)
        else:
            mean, variance = v1.moments(inputs, axes, keep_dims=True)
        gain = tf.math.rsqrt(variance + epsilon)
        offset = -mean * gain
        if gamma is not None:
            gain, offset = gain * gamma, offset * gamma
        if beta is not None:
            offset += beta
        outputs = tf.reshape(inputs * gain + offset, sizes)
        return finish(outputs, activation_fn, outputs_collections, sc.name)


@layer_function
def unit_norm(inputs: Any, dim: int, epsilon: float = 1e-7, scope: Any = None) -> Any:
    """Scales the vectors along axis `dim` to length 1. Raises: ValueError if there is no such axis."""
    with variable_scope(scope, "UnitNorm", [inputs]):
        rank = inputs.shape.rank
        if not rank:
            raise ValueError("The input rank must be known.")
        if dim < 0 or dim >= rank:
            raise ValueError("dim must be positive but smaller than the input rank.")
        squares = tf.reduce_sum(tf.square(inputs), dim, keepdims=True)
        return tf.divide(inputs, tf.sqrt(epsilon + squares), name="div")
