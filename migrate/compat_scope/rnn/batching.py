"""Time and batch axes of inputs."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

__all__ = ["best_effort_input_batch_size", "transpose_batch_time"]


def transpose_batch_time(x: Any) -> Any:
    """Swaps the first two axes of a tensor, keeping what is known of its static shape.

    Tensors of rank 0 and 1 come back as they are. TF 1.15 rnn.py, `_transpose_batch_time`.
    """
    static = x.shape
    if static.rank is not None and static.rank < 2:
        return x
    swapped = tf.transpose(x, tf.concat([[1, 0], tf.range(2, tf.rank(x))], axis=0))
    if static.rank is not None:
        dims = static.as_list()
        swapped.set_shape([dims[1], dims[0], *dims[2:]])
    return swapped


def best_effort_input_batch_size(flat_input: Any) -> Any:
    """The batch size of time-major inputs: an int where one of them tells, else a scalar tensor.

    Inputs of unknown rank or of rank 0 or 1 say nothing. TF 1.15 rnn.py, `_best_effort_input_batch_size`.
    """
    for tensor in flat_input:
        shape = tensor.shape
        if shape.rank is None:
            continue
        if shape.rank < 2:
            raise ValueError(f"Expected input tensor {tensor.name} to have rank at least 2")
        batch_size = tf.compat.dimension_value(shape[1])
        if batch_size is not None:
            return batch_size
    return tf.shape(flat_input[0])[1]
