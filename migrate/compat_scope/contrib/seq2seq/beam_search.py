"""`BeamSearchDecoder`: keeps the best few sequences of each row."""

from __future__ import annotations

import logging
from typing import Any, NamedTuple

import numpy as np
import tensorflow as tf

from migrate.compat_scope.contrib.seq2seq.beam_batching import merge_beams, split_beams
from migrate.compat_scope.contrib.seq2seq.beam_scores import attention_probs
from migrate.compat_scope.contrib.seq2seq.beam_step import (
    BeamSearchDecoderOutput,
    BeamSearchDecoderState,
    beam_search_step,
)
from migrate.compat_scope.contrib.seq2seq.decoder import Decoder
from migrate.compat_scope.contrib.seq2seq.gather_tree import gather_tree, gather_tree_from_array
from migrate.compat_scope.contrib.seq2seq.helpers import embedding_function
from migrate.compat_scope.contrib.seq2seq.output_size import check_output_layer, rnn_output_size
from migrate.compat_scope.rnn.cell import assert_like_rnncell
from migrate.compat_scope.rnn.structure import is_eager, is_tensor_array

__all__ = ["BeamSearchDecoder", "FinalBeamSearchDecoderOutput"]

_LOG = logging.getLogger(__name__)


class FinalBeamSearchDecoderOutput(NamedTuple):
    """`predicted_ids` `[batch, time, beam]`, best beam first, and the raw output of the steps."""

    predicted_ids: Any
    beam_search_decoder_output: BeamSearchDecoderOutput


