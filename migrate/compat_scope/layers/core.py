"""Layers without variables: dropout and flatten."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from migrate.compat_scope.dropout import dropout as nn_dropout
from migrate.compat_scope.layers.arguments import normalize_data_format
from migrate.compat_scope.layers.base import Layer
from migrate.compat_scope.layers.control import smart_cond
from migrate.compat_scope.layers.input_spec import InputSpec
from migrate.compat_scope.modes import not_converted

__all__ = ["Dropout", "Flatten", "dropout", "flatten"]


class Dropout(Layer):
    """Drops a fraction `rate` of the units while training, and scales up the others.

    Source: TF 1.15 python/layers/core.py and keras/layers/core.py, `Dropout`.
    """

    def __init__(
        self,
        rate: Any = 0.5,
        noise_shape: Any = None,
        seed: Any = None,
        name: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name=name, **kwargs)
        self.rate = rate
        self.noise_shape = noise_shape
        self.seed = seed
        self.supports_masking = True

    def _get_noise_shape(self, inputs: Any) -> Any:
        if self.noise_shape is None or tf.is_tensor(self.noise_shape):
            return self.noise_shape
        sizes = tf.shape(inputs)
        return tf.convert_to_tensor(
            [sizes[i] if size is None else size for i, size in enumerate(self.noise_shape)]
        )

    def compute_output_shape(self, input_shape: Any) -> Any:
        """The shape of the inputs."""
        return input_shape

    def call(self, inputs: Any, training: Any = False) -> Any:
        """The inputs, or what dropout leaves of them if `training` (bool or tensor)."""

        def dropped() -> Any:
            noise_shape = self._get_noise_shape(inputs)
            return nn_dropout(inputs, noise_shape=noise_shape, seed=self.seed, rate=self.rate)

        return smart_cond(training, dropped, lambda: tf.identity(inputs))


@not_converted
def dropout(
    inputs: Any,
    rate: Any = 0.5,
    noise_shape: Any = None,
    seed: Any = None,
    training: Any = False,
    name: Any = None,
) -> Any:
    """`Dropout` applied once."""
    layer = Dropout(rate, noise_shape=noise_shape, seed=seed, name=name)
    return layer.apply(inputs, training=training)


class Flatten(Layer):
    """Merges all axes but the batch's; `channels_first` inputs are put channels last before.

    Source: TF 1.15 keras/layers/core.py, `Flatten`.
    """

    def __init__(self, data_format: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.data_format = normalize_data_format(data_format)
        self.input_spec = InputSpec(min_ndim=1)

    def call(self, inputs: Any) -> Any:
        """Outputs of shape [batch, product of the other axes]."""
        rank = inputs.shape.rank
        if self.data_format == "channels_first" and rank is not None and rank > 1:
            inputs = tf.transpose(inputs, perm=[0, *range(2, rank), 1])
        batch = tf.compat.dimension_value(inputs.shape[0]) or tf.shape(inputs)[0]
        outputs = tf.reshape(inputs, (batch, -1))
        if not tf.executing_eagerly():
            outputs.set_shape(self.compute_output_shape(inputs.shape))
        return outputs

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Static shape of the outputs."""
        batch, *rest = tf.TensorShape(input_shape).as_list()
        return tf.TensorShape([batch, int(np.prod(rest)) if all(rest) else None])


@not_converted
def flatten(inputs: Any, name: Any = None, data_format: str | None = "channels_last") -> Any:
    """`Flatten` applied once."""
    return Flatten(name=name, data_format=data_format).apply(inputs)
