"""`gather_tree`: full sequences from the ids and parents of a beam search, in TensorFlow ops.

TF1's own kernel lived in contrib and is gone; this computes the same.
"""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import not_converted

__all__ = ["gather_tree", "gather_tree_from_array"]


@not_converted
def gather_tree(
    step_ids: Any,
    parent_ids: Any,
    max_sequence_lengths: Any,
    end_token: Any,
    name: str | None = None,
) -> Any:
    """Follows each beam from its last step back to the first.

    Args:
      step_ids: `[time, batch, beam]` int32, the id chosen at each step.
      parent_ids: `[time, batch, beam]` int32, the beam it continued.
      max_sequence_lengths: `[batch]` int32; later steps are filled with `end_token`.
      end_token: int32 scalar; all that follows its first occurrence is filled with it.

    Returns:
      `[time, batch, beam]` int32.
    """
    with tf.name_scope(name or "GatherTree"):
        step_ids = tf.convert_to_tensor(step_ids, name="step_ids")
        parent_ids = tf.convert_to_tensor(parent_ids, name="parent_ids")
        lengths = tf.convert_to_tensor(max_sequence_lengths, name="max_sequence_lengths")
        end = tf.convert_to_tensor(end_token, dtype=step_ids.dtype, name="end_token")
        max_time = tf.shape(step_ids)[0]
        beam = tf.zeros_like(step_ids[0]) + tf.range(tf.shape(step_ids)[2], dtype=step_ids.dtype)

        def back(time: Any, at: Any, path: Any) -> tuple[Any, Any, Any]:
            inside = tf.logical_and(tf.expand_dims(time < lengths, 1), tf.ones_like(at, tf.bool))
            ids = tf.gather(step_ids[time], at, batch_dims=1)
            parents = tf.gather(parent_ids[time], at, batch_dims=1)
            path = path.write(time, tf.compat.v1.where(inside, ids, tf.fill(tf.shape(at), end)))
            return time - 1, tf.compat.v1.where(inside, parents, at), path

        path = tf.TensorArray(step_ids.dtype, size=max_time, element_shape=step_ids.shape[1:])
        _, _, path = tf.while_loop(lambda time, *_: time >= 0, back, (max_time - 1, beam, path))
        ids = path.stack()
        ended = tf.cumsum(tf.cast(tf.equal(ids, end), tf.int32), axis=0, exclusive=True) > 0
        result = tf.compat.v1.where(ended, tf.fill(tf.shape(ids), end), ids)
        result.set_shape(step_ids.shape)
        return result


def gather_tree_from_array(t: Any, parent_ids: Any, sequence_length: Any) -> Any:
    """A stacked array `[time, batch * beam, ...]` (or `[time, batch, beam, ...]`) in the order of final beams.

    Args:
      parent_ids: `[time, batch, beam]` int32.
      sequence_length: `[batch, beam]`; later steps keep the order they have.

    TF 1.15 contrib/seq2seq beam_search_decoder.py.
    """
    static = parent_ids.shape.as_list()
    dynamic = tf.shape(parent_ids)
    max_time, batch_size, beam_width = (
        known if known is not None else dynamic[i] for i, known in enumerate(static)
    )
    beams = tf.tile(tf.reshape(tf.range(beam_width), [1, 1, -1]), [max_time, batch_size, 1])
    origin = gather_tree(
        step_ids=beams,
        parent_ids=parent_ids,
        max_sequence_lengths=tf.cast(tf.reduce_max(sequence_length, axis=1), tf.int32),
        end_token=beam_width + 1,
    )
    inside = tf.transpose(tf.sequence_mask(sequence_length, maxlen=max_time), perm=[2, 0, 1])
    origin = tf.compat.v1.where(inside, x=origin, y=beams)
    time_index = tf.tile(tf.reshape(tf.range(max_time), [-1, 1, 1]), [1, batch_size, beam_width])
    batch_index = tf.tile(tf.reshape(tf.range(batch_size), [1, -1, 1]), [max_time, 1, beam_width])
    rows = tf.reshape(t, [max_time, batch_size, beam_width, -1])
    ordered = tf.gather_nd(rows, tf.stack([time_index, batch_index, origin], -1))
    return tf.reshape(ordered, tf.shape(t))
