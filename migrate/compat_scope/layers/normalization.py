"""Batch normalization."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers.arguments import get_initializer
from migrate.compat_scope.layers.base import Layer
from migrate.compat_scope.layers.control import smart_cond, static_truth
from migrate.compat_scope.layers.input_spec import InputSpec
from migrate.compat_scope.layers.moving_average import assign_new_value, move_towards
from migrate.compat_scope.layers.renorm import BatchRenorm
from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.moments import moments
from migrate.compat_scope.precision import plain

__all__ = ["BatchNormalization", "batch_normalization"]


class BatchNormalization(BatchRenorm, Layer):
    """Normalizes by the batch's statistics while training, by moving averages otherwise.

    Variables `gamma`, `beta`, `moving_mean`, `moving_variance`. `axis`: the axis or axes that keep
    their own statistics. `fused`: whether the fused kernel may be used; None means when it can
    (rank 4, one axis that is 1 or 3), and True falls back silently, as in TF 1.15.
    Source: TF 1.15 keras/layers/normalization.py, `BatchNormalizationBase` with V1 behaviour.
    """

    def __init__(
        self,
        axis: Any = -1,
        momentum: Any = 0.99,
        epsilon: float = 1e-3,
        center: bool = True,
        scale: bool = True,
        beta_initializer: Any = "zeros",
        gamma_initializer: Any = "ones",
        moving_mean_initializer: Any = "zeros",
        moving_variance_initializer: Any = "ones",
        beta_regularizer: Any = None,
        gamma_regularizer: Any = None,
        beta_constraint: Any = None,
        gamma_constraint: Any = None,
        renorm: bool = False,
        renorm_clipping: dict[str, Any] | None = None,
        renorm_momentum: Any = 0.99,
        fused: bool | None = None,
        trainable: bool = True,
        virtual_batch_size: int | None = None,
        adjustment: Callable[[Any], Any] | None = None,
        name: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name=name, trainable=trainable, **kwargs)
        if not isinstance(axis, int | list):
            raise TypeError(f"axis must be int or list, type given: {type(axis)}")
        self.axis: Any = axis[:] if isinstance(axis, list) else axis
        self.momentum = momentum
        self.epsilon = epsilon
        self.center = center
        self.scale = scale
        self.beta_initializer = get_initializer(beta_initializer)
        self.gamma_initializer = get_initializer(gamma_initializer)
        self.moving_mean_initializer = get_initializer(moving_mean_initializer)
        self.moving_variance_initializer = get_initializer(moving_variance_initializer)
        self.beta_regularizer = beta_regularizer
        self.gamma_regularizer = gamma_regularizer
        self.beta_constraint = beta_constraint
        self.gamma_constraint = gamma_constraint
        self.virtual_batch_size = virtual_batch_size
        self.adjustment = adjustment
        self.fused = True if fused is None else fused
        self.gamma: Any = None
        self.beta: Any = None
        self.supports_masking = True
        # As TensorFlow's own tests set it: whether the fused kernel's variance is left unbiased.
        self._bessels_correction_test_only = True
        self._init_renorm(renorm, renorm_clipping, renorm_momentum)

    @property
    def _param_dtype(self) -> Any:
        """Statistics and parameters of half-precision inputs are kept in float32."""
        dtype = tf.as_dtype(self.dtype or tf.float32)
        return tf.float32 if dtype in (tf.float16, tf.bfloat16) else dtype

    def build(self, input_shape: Any) -> None:
        """Makes the variables. Raises: ValueError for axes that do not fit the inputs."""
        shape = tf.TensorShape(input_shape)
        if not shape.ndims:
            raise ValueError("Input has undefined rank:", shape)
        ndims = int(shape.ndims)
        axes = [self.axis] if isinstance(self.axis, int) else list(self.axis)
        axes = [axis + ndims if axis < 0 else axis for axis in axes]
        for axis in axes:
            if axis < 0 or axis >= ndims:
                raise ValueError(f"Invalid axis: {axis}")
        if len(axes) != len(set(axes)):
            raise ValueError(f"Duplicate axis: {axes}")
        self._check_virtual_batches(axes)
        sizes = {axis: tf.compat.dimension_value(shape[axis]) for axis in axes}
        if None in sizes.values():
            raise ValueError("Input has undefined `axis` dimension. Input shape: ", shape)
        self.input_spec = InputSpec(ndim=ndims, axes=sizes)
        self.fused = bool(
            self.fused
            and ndims == 4
            and axes in ([1], [3])
            and not self.renorm
            and self.virtual_batch_size is None
            and self.adjustment is None
        )
        param_shape = list(sizes.values())
        if len(axes) > 1 or self.virtual_batch_size is not None:
            param_shape = [sizes.get(i, 1) for i in range(ndims)]
        if self.virtual_batch_size is not None:
            param_shape.insert(1, 1)
            axes = [axis + 1 for axis in axes]
        # A tuple: settings that do not change need no tracking by checkpoints.
        self.__dict__["axis"] = axes  # a plain list, as in TF1, not a tracked one
        self._add_parameters(param_shape)
        self._add_statistics(param_shape)
        self.built = True

    def _check_virtual_batches(self, axes: list[int]) -> None:
        if self.virtual_batch_size is None:
            return
        if self.virtual_batch_size <= 0:
            raise ValueError(
                "virtual_batch_size must be a positive integer that divides the true batch size of "
                "the input Tensor"
            )
        if 0 in axes:
            raise ValueError(
                "When using virtual_batch_size, the batch dimension must be 0 and thus axis cannot "
                "include 0"
            )
        if self.adjustment is not None:
            raise ValueError("When using virtual_batch_size, adjustment cannot be specified")

    def _add_parameters(self, shape: list[Any]) -> None:
        for wanted, name in ((self.scale, "gamma"), (self.center, "beta")):
            if wanted:
                weight = self.add_weight(
                    name,
                    shape=shape,
                    dtype=self._param_dtype,
                    initializer=getattr(self, f"{name}_initializer"),
                    regularizer=getattr(self, f"{name}_regularizer"),
                    constraint=getattr(self, f"{name}_constraint"),
                )
                setattr(self, name, plain(weight))

    def _add_statistics(self, shape: list[Any]) -> None:
        # Moving averages are never partitioned.
        partitioner = self._scope.partitioner if self._scope else None
        if partitioner:
            self._scope.set_partitioner(None)
        try:
            self.moving_mean = self._add_statistic(
                "moving_mean", shape, self.moving_mean_initializer
            )
            self.moving_variance = self._add_statistic(
                "moving_variance", shape, self.moving_variance_initializer
            )
            if self.renorm:
                self._add_renorm_statistics(shape)
        finally:
            if partitioner:
                self._scope.set_partitioner(partitioner)

    def _add_statistic(self, name: str, shape: list[Any], initializer: Any) -> Any:
        weight = self.add_weight(
            name,
            shape=shape,
            dtype=self._param_dtype,
            initializer=initializer,
            synchronization=tf.VariableSynchronization.ON_READ,
            trainable=False,
            aggregation=tf.compat.v1.VariableAggregation.MEAN,
        )
        return plain(weight)

    def call(self, inputs: Any, training: Any = False) -> Any:
        """Normalized inputs; `training` is a bool or a scalar bool tensor."""
        if self.fused:
            return self._fused(inputs, training)
        if self.virtual_batch_size is None:
            return self._unfused(inputs, training)
        sizes = inputs.shape.as_list()[1:]
        virtual = tf.reshape(inputs, [self.virtual_batch_size, -1, *sizes])
        return tf.reshape(self._unfused(virtual, training), [-1, *sizes])

    def _fused(self, inputs: Any, training: Any) -> Any:
        size = self.moving_mean.shape
        beta = self.beta if self.center else tf.zeros(size, self._param_dtype)
        gamma = self.gamma if self.scale else tf.ones(size, self._param_dtype)
        settings = {
            "epsilon": self.epsilon,
            "data_format": "NCHW" if self.axis == [1] else "NHWC",
        }
        kernel = tf.compat.v1.nn.fused_batch_norm
        outputs, mean, variance = smart_cond(
            training,
            lambda: kernel(inputs, gamma, beta, **settings),
            lambda: kernel(
                inputs,
                gamma,
                beta,
                mean=self.moving_mean,
                variance=self.moving_variance,
                is_training=False,
                **settings,
            ),
        )
        if not self._bessels_correction_test_only:
            count = tf.cast(tf.size(inputs) / tf.size(variance), variance.dtype)
            variance = variance * (count - 1.0) / count
        truth = static_truth(training)
        if truth is None:
            momentum = smart_cond(training, lambda: self.momentum, lambda: 1.0)
        else:
            momentum = tf.convert_to_tensor(self.momentum)
        if truth is not False:
            self.add_update(lambda: move_towards(self.moving_mean, mean, momentum))
            self.add_update(lambda: move_towards(self.moving_variance, variance, momentum))
        return outputs

    def _unfused(self, inputs: Any, training: Any) -> Any:
        ndims = inputs.shape.rank
        reduction_axes = [i for i in range(ndims) if i not in self.axis]
        if self.virtual_batch_size is not None:
            del reduction_axes[1]
        broadcast_shape = [1] * ndims
        broadcast_shape[self.axis[0]] = tf.compat.dimension_value(inputs.shape[self.axis[0]])

        def broadcast(v: Any) -> Any:
            if v is None or v.shape.rank == ndims or reduction_axes == list(range(ndims - 1)):
                return v
            return tf.reshape(v, broadcast_shape)

        scale, offset = broadcast(self.gamma), broadcast(self.beta)
        if static_truth(training) is False:
            mean, variance = self.moving_mean, self.moving_variance
        else:
            if self.adjustment:
                scale, offset = self._adjusted(inputs, training, scale, offset)
            mean, variance, new_mean, new_variance = self._batch_statistics(
                inputs, training, reduction_axes
            )
            if self.renorm:
                r, d, new_mean, new_variance = self._renorm_correction(
                    new_mean, new_variance, training
                )
                r = broadcast(tf.stop_gradient(r, name="renorm_r"))
                d = broadcast(tf.stop_gradient(d, name="renorm_d"))
                scale, offset = _compose(r, d, scale, offset)
            self._move_statistics(new_mean, new_variance, training)
        outputs = tf.nn.batch_normalization(
            inputs,
            broadcast(tf.cast(mean, inputs.dtype)),
            broadcast(tf.cast(variance, inputs.dtype)),
            None if offset is None else tf.cast(offset, inputs.dtype),
            None if scale is None else tf.cast(scale, inputs.dtype),
            self.epsilon,
        )
        if not tf.executing_eagerly():
            outputs.set_shape(inputs.shape)
        return outputs

    def _adjusted(self, inputs: Any, training: Any, scale: Any, offset: Any) -> Any:
        assert self.adjustment is not None
        adj_scale, adj_bias = self.adjustment(tf.shape(inputs))
        adj_scale = smart_cond(training, lambda: adj_scale, lambda: tf.ones_like(adj_scale))
        adj_bias = smart_cond(training, lambda: adj_bias, lambda: tf.zeros_like(adj_bias))
        return _compose(adj_scale, adj_bias, scale, offset)

    def _batch_statistics(self, inputs: Any, training: Any, axes: list[int]) -> Any:
        """Mean and variance to normalize by, and those to move the averages towards."""
        virtual = self.virtual_batch_size is not None
        batch_mean, batch_variance = moments(
            tf.cast(inputs, self._param_dtype), axes, keep_dims=virtual or len(self.axis) > 1
        )
        mean = smart_cond(
            training, lambda: batch_mean, lambda: tf.convert_to_tensor(self.moving_mean)
        )
        variance = smart_cond(
            training, lambda: batch_variance, lambda: tf.convert_to_tensor(self.moving_variance)
        )
        if not virtual:
            return mean, variance, mean, variance
        new_mean, new_variance = (
            tf.reduce_mean(v, axis=1, keepdims=True) for v in (mean, variance)
        )
        return mean, variance, new_mean, new_variance

    def _move_statistics(self, new_mean: Any, new_variance: Any, training: Any) -> None:
        def move_variance() -> Any:
            if not self.renorm:
                return move_towards(self.moving_variance, new_variance, self.momentum)
            stddev = move_towards(
                self.moving_stddev, tf.sqrt(new_variance + self.epsilon), self.momentum
            )
            return assign_new_value(
                self.moving_variance, tf.nn.relu(stddev * stddev - self.epsilon)
            )

        self.add_update(
            lambda: smart_cond(
                training,
                lambda: move_towards(self.moving_mean, new_mean, self.momentum),
                lambda: self.moving_mean,
            )
        )
        self.add_update(lambda: smart_cond(training, move_variance, lambda: self.moving_variance))

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Static shape of the outputs: that of the inputs."""
        return input_shape


