"""One step of a beam search: the best continuations of all beams together."""

from __future__ import annotations

from typing import Any, NamedTuple

import tensorflow as tf

from migrate.compat_scope.contrib.seq2seq.beam_batching import gather_beams
from migrate.compat_scope.contrib.seq2seq.beam_scores import (
    attention_probs,
    mask_finished,
    scores,
)

__all__ = ["BeamSearchDecoderOutput", "BeamSearchDecoderState", "beam_search_step"]


class BeamSearchDecoderState(NamedTuple):
    """State of the search; all but `cell_state` are `[batch, beam]` (attention: `[batch, beam, time]`)."""

    cell_state: Any
    log_probs: Any
    finished: Any
    lengths: Any
    accumulated_attention_probs: Any


class BeamSearchDecoderOutput(NamedTuple):
    """Output of a step, each `[batch, beam]`."""

    scores: Any
    predicted_ids: Any
    parent_ids: Any


def beam_search_step(
    time: Any,
    logits: Any,
    next_cell_state: Any,
    beam_state: BeamSearchDecoderState,
    batch_size: Any,
    beam_width: int,
    end_token: Any,
    length_penalty_weight: Any,
    coverage_penalty_weight: Any,
) -> tuple[BeamSearchDecoderOutput, BeamSearchDecoderState]:
    """The output and state after a step with `logits` (`[batch, beam, vocab]`).

    TF 1.15 contrib/seq2seq beam_search_decoder.py, `_beam_search_step`.
    """
    static = tf.get_static_value(batch_size) if tf.is_tensor(batch_size) else batch_size
    static_batch = None if static is None else int(static)
    was_finished = beam_state.finished
    step_log_probs = mask_finished(tf.nn.log_softmax(logits), end_token, was_finished)
    total_probs = tf.expand_dims(beam_state.log_probs, 2) + step_log_probs
    vocab_size = logits.shape.as_list()[-1] or tf.shape(logits)[-1]
    # A continuation lengthens an unfinished beam, unless it is the end token.
    growth = tf.one_hot(
        tf.fill([batch_size, beam_width], end_token),
        vocab_size,
        on_value=tf.constant(0, tf.int64),
        off_value=tf.constant(1, tf.int64),
        dtype=tf.int64,
    )
    growth *= tf.expand_dims(tf.cast(tf.logical_not(was_finished), tf.int64), 2)
    accumulated = None
    probs = attention_probs(next_cell_state, coverage_penalty_weight)
    if probs is not None:
        probs *= tf.expand_dims(tf.cast(tf.logical_not(was_finished), tf.float32), 2)
        accumulated = beam_state.accumulated_attention_probs + probs
    all_scores = scores(
        log_probs=total_probs,
        lengths=growth + tf.expand_dims(beam_state.lengths, 2),
        length_penalty_weight=length_penalty_weight,
        coverage_penalty_weight=coverage_penalty_weight,
        finished=was_finished,
        accumulated_attention_probs=accumulated,
    )
    flat_scores = tf.reshape(all_scores, [batch_size, -1])
    best_scores, best = tf.nn.top_k(flat_scores, k=beam_width)
    best_scores.set_shape([static_batch, beam_width])
    best.set_shape([static_batch, beam_width])
    word_ids = tf.cast(best % vocab_size, tf.int32, name="next_beam_word_ids")
    parents = tf.cast(best // vocab_size, tf.int32, name="next_beam_parent_ids")

    def of_parents(t: Any, shape: Any) -> Any:
        return gather_beams(parents, t, batch_size, beam_width, shape)

    log_probs = gather_beams(best, total_probs, batch_size, beam_width * vocab_size, [-1])
    was_finished = of_parents(was_finished, [-1])
    lengths = of_parents(beam_state.lengths, [-1])
    lengths += tf.cast(tf.logical_not(was_finished), tf.int64)
    # Deeper structures keep a row per beam, whatever follows.
    rows = [batch_size * beam_width, -1]
    state = BeamSearchDecoderState(
        cell_state=tf.nest.map_structure(lambda t: of_parents(t, rows), next_cell_state),
        log_probs=log_probs,
        lengths=lengths,
        finished=tf.logical_or(was_finished, tf.equal(word_ids, end_token)),
        accumulated_attention_probs=() if accumulated is None else of_parents(accumulated, rows),
    )
    return BeamSearchDecoderOutput(best_scores, word_ids, parents), state
