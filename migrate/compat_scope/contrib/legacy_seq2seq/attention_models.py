"""Sequence-to-sequence models with attention, unrolled over lists of inputs."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.contrib.legacy_seq2seq.feeding import (
    argmax_and_embed,
    decode_either_way,
    embed,
)
from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.rnn.linear import Linear
from migrate.compat_scope.rnn.projection_wrappers import EmbeddingWrapper, OutputProjectionWrapper
from migrate.compat_scope.rnn.static import static_rnn
from migrate.compat_scope.scope import get_variable_scope, variable_scope
from migrate.compat_scope.variables import get_variable

__all__ = ["attention_decoder", "embedding_attention_decoder", "embedding_attention_seq2seq"]

Decoded = tuple[list[Any], Any]


class _Heads:
    """Attention heads over `[batch, length, size]` states: `AttnW_<i>`, `AttnV_<i>`, `Attention_<i>/...`."""

    def __init__(self, states: Any, num_heads: int, dtype: Any) -> None:
        length, size = states.shape.as_list()[1:]
        self._length = tf.shape(states)[1] if length is None else length
        self._size = size
        self._dtype = dtype
        self._hidden = tf.reshape(states, [-1, self._length, 1, size])
        self._features, self._v = [], []
        for i in range(num_heads):
            k = get_variable(f"AttnW_{i}", [1, 1, size, size], dtype=dtype)
            features = tf.nn.conv2d(self._hidden, k, strides=[1, 1, 1, 1], padding="SAME")
            self._features.append(features)
            self._v.append(get_variable(f"AttnV_{i}", [size], dtype=dtype))

    def start(self, batch_size: Any) -> list[Any]:
        """No attention yet."""
        zeros = tf.zeros(tf.stack([batch_size, self._size]), dtype=self._dtype)
        zeros.set_shape([None, self._size])
        return [zeros for _ in self._v]

    def __call__(self, query: Any) -> list[Any]:
        """What each head reads for a query (a tensor or a structure of tensors)."""
        if tf.nest.is_nested(query):
            query = tf.concat(tf.nest.flatten(query), 1)
        reads = []
        for i, (features, v) in enumerate(zip(self._features, self._v, strict=True)):
            with variable_scope(f"Attention_{i}"):
                y = tf.reshape(Linear(query, self._size, True)(query), [-1, 1, 1, self._size])
                scores = tf.reduce_sum(v * tf.tanh(features + tf.cast(y, self._dtype)), [2, 3])
                weights = tf.cast(tf.nn.softmax(tf.cast(scores, tf.float32)), self._dtype)
                weights = tf.reshape(weights, [-1, self._length, 1, 1])
                read = tf.reduce_sum(weights * self._hidden, [1, 2])
                reads.append(tf.reshape(read, [-1, self._size]))
        return reads


@not_converted
def attention_decoder(
    decoder_inputs: Any,
    initial_state: Any,
    attention_states: Any,
    cell: Any,
    output_size: int | None = None,
    num_heads: int = 1,
    loop_function: Callable[[Any, Any], Any] | None = None,
    dtype: Any = None,
    scope: Any = None,
    initial_state_attention: bool = False,
) -> Decoded:
    """Runs `cell` over inputs and what it attends to; variables go to "attention_decoder".

    Raises:
      ValueError: for no inputs, no heads, or states or inputs of unknown size.
    """
    if not decoder_inputs:
        raise ValueError("Must provide at least 1 input to attention decoder.")
    if num_heads < 1:
        raise ValueError("With less than 1 heads, use a non-attention decoder.")
    if tf.compat.dimension_value(attention_states.shape[2]) is None:
        raise ValueError(f"Shape[2] of attention_states must be known: {attention_states.shape}")
    output_size = cell.output_size if output_size is None else output_size
    with variable_scope(scope or "attention_decoder", dtype=dtype) as scope:
        dtype = scope.dtype
        heads = _Heads(attention_states, num_heads, dtype)
        state = initial_state
        outputs: list[Any] = []
        reads = heads.start(tf.shape(decoder_inputs[0])[0])
        if initial_state_attention:
            reads = heads(initial_state)
        for i, x in enumerate(decoder_inputs):
            if i > 0:
                get_variable_scope().reuse_variables()
            if loop_function is not None and outputs:
                with variable_scope("loop_function", reuse=True):
                    x = loop_function(outputs[-1], i)
            size = tf.compat.dimension_value(x.shape.with_rank(2)[1])
            if size is None:
                raise ValueError(f"Could not infer input size from input: {x.name}")
            joined = [tf.cast(part, dtype) for part in [x, *reads]]
            output, state = cell(Linear(joined, size, True)(joined), state)
            if i == 0 and initial_state_attention:
                with variable_scope(get_variable_scope(), reuse=True):
                    reads = heads(state)
            else:
                reads = heads(state)
            with variable_scope("AttnOutputProjection"):
                joined = [tf.cast(output, dtype), *reads]
                outputs.append(Linear(joined, output_size, True)(joined))
    return outputs, state


@not_converted
def embedding_attention_decoder(
    decoder_inputs: Any,
    initial_state: Any,
    attention_states: Any,
    cell: Any,
    num_symbols: int,
    embedding_size: int,
    num_heads: int = 1,
    output_size: int | None = None,
    output_projection: Any = None,
    feed_previous: bool = False,
    update_embedding_for_previous: bool = True,
    dtype: Any = None,
    scope: Any = None,
    initial_state_attention: bool = False,
) -> Decoded:
    """`attention_decoder` over ids, looked up in `embedding_attention_decoder/embedding`."""
    if output_projection is not None:
        biases = tf.convert_to_tensor(output_projection[1], dtype=dtype)
        biases.shape.assert_is_compatible_with([num_symbols])
    with variable_scope(scope or "embedding_attention_decoder", dtype=dtype):
        embedding = get_variable("embedding", [num_symbols, embedding_size])
        loop_function = None
        if feed_previous:
            loop_function = argmax_and_embed(
                embedding, output_projection, update_embedding_for_previous
            )
        return attention_decoder(
            [embed(embedding, ids) for ids in decoder_inputs],
            initial_state,
            attention_states,
            cell,
            output_size=cell.output_size if output_size is None else output_size,
            num_heads=num_heads,
            loop_function=loop_function,
            initial_state_attention=initial_state_attention,
        )


@not_converted
def embedding_attention_seq2seq(
    encoder_inputs: Any,
    decoder_inputs: Any,
    cell: Any,
    num_encoder_symbols: int,
    num_decoder_symbols: int,
    embedding_size: int,
    num_heads: int = 1,
    output_projection: Any = None,
    feed_previous: Any = False,
    dtype: Any = None,
    scope: Any = None,
    initial_state_attention: bool = False,
) -> Decoded:
    """Encoder over ids and attention decoder; `feed_previous` may be a boolean tensor."""
    with variable_scope(scope or "embedding_attention_seq2seq", dtype=dtype) as scope:
        encoder = EmbeddingWrapper(copy.deepcopy(cell), num_encoder_symbols, embedding_size)
        outputs, state = static_rnn(encoder, encoder_inputs, dtype=scope.dtype)
        attention_states = tf.concat(
            [tf.reshape(output, [-1, 1, cell.output_size]) for output in outputs], 1
        )
        output_size = None
        if output_projection is None:
            cell = OutputProjectionWrapper(cell, num_decoder_symbols)
            output_size = num_decoder_symbols

        def decode(feed: bool, update: bool = False) -> Decoded:
            return embedding_attention_decoder(
                decoder_inputs,
                state,
                attention_states,
                cell,
                num_decoder_symbols,
                embedding_size,
                num_heads=num_heads,
                output_size=output_size,
                output_projection=output_projection,
                feed_previous=feed,
                update_embedding_for_previous=update,
                initial_state_attention=initial_state_attention,
            )

        if isinstance(feed_previous, bool):
            return decode(feed_previous, update=True)
        return decode_either_way(feed_previous, decode, state)
