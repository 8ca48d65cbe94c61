"""Generalized divisive normalization (https://arxiv.org/abs/1511.06281)."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers.base import InputSpec, Layer
from migrate.compat_scope.modes import not_converted

__all__ = ["GDN", "gdn"]


@tf.custom_gradient  # type: ignore[untyped-decorator]
def _lower_bound(x: Any, bound: Any) -> Any:
    """`max(x, bound)`; below the bound only gradients that raise x pass."""

    def gradient(grad: Any) -> tuple[Any, None]:
        passes = tf.logical_or(x >= bound, grad < 0)
        return tf.cast(passes, grad.dtype) * grad, None

    return tf.maximum(x, bound), gradient


class GDN(Layer):
    """`x / sqrt(beta + gamma * x**2)` over the channels, or times that if `inverse`.

    Variables `reparam_beta` and `reparam_gamma`. Source: TF 1.15 contrib/layers/python/layers/layers.py.
    """

    def __init__(
        self,
        inverse: bool = False,
        beta_min: float = 1e-6,
        gamma_init: float = 0.1,
        reparam_offset: float = 2**-18,
        data_format: str = "channels_last",
        activity_regularizer: Any = None,
        trainable: bool = True,
        name: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            trainable=trainable, name=name, activity_regularizer=activity_regularizer, **kwargs
        )
        if data_format not in ("channels_first", "channels_last"):
            raise ValueError(f"Unsupported `data_format` for GDN layer: {data_format}.")
        self.inverse = inverse
        self.data_format = data_format
        self._beta_min = beta_min
        self._gamma_init = gamma_init
        self._reparam_offset = reparam_offset
        self.input_spec = InputSpec(min_ndim=3, max_ndim=5)

    def build(self, input_shape: Any) -> None:
        """Makes the variables. Raises: ValueError if the channel count is unknown."""
        shape = tf.TensorShape(input_shape)
        axis = 1 if self.data_format == "channels_first" else -1
        channels = tf.compat.dimension_value(shape[axis])
        if channels is None:
            raise ValueError("The channel dimension of the inputs to `GDN` must be defined.")
        self.input_spec = InputSpec(ndim=shape.rank, axes={axis: channels})
        pedestal = self._reparam_offset**2

        def beta(shape: Any, dtype: Any = None, partition_info: Any = None) -> Any:
            return tf.sqrt(tf.ones(shape, dtype) + pedestal)

        def gamma(shape: Any, dtype: Any = None, partition_info: Any = None) -> Any:
            return tf.sqrt(self._gamma_init * tf.eye(channels, dtype=dtype) + pedestal)

        self._beta = self.add_weight("reparam_beta", [channels], initializer=beta)
        self._gamma = self.add_weight("reparam_gamma", [channels, channels], initializer=gamma)
        self.built = True

    @property
    def beta(self) -> Any:
        """The offsets, after reparametrization."""
        bound = (self._beta_min + self._reparam_offset**2) ** 0.5
        return self._reparametrized(self._beta, bound)

    @property
    def gamma(self) -> Any:
        """The weights [channels, channels], after reparametrization."""
        return self._reparametrized(self._gamma, self._reparam_offset)

    def _reparametrized(self, variable: Any, bound: float) -> Any:
        value = tf.convert_to_tensor(variable)
        value = _lower_bound(value, tf.constant(bound, value.dtype))
        return tf.square(value) - self._reparam_offset**2

    def call(self, inputs: Any) -> Any:
        """Outputs of the shape of the inputs."""
        rank = inputs.shape.rank
        x = tf.cast(inputs, self.dtype)
        first = self.data_format == "channels_first"
        squares = tf.square(tf.transpose(x, [0, *range(2, rank), 1]) if first else x)
        pool = tf.sqrt(tf.tensordot(squares, self.gamma, [[rank - 1], [0]]) + self.beta)
        if first:
            pool = tf.transpose(pool, [0, rank - 1, *range(1, rank - 1)])
        outputs = x * pool if self.inverse else x / pool
        if not tf.executing_eagerly():
            outputs.set_shape(inputs.shape)
        return outputs

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Static shape of the outputs: that of the inputs."""
        return tf.TensorShape(input_shape)


@not_converted
def gdn(
    inputs: Any,
    inverse: bool = False,
    beta_min: float = 1e-6,
    gamma_init: float = 0.1,
    reparam_offset: float = 2**-18,
    data_format: str = "channels_last",
    activity_regularizer: Any = None,
    trainable: bool = True,
    name: Any = None,
    reuse: Any = None,
) -> Any:
    """`GDN` applied once."""
    layer = GDN(
        inverse=inverse,
        beta_min=beta_min,
        gamma_init=gamma_init,
        reparam_offset=reparam_offset,
        data_format=data_format,
        activity_regularizer=activity_regularizer,
        trainable=trainable,
        name=name,
        dtype=inputs.dtype.base_dtype,
        _scope=name,
        _reuse=reuse,
    )
    return layer.apply(inputs)
