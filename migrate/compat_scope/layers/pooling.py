"""Max and average pooling in one, two and three dimensions."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers.arguments import (
    conv_output_length,
    convert_data_format,
    normalize_data_format,
    normalize_padding,
    normalize_tuple,
)
from migrate.compat_scope.layers.base import Layer
from migrate.compat_scope.layers.input_spec import InputSpec
from migrate.compat_scope.modes import not_converted

__all__ = [
    "AveragePooling1D",
    "AveragePooling2D",
    "AveragePooling3D",
    "MaxPooling1D",
    "MaxPooling2D",
    "MaxPooling3D",
    "average_pooling1d",
    "average_pooling2d",
    "average_pooling3d",
    "max_pooling1d",
    "max_pooling2d",
    "max_pooling3d",
]


class _Pooling(Layer):
    """Pooling over the spatial axes (TF 1.15 keras/layers/pooling.py)."""

    spatial_rank: int
    reduction: str

    def __init__(
        self,
        pool_size: Any,
        strides: Any,
        padding: str = "valid",
        data_format: str | None = "channels_last",
        name: Any = None,
        **kwargs: Any,
    ) -> None:
        if strides is None:
            raise ValueError("Argument `strides` must not be None.")
        super().__init__(name=name, **kwargs)
        self.pool_size = normalize_tuple(pool_size, self.spatial_rank, "pool_size")
        self.strides = normalize_tuple(strides, self.spatial_rank, "strides")
        self.padding = normalize_padding(padding)
        self.data_format = normalize_data_format(data_format)
        self.input_spec = InputSpec(ndim=self.spatial_rank + 2)

    def call(self, inputs: Any) -> Any:
        """The pooled inputs, in their data format."""
        return (self._call_1d, self._call_2d, self._call_3d)[self.spatial_rank - 1](inputs)

    def _call_1d(self, inputs: Any) -> Any:
        axis = 2 if self.data_format == "channels_last" else 3
        inputs = tf.expand_dims(inputs, axis)
        pooled = self._pool(
            (*self.pool_size, 1), (*self.strides, 1), inputs, needs_channels_last=not _gpus()
        )
        return tf.squeeze(pooled, axis)

    def _call_2d(self, inputs: Any) -> Any:
        return self._pool(self.pool_size, self.strides, inputs)

    def _call_3d(self, inputs: Any) -> Any:
        return self._pool(self.pool_size, self.strides, inputs, needs_channels_last=True)

    def _pool(
        self,
        pool_size: tuple[int, ...],
        strides: tuple[int, ...],
        inputs: Any,
        needs_channels_last: bool = False,
    ) -> Any:
        rank = len(pool_size) + 2
        first = self.data_format == "channels_first"
        transposed = first and needs_channels_last
        if transposed:
            inputs = tf.transpose(inputs, (0, *range(2, rank), 1))
            first = False
        ksize, steps = ((1, 1, *v) if first else (1, *v, 1) for v in (pool_size, strides))
        padding = self.padding.upper()
        data_format = convert_data_format("channels_first" if first else "channels_last", rank)
        v1 = tf.compat.v1.nn
        if self.reduction == "max":
            function = v1.max_pool if rank == 4 else v1.max_pool3d
        else:
            function = v1.avg_pool if rank == 4 else v1.avg_pool3d
        outputs = function(inputs, ksize, steps, padding, data_format=data_format)
        if transposed:
            outputs = tf.transpose(outputs, (0, rank - 1, *range(1, rank - 1)))
        return outputs

    def compute_output_shape(self, input_shape: Any) -> Any:
        """Static shape of the outputs."""
        shape = tf.TensorShape(input_shape).as_list()
        start = 2 if self.data_format == "channels_first" else 1
        for i in range(self.spatial_rank):
            shape[start + i] = conv_output_length(
                shape[start + i], self.pool_size[i], self.padding, self.strides[i]
            )
        return tf.TensorShape(shape)


def _gpus() -> bool:
    """Whether pooling can run channels first (TF 1.15 keras/backend.py, `_has_nchw_support`)."""
    return bool(tf.config.list_physical_devices("GPU"))


class AveragePooling1D(_Pooling):
    """Average pooling over 1 spatial axis of inputs of rank 3."""

    spatial_rank = 1
    reduction = "average"


class AveragePooling2D(_Pooling):
    """Average pooling over 2 spatial axes of inputs of rank 4."""

    spatial_rank = 2
    reduction = "average"


class AveragePooling3D(_Pooling):
    """Average pooling over 3 spatial axes of inputs of rank 5."""

    spatial_rank = 3
    reduction = "average"


class MaxPooling1D(_Pooling):
    """Max pooling over 1 spatial axis of inputs of rank 3."""

    spatial_rank = 1
    reduction = "max"


class MaxPooling2D(_Pooling):
    """Max pooling over 2 spatial axes of inputs of rank 4."""

    spatial_rank = 2
    reduction = "max"


class MaxPooling3D(_Pooling):
    """Max pooling over 3 spatial axes of inputs of rank 5."""

    spatial_rank = 3
    reduction = "max"


@not_converted
def average_pooling1d(
    inputs: Any,
    pool_size: Any,
    strides: Any,
    padding: str = "valid",
    data_format: str | None = "channels_last",
    name: Any = None,
) -> Any:
    """`AveragePooling1D` applied once."""
    return AveragePooling1D(pool_size, strides, padding, data_format, name).apply(inputs)


@not_converted
def average_pooling2d(
    inputs: Any,
    pool_size: Any,
    strides: Any,
    padding: str = "valid",
    data_format: str | None = "channels_last",
    name: Any = None,
) -> Any:
    """`AveragePooling2D` applied once."""
    return AveragePooling2D(pool_size, strides, padding, data_format, name).apply(inputs)


@not_converted
def average_pooling3d(
    inputs: Any,
    pool_size: Any,
    strides: Any,
    padding: str = "valid",
    data_format: str | None = "channels_last",
    name: Any = None,
) -> Any:
    """`AveragePooling3D` applied once."""
    return AveragePooling3D(pool_size, strides, padding, data_format, name).apply(inputs)


@not_converted
def max_pooling1d(
    inputs: Any,
    pool_size: Any,
    strides: Any,
    padding: str = "valid",
    data_format: str | None = "channels_last",
    name: Any = None,
) -> Any:
    """`MaxPooling1D` applied once."""
    return MaxPooling1D(pool_size, strides, padding, data_format, name).apply(inputs)


@not_converted
def max_pooling2d(
    inputs: Any,
    pool_size: Any,
    strides: Any,
    padding: str = "valid",
    data_format: str | None = "channels_last",
    name: Any = None,
) -> Any:
    """`MaxPooling2D` applied once."""
    return MaxPooling2D(pool_size, strides, padding, data_format, name).apply(inputs)


@not_converted
def max_pooling3d(
    inputs: Any,
    pool_size: Any,
    strides: Any,
    padding: str = "valid",
    data_format: str | None = "channels_last",
    name: Any = None,
) -> Any:
    """`MaxPooling3D` applied once."""
    return MaxPooling3D(pool_size, strides, padding, data_format, name).apply(inputs)