class BeamSearchDecoder(Decoder):
    """Beam search with a cell whose state and memory are tiled `beam_width` times (`tile_batch`).

    TF 1.15 contrib/seq2seq beam_search_decoder.py.

    Args:
      embedding: matrix, or function from ids to embeddings.
      start_tokens: `[batch]` int32.
      end_token: int32 scalar.
      initial_state: cell state for `batch * beam_width` rows.
      output_layer: layer from cell outputs to logits.
      length_penalty_weight, coverage_penalty_weight: 0 for none.
      reorder_tensor_arrays: whether `TensorArray`s in the cell state (alignment histories) come back stacked
        and in the order of the final beams.

    Raises:
      TypeError: for a cell or output layer of another type.
      ValueError: for tokens of another rank, or a state of another batch size.
    """

    def __init__(
        self,
        cell: Any,
        embedding: Any,
        start_tokens: Any,
        end_token: Any,
        initial_state: Any,
        beam_width: int,
        output_layer: Any = None,
        length_penalty_weight: Any = 0.0,
        coverage_penalty_weight: Any = 0.0,
        reorder_tensor_arrays: bool = True,
    ) -> None:
        assert_like_rnncell("cell", cell)
        check_output_layer(output_layer)
        self._cell = cell
        self._output_layer = output_layer
        self._reorder_tensor_arrays = reorder_tensor_arrays
        self._beam_width = beam_width
        self._length_penalty_weight = length_penalty_weight
        self._coverage_penalty_weight = coverage_penalty_weight
        self._embedding_fn = embedding_function(embedding)
        starts = tf.convert_to_tensor(start_tokens, dtype=tf.int32, name="start_tokens")
        if starts.shape.rank != 1:
            raise ValueError("start_tokens must be a vector")
        self._end_token = tf.convert_to_tensor(end_token, dtype=tf.int32, name="end_token")
        if self._end_token.shape.rank != 0:
            raise ValueError("end_token must be a scalar")
        self._batch_size = tf.size(starts)
        self._initial_cell_state = tf.nest.map_structure(
            self._split, initial_state, cell.state_size
        )
        self._start_tokens = tf.tile(tf.expand_dims(starts, 1), [1, beam_width])
        self._start_inputs = self._embedding_fn(self._start_tokens)

    def _split(self, t: Any, size: Any) -> Any:
        return split_beams(t, size, self._batch_size, self._beam_width)

    def _merge(self, t: Any, size: Any) -> Any:
        return merge_beams(t, size, self._batch_size, self._beam_width)

    @property
    def batch_size(self) -> Any:
        return self._batch_size

    @property
    def tracks_own_finished(self) -> bool:
        """True: beams are reordered at each step, so a beam may become unfinished again."""
        return True

    @property
    def output_size(self) -> Any:
        beams = tf.TensorShape([self._beam_width])
        return BeamSearchDecoderOutput(scores=beams, predicted_ids=beams, parent_ids=beams)

    @property
    def output_dtype(self) -> Any:
        dtype = tf.nest.flatten(self._initial_cell_state)[0].dtype
        sizes = rnn_output_size(self._cell, self._output_layer)
        return BeamSearchDecoderOutput(
            scores=tf.nest.map_structure(lambda _: dtype, sizes),
            predicted_ids=tf.int32,
            parent_ids=tf.int32,
        )

    def _first_beam(self, on_value: Any, off_value: Any, dtype: Any) -> Any:
        # All beams start equal, so only the first may be continued.
        return tf.one_hot(
            tf.zeros([self._batch_size], dtype=tf.int32),
            depth=self._beam_width,
            on_value=tf.convert_to_tensor(on_value, dtype=dtype),
            off_value=tf.convert_to_tensor(off_value, dtype=dtype),
            dtype=dtype,
        )

    def initialize(self, name: str | None = None) -> Any:
        dtype = tf.nest.flatten(self._initial_cell_state)[0].dtype
        probs = attention_probs(self._initial_cell_state, self._coverage_penalty_weight)
        finished = self._first_beam(False, True, tf.bool)
        state = BeamSearchDecoderState(
            cell_state=self._initial_cell_state,
            log_probs=self._first_beam(0.0, -np.inf, dtype),
            finished=finished,
            lengths=tf.zeros([self._batch_size, self._beam_width], dtype=tf.int64),
            accumulated_attention_probs=() if probs is None else probs,
        )
        return finished, self._start_inputs, state

    def step(self, time: Any, inputs: Any, state: Any, name: str | None = None) -> Any:
        with tf.name_scope(name or "BeamSearchDecoderStep"):
            inputs = tf.nest.map_structure(lambda x: self._merge(x, x.shape[2:]), inputs)
            cell_state = tf.nest.map_structure(self._merge, state.cell_state, self._cell.state_size)
            outputs, next_cell_state = self._cell(inputs, cell_state)
            outputs = tf.nest.map_structure(lambda out: self._split(out, out.shape[1:]), outputs)
            next_cell_state = tf.nest.map_structure(
                self._split, next_cell_state, self._cell.state_size
            )
            if self._output_layer is not None:
                outputs = self._output_layer(outputs)
            output, next_state = beam_search_step(
                time=time,
                logits=outputs,
                next_cell_state=next_cell_state,
                beam_state=state,
                batch_size=self._batch_size,
                beam_width=self._beam_width,
                end_token=self._end_token,
                length_penalty_weight=self._length_penalty_weight,
                coverage_penalty_weight=self._coverage_penalty_weight,
            )
            next_inputs = tf.cond(
                tf.reduce_all(next_state.finished),
                lambda: self._start_inputs,
                lambda: self._embedding_fn(output.predicted_ids),
            )
        return output, next_state, next_inputs, next_state.finished

    def finalize(self, outputs: Any, final_state: Any, sequence_lengths: Any) -> Any:
        """The sequences, followed back through their parents; `sequence_lengths` are not used."""
        predicted_ids = gather_tree(
            outputs.predicted_ids,
            outputs.parent_ids,
            max_sequence_lengths=tf.cast(tf.reduce_max(final_state.lengths, axis=1), tf.int32),
            end_token=self._end_token,
        )
        if self._reorder_tensor_arrays:
            final_state = final_state._replace(
                cell_state=tf.nest.map_structure(
                    lambda t: self._sorted(t, outputs.parent_ids, final_state.lengths),
                    final_state.cell_state,
                )
            )
        return FinalBeamSearchDecoderOutput(predicted_ids, outputs), final_state

    def _sorted(self, t: Any, parent_ids: Any, lengths: Any) -> Any:
        if not is_tensor_array(t):
            return t
        shape = t.element_shape
        if shape.rank is None or shape.rank < 1:
            _LOG.warning(
                "A TensorArray in the cell state is not amenable to sorting based on the beam "
                "search result: its elements have shape %s, not a rank of at least 1.",
                shape,
            )
            return t
        if not self._has_beams(shape):
            return t
        stacked = t.stack()
        with tf.control_dependencies(self._beam_checks(stacked)):
            return gather_tree_from_array(stacked, parent_ids, lengths)

    def _has_beams(self, shape: Any) -> bool:
        # TF 1.15 takes a static [batch * beam, time] for incompatible. In eager mode all shapes are static,
        # so there the arrays that a graph of unknown batch size would sort are sorted.
        batch_size = tf.get_static_value(self._batch_size)
        dims = shape.as_list()
        if batch_size is None or dims[0] is None:
            return True
        if dims[0] == batch_size * self._beam_width and (
            is_eager() or len(dims) < 2 or dims[1] is None
        ):
            return True
        _LOG.warning(
            "TensorArray reordering expects elements to be reshapable to [%s, %s, -1] which is "
            "incompatible with the current shape %s. Consider setting reorder_tensor_arrays to "
            "False to disable TensorArray reordering during the beam search.",
            batch_size,
            self._beam_width,
            shape,
        )
        return False

    def _beam_checks(self, stacked: Any) -> list[Any]:
        shape = tf.shape(stacked)
        merged = tf.equal(shape[1], self._batch_size * self._beam_width)
        if stacked.shape.rank != 2:
            split = tf.logical_and(
                tf.equal(shape[1], self._batch_size), tf.equal(shape[2], self._beam_width)
            )
            merged = tf.logical_or(merged, split)
        message = (
            "TensorArray reordering expects elements to be reshapable to [batch_size, beam_size, "
            "-1]. Consider setting reorder_tensor_arrays to False to disable TensorArray "
            "reordering during the beam search."
        )
        check = tf.compat.v1.Assert(merged, [message])
        return [] if check is None else [check]
