"""What a decoder is fed: the given symbols, or the ones it put out itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.rnn.structure import is_eager
from migrate.compat_scope.scope import get_variable_scope, variable_scope

__all__ = ["argmax_and_embed", "check_projection", "decode_either_way", "embed"]


def embed(embedding: Any, ids: Any) -> Any:
    """Rows of the embedding."""
    return tf.compat.v1.nn.embedding_lookup(embedding, ids)


def argmax_and_embed(
    embedding: Any, output_projection: Any = None, update_embedding: bool = True
) -> Callable[[Any, Any], Any]:
    """A loop function: the embedding of the most likely symbol of the last output.

    Without `update_embedding` no gradient flows through it.
    """

    def loop_function(previous: Any, _: Any) -> Any:
        if output_projection is not None:
            weights, biases = output_projection
            previous = tf.nn.bias_add(tf.matmul(previous, weights), biases)
        embedded = embed(embedding, tf.argmax(previous, 1))
        return embedded if update_embedding else tf.stop_gradient(embedded)

    return loop_function


def check_projection(output_projection: Any, num_symbols: int, dtype: Any = None) -> None:
    """Raises a ValueError where a projection `(weights, biases)` is not for `num_symbols`."""
    if output_projection is None:
        return
    weights = tf.convert_to_tensor(output_projection[0], dtype=dtype)
    weights.shape.assert_is_compatible_with([None, num_symbols])
    biases = tf.convert_to_tensor(output_projection[1], dtype=dtype)
    biases.shape.assert_is_compatible_with([num_symbols])


def decode_either_way(
    feed_previous: Any, decoder: Callable[[bool], tuple[list[Any], Any]], state_like: Any
) -> tuple[list[Any], Any]:
    """`decoder(feed_previous)` where `feed_previous` is a boolean tensor; both ways share variables.

    `state_like` has the structure of the final state.
    """
    if is_eager():
        return decoder(bool(feed_previous))
    counts: list[int] = []

    def flat(feed: bool) -> list[Any]:
        with variable_scope(get_variable_scope(), reuse=None if feed else True):
            outputs, state = decoder(feed)
        counts[:] = [len(outputs)]
        return [*outputs, *tf.nest.flatten(state)]

    results = tf.cond(feed_previous, lambda: flat(True), lambda: flat(False))
    state = tf.nest.pack_sequence_as(state_like, results[counts[0] :])
    return list(results[: counts[0]]), state