def _compose(scale: Any, offset: Any, then_scale: Any, then_offset: Any) -> tuple[Any, Any]:
    if then_scale is not None:
        scale, offset = scale * then_scale, offset * then_scale
    if then_offset is not None:
        offset = offset + then_offset
    return scale, offset


@not_converted
def batch_normalization(
    inputs: Any,
    axis: Any = -1,
    momentum: Any = 0.99,
    epsilon: float = 1e-3,
    center: bool = True,
    scale: bool = True,
    beta_initializer: Any = "zeros",
    gamma_initializer: Any = "ones",
    moving_mean_initializer: Any = "zeros",
    moving_variance_initializer: Any = "ones",
    beta_regularizer: Any = None,
    gamma_regularizer: Any = None,
    beta_constraint: Any = None,
    gamma_constraint: Any = None,
    training: Any = False,
    trainable: bool = True,
    name: Any = None,
    reuse: Any = None,
    renorm: bool = False,
    renorm_clipping: Any = None,
    renorm_momentum: Any = 0.99,
    fused: bool | None = None,
    virtual_batch_size: int | None = None,
    adjustment: Any = None,
) -> Any:
    """`BatchNormalization` applied once.

    Its updates go to UPDATE_OPS in a graph, and are made at once elsewhere.
    """
    layer = BatchNormalization(
        axis=axis,
        momentum=momentum,
        epsilon=epsilon,
        center=center,
        scale=scale,
        beta_initializer=beta_initializer,
        gamma_initializer=gamma_initializer,
        moving_mean_initializer=moving_mean_initializer,
        moving_variance_initializer=moving_variance_initializer,
        beta_regularizer=beta_regularizer,
        gamma_regularizer=gamma_regularizer,
        beta_constraint=beta_constraint,
        gamma_constraint=gamma_constraint,
        trainable=trainable,
        name=name,
        renorm=renorm,
        renorm_clipping=renorm_clipping,
        renorm_momentum=renorm_momentum,
        fused=fused,
        virtual_batch_size=virtual_batch_size,
        adjustment=adjustment,
        _reuse=reuse,
        _scope=name,
    )
    return layer.apply(inputs, training=training)
