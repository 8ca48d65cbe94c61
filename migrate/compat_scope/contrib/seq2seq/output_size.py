"""Size of what a cell puts out after an optional output layer."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers import Layer

__all__ = ["check_output_layer", "rnn_output_size"]


def check_output_layer(output_layer: Any) -> None:
    """Raises a TypeError for an output layer that is neither a TF1 nor a Keras layer."""
    if output_layer is not None and not isinstance(output_layer, (Layer, tf.keras.layers.Layer)):
        raise TypeError(f"output_layer must be a Layer, received: {type(output_layer)}")


def rnn_output_size(cell: Any, output_layer: Any) -> Any:
    """`cell.output_size`, or what `output_layer` makes of it, without the batch axis."""
    if output_layer is None:
        return cell.output_size

    def through_layer(size: Any) -> Any:
        tail = size if isinstance(size, tf.TensorShape) else tf.TensorShape([size])
        shape = tf.TensorShape([None]).concatenate(tail)
        return tf.TensorShape(output_layer.compute_output_shape(shape))[1:]

    return tf.nest.map_structure(through_layer, cell.output_size)
