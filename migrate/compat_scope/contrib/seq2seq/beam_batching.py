"""Batch and beam axes of a beam search: tiling, merging and splitting them."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.rnn.structure import concat_shape, is_tensor_array

__all__ = ["check_rank", "gather_beams", "merge_beams", "split_beams", "tile_batch"]


def check_rank(t: Any) -> None:
    """Raises a ValueError for a tensor of unknown rank."""
    if t.shape.rank is None:
        raise ValueError(f"Expected tensor ({t}) to have known rank, but ndims == None.")


def _tile(t: Any, multiplier: int) -> Any:
    t = tf.convert_to_tensor(t, name="t")
    if t.shape.rank is None or t.shape.rank < 1:
        raise ValueError("t must have statically known rank")
    shape = tf.shape(t)
    tiled = tf.tile(tf.expand_dims(t, 1), [1, multiplier] + [1] * (t.shape.rank - 1))
    tiled = tf.reshape(tiled, tf.concat(([shape[0] * multiplier], shape[1:]), 0))
    static = t.shape.as_list()
    tiled.set_shape([None if static[0] is None else static[0] * multiplier, *static[1:]])
    return tiled


def tile_batch(t: Any, multiplier: int, name: str | None = None) -> Any:
    """Repeats each row of each tensor `multiplier` times: `[batch, ...]` to `[batch * multiplier, ...]`."""
    with tf.name_scope(name or "tile_batch"):
        return tf.nest.map_structure(lambda x: _tile(x, multiplier), t)


def _static(value: Any) -> int | None:
    known = tf.get_static_value(value) if tf.is_tensor(value) else value
    return None if known is None else int(known)


def merge_beams(t: Any, size: Any, batch_size: Any, beam_width: int) -> Any:
    """`[batch, beam] + size` to `[batch * beam] + size`; arrays and tensors of lower rank as they are."""
    if is_tensor_array(t):
        return t
    check_rank(t)
    if t.shape.rank < 2:
        return t
    merged = tf.reshape(t, tf.concat(([batch_size * beam_width], tf.shape(t)[2:]), 0))
    known = _static(batch_size)
    rows = None if known is None else known * beam_width
    merged.set_shape(concat_shape([rows], size, static=True))
    return merged


def split_beams(t: Any, size: Any, batch_size: Any, beam_width: int) -> Any:
    """`[batch * beam] + size` to `[batch, beam] + size`; arrays and scalars as they are.

    Raises:
      ValueError: where the tensor cannot have that shape.
    """
    if is_tensor_array(t):
        return t
    check_rank(t)
    if t.shape.rank < 1:
        return t
    split = tf.reshape(t, tf.concat(([batch_size, beam_width], tf.shape(t)[1:]), 0))
    expected = concat_shape([_static(batch_size), beam_width], size, static=True)
    if not split.shape.is_compatible_with(expected):
        raise ValueError(
            "Unexpected behavior when reshaping between beam width and batch size.  The reshaped "
            f"tensor has shape: {split.shape}.  We expected it to have shape (batch_size, "
            f"beam_width, depth) == {expected}.  Perhaps you forgot to create a zero_state with "
            "batch_size=encoder_batch_size * beam_width?"
        )
    split.set_shape(expected)
    return split


def gather_beams(
    indices: Any, t: Any, batch_size: Any, range_size: Any, shape: Any, name: str | None = None
) -> Any:
    """Rows of `t`, per batch entry, at `indices` (`[batch, beam]`).

    Args:
      range_size: number of rows a batch entry has.
      shape: shape to bring `t` to first, its first dimension being `batch * range_size`.
    """
    if is_tensor_array(t):
        return t
    check_rank(t)
    if t.shape.rank < len(shape):
        return t
    with tf.name_scope(name or "tensor_gather_helper"):
        offsets = tf.expand_dims(tf.range(batch_size) * range_size, 1)
        flat = tf.reshape(indices + offsets, [-1])
        output = tf.gather(tf.reshape(t, shape), flat)
        output = tf.reshape(output, tf.shape(t)[: 1 + len(shape)], name="output")
        output.set_shape(
            tf.TensorShape([_static(batch_size)]).concatenate(t.shape[1 : 1 + len(shape)])
        )
        return output
