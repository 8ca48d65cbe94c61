"""What a layer says about itself: `get_config`, its weights' values, and the Keras attributes that stay empty."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from migrate.compat_scope.layers.weights import LayerWeights
from migrate.compat_scope.modes import in_graph

__all__ = ["LayerConfig"]

_CONV = (
    *("filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate"),
    *("activation", "use_bias"),
)
_WEIGHTS = (
    *("kernel_initializer", "bias_initializer", "kernel_regularizer", "bias_regularizer"),
    *("activity_regularizer", "kernel_constraint", "bias_constraint"),
)
_POOLING = ("pool_size", "padding", "strides", "data_format")
_POOLING_1D = ("strides", "pool_size", "padding", "data_format")
_SEPARABLE = (
    *("depth_multiplier", "depthwise_initializer", "pointwise_initializer"),
    *("depthwise_regularizer", "pointwise_regularizer"),
    *("depthwise_constraint", "pointwise_constraint"),
)
# What TF 1.15 lists for each class of tf.layers, in its order; a subclass outside this table lists what its base does.
_KEYS: dict[str, tuple[str, ...]] = {
    "Dense": ("units", "activation", "use_bias", *_WEIGHTS),
    "Dropout": ("rate", "noise_shape", "seed"),
    "Flatten": ("data_format",),
    "Conv1D": (*_CONV, *_WEIGHTS),
    "Conv2D": (*_CONV, *_WEIGHTS),
    "Conv3D": (*_CONV, *_WEIGHTS),
    "Conv2DTranspose": (*_CONV, *_WEIGHTS, "output_padding"),
    "Conv3DTranspose": (
        *(key for key in _CONV if key != "dilation_rate"),
        *(*_WEIGHTS, "output_padding"),
    ),
    "SeparableConv1D": (*_CONV, *_WEIGHTS, *_SEPARABLE),
    "SeparableConv2D": (*_CONV, *_WEIGHTS, *_SEPARABLE),
    "AveragePooling1D": _POOLING_1D,
    "AveragePooling2D": _POOLING,
    "AveragePooling3D": _POOLING,
    "MaxPooling1D": _POOLING_1D,
    "MaxPooling2D": _POOLING,
    "MaxPooling3D": _POOLING,
    "BatchNormalization": (
        *("axis", "momentum", "epsilon", "center", "scale", "beta_initializer"),
        *("gamma_initializer", "moving_mean_initializer", "moving_variance_initializer"),
        *("beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint"),
    ),
}
_RENORM = ("renorm", "renorm_clipping", "renorm_momentum")


class LayerConfig(LayerWeights):
    """Part of `Layer`. Source: TF 1.15 keras/engine/base_layer.py and the `get_config` of each layer."""

    _name: str

    def get_config(self) -> dict[str, Any]:
        """The arguments of the constructor, as plain values.

        Raises: NotImplementedError for a class of its own whose `__init__` takes more than a layer's arguments.
        """
        config = {"name": self._name, "trainable": self.trainable, "dtype": self.dtype}
        keys = next((_KEYS[c.__name__] for c in self._own_classes() if c.__name__ in _KEYS), None)
        if keys is None:
            extra = set(inspect.getfullargspec(type(self).__init__).args) - {"self", *config}
            if extra and type(self).get_config is LayerConfig.get_config:
                raise NotImplementedError(
                    "Layers with arguments in `__init__` must override `get_config`."
                )
            return config
        if getattr(self, "renorm", False):
            keys = (*keys, *_RENORM)
        for key in keys:
            config[key] = _plain(key, getattr(self, key, getattr(self, f"_{key}", None)))
        return config

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Any:
        """A layer of the same arguments."""
        return cls(**config)

    @classmethod
    def _own_classes(cls) -> list[type]:
        return [c for c in cls.__mro__ if c.__module__.startswith("migrate.compat_scope.layers.")]

    def get_weights(self) -> list[Any]:
        """The weights' values as arrays; in a graph, those of the default session."""
        if not in_graph():
            return [w.numpy() for w in self.weights]
        values: list[Any] = _session().run(self.weights)
        return values

    def set_weights(self, weights: Sequence[Any]) -> None:
        """Gives the weights values. Raises: ValueError if number or shapes do not fit."""
        params = self.weights
        if len(params) != len(weights):
            raise ValueError(
                f'You called `set_weights(weights)` on layer "{self._name}" with a  weight list of '
                f"length {len(weights)}, but the layer was expecting {len(params)} weights. Provided "
                f"weights: {str(weights)[:50]}..."
            )
        for param, value in zip(params, weights):
            if tuple(param.shape.as_list()) != np.shape(value):
                raise ValueError(
                    f"Layer weight shape {tuple(param.shape.as_list())} not compatible with provided "
                    f"weight shape {np.shape(value)}"
                )
        for param, value in zip(params, weights):
            if in_graph():
                param.load(value, _session())
            else:
                param.assign(value)

    # A layer that is called on plain tensors has no place in a Keras model: what Keras keeps of models is empty.

    @property
    def inbound_nodes(self) -> list[Any]:
        """Empty."""
        return []

    @property
    def outbound_nodes(self) -> list[Any]:
        """Empty."""
        return []

    @property
    def metrics(self) -> list[Any]:
        """Empty."""
        return []

    @property
    def dynamic(self) -> bool:
        """Whether the layer can run eagerly only: False."""
        return False

    @property
    def input_shape(self) -> Any:
        """Raises: AttributeError, as for every layer outside a Keras model."""
        raise AttributeError("The layer has never been called and thus has no defined input shape.")

    @property
    def output_shape(self) -> Any:
        """Raises: AttributeError, as for every layer outside a Keras model."""
        raise AttributeError(
            "The layer has never been called and thus has no defined output shape."
        )

    @property
    def input(self) -> Any:
        """Raises: AttributeError, as for every layer outside a Keras model."""
        raise AttributeError(f"Layer {self._name} is not connected, no input to return.")

    @property
    def output(self) -> Any:
        """Raises: AttributeError, as for every layer outside a Keras model."""
        raise AttributeError(f"Layer {self._name} has no inbound nodes.")


def _session() -> Any:
    session = tf.compat.v1.get_default_session()
    if session is None:
        raise RuntimeError("The values of a layer's weights need a default session in a graph.")
    return session


def _plain(key: str, value: Any) -> Any:
    """An argument as TF1's Keras serialised it."""
    if value is None:
        return "linear" if key == "activation" else None
    if hasattr(value, "get_config"):
        return {"class_name": type(value).__name__, "config": value.get_config()}
    if callable(value):
        if not hasattr(value, "__name__"):
            raise ValueError("Cannot serialize", value)
        return value.__name__
    return dict(value) if isinstance(value, dict) else value  # not one that TensorFlow tracks
