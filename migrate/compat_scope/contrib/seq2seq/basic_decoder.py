"""`BasicDecoder`: a cell whose inputs a helper chooses."""

from __future__ import annotations

from typing import Any, NamedTuple

import tensorflow as tf

from migrate.compat_scope.contrib.seq2seq.decoder import Decoder
from migrate.compat_scope.contrib.seq2seq.helpers import Helper
from migrate.compat_scope.contrib.seq2seq.output_size import check_output_layer, rnn_output_size
from migrate.compat_scope.rnn.cell import assert_like_rnncell

__all__ = ["BasicDecoder", "BasicDecoderOutput"]


class BasicDecoderOutput(NamedTuple):
    """Output of a step: the cell's (after the output layer), and the sampled ids."""

    rnn_output: Any
    sample_id: Any


class BasicDecoder(Decoder):
    """Steps `cell`, applies `output_layer`, and lets `helper` sample and choose the next inputs.

    Raises:
      TypeError: for a cell, helper or output layer of another type.
    """

    def __init__(
        self, cell: Any, helper: Helper, initial_state: Any, output_layer: Any = None
    ) -> None:
        assert_like_rnncell("cell", cell)
        if not isinstance(helper, Helper):
            raise TypeError(f"helper must be a Helper, received: {type(helper)}")
        check_output_layer(output_layer)
        self._cell = cell
        self._helper = helper
        self._initial_state = initial_state
        self._output_layer = output_layer

    @property
    def batch_size(self) -> Any:
        return self._helper.batch_size

    def _rnn_output_size(self) -> Any:
        return rnn_output_size(self._cell, self._output_layer)

    @property
    def output_size(self) -> Any:
        return BasicDecoderOutput(self._rnn_output_size(), self._helper.sample_ids_shape)

    @property
    def output_dtype(self) -> Any:
        dtype = tf.nest.flatten(self._initial_state)[0].dtype
        return BasicDecoderOutput(
            tf.nest.map_structure(lambda _: dtype, self._rnn_output_size()),
            self._helper.sample_ids_dtype,
        )

    def initialize(self, name: str | None = None) -> Any:
        return (*self._helper.initialize(), self._initial_state)

    def step(self, time: Any, inputs: Any, state: Any, name: str | None = None) -> Any:
        with tf.name_scope(name or "BasicDecoderStep"):
            outputs, next_state = self._cell(inputs, state)
            if self._output_layer is not None:
                outputs = self._output_layer(outputs)
            sample_ids = self._helper.sample(time=time, outputs=outputs, state=next_state)
            finished, next_inputs, next_state = self._helper.next_inputs(
                time=time, outputs=outputs, state=next_state, sample_ids=sample_ids
            )
        return BasicDecoderOutput(outputs, sample_ids), next_state, next_inputs, finished
