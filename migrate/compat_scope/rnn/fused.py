"""Networks that take a whole sequence at once: `LSTMBlockFusedCell` and the adaptors around cells."""

from __future__ import annotations

import abc
from typing import Any

import tensorflow as tf

from migrate.compat_scope.layers import InputSpec, Layer
from migrate.compat_scope.rnn.cell import LSTMStateTuple
from migrate.compat_scope.rnn.dynamic import dynamic_rnn
from migrate.compat_scope.rnn.initializing import constant
from migrate.compat_scope.rnn.static import static_rnn

__all__ = [
    "FusedRNNCell",
    "FusedRNNCellAdaptor",
    "LSTMBlockFusedCell",
    "LSTMBlockWrapper",
    "TimeReversedFusedRNN",
]


class FusedRNNCell(abc.ABC):
    """Runs over a `[time, batch, size]` tensor, or a list of `[batch, size]` tensors, in one call."""

    @abc.abstractmethod
    def __call__(
        self,
        inputs: Any,
        initial_state: Any = None,
        dtype: Any = None,
        sequence_length: Any = None,
        scope: Any = None,
    ) -> Any:
        """Returns `(outputs, final_state)`, outputs in the form of the inputs."""


class FusedRNNCellAdaptor(FusedRNNCell):
    """An `RNNCell` as a fused one, unrolled by `dynamic_rnn` or `static_rnn`."""

    def __init__(self, cell: Any, use_dynamic_rnn: bool = False) -> None:
        self._cell = cell
        self._use_dynamic_rnn = use_dynamic_rnn

    def __call__(
        self,
        inputs: Any,
        initial_state: Any = None,
        dtype: Any = None,
        sequence_length: Any = None,
        scope: Any = None,
    ) -> Any:
        is_list = isinstance(inputs, list)
        options = {
            "initial_state": initial_state,
            "dtype": dtype,
            "sequence_length": sequence_length,
            "scope": scope,
        }
        if self._use_dynamic_rnn:
            stacked = tf.stack(inputs) if is_list else inputs
            outputs, state = dynamic_rnn(self._cell, stacked, time_major=True, **options)
            return (tf.unstack(outputs) if is_list else outputs), state
        steps = inputs if is_list else tf.unstack(inputs)
        outputs, state = static_rnn(self._cell, steps, **options)
        return (outputs if is_list else tf.stack(outputs)), state


class TimeReversedFusedRNN(FusedRNNCell):
    """A fused cell that reads its inputs from the end."""

    def __init__(self, cell: Any) -> None:
        self._cell = cell

    def _reverse(self, x: Any, lengths: Any) -> Any:
        if isinstance(x, list):
            return list(reversed(x))
        if lengths is None:
            return tf.reverse(x, [0])
        return tf.reverse_sequence(x, lengths, seq_axis=0, batch_axis=1)

    def __call__(
        self,
        inputs: Any,
        initial_state: Any = None,
        dtype: Any = None,
        sequence_length: Any = None,
        scope: Any = None,
    ) -> Any:
        outputs, state = self._cell(
            self._reverse(inputs, sequence_length),
            initial_state=initial_state,
            dtype=dtype,
            sequence_length=sequence_length,
            scope=scope,
        )
        return self._reverse(outputs, sequence_length), state


class LSTMBlockWrapper(Layer):
    """A layer that runs a fused LSTM kernel over a sequence and masks what lies past each row's end."""

    @property
    @abc.abstractmethod
    def num_units(self) -> int:
        """Size of the LSTM."""

    @abc.abstractmethod
    def _call_cell(
        self,
        inputs: Any,
        initial_cell_state: Any,
        initial_output: Any,
        dtype: Any,
        sequence_length: Any,
    ) -> tuple[Any, Any]:
        """All cell states and outputs, each `[time, batch, num_units]`."""

    def call(  # type: ignore[override]
        self,
        inputs: Any,
        initial_state: Any = None,
        dtype: Any = None,
        sequence_length: Any = None,
    ) -> Any:
        """Returns `(outputs, LSTMStateTuple)`, outputs in the form of the inputs (a tensor or a list)."""
        is_list = isinstance(inputs, list)
        if is_list:
            inputs = tf.stack(inputs)
        time_len, batch_size, depth = inputs.shape.with_rank(3).as_list()
        if not depth:
            raise ValueError(f"Expecting inputs_shape[2] to be set: {inputs.shape}")
        time_len = tf.shape(inputs)[0] if time_len is None else time_len
        batch_size = tf.shape(inputs)[1] if batch_size is None else batch_size
        if initial_state is None:
            if dtype is None:
                raise ValueError("Either initial_state or dtype needs to be specified")
            zeros = tf.zeros([batch_size, self.num_units], dtype=dtype)
            initial_state = zeros, zeros
        elif len(initial_state) != 2:
            raise ValueError("Expecting initial_state to be a tuple with length 2 or None")
        first_c, first_h = initial_state
        dtype = first_c.dtype if dtype is None else dtype
        if sequence_length is not None:
            sequence_length = tf.convert_to_tensor(sequence_length)
        states, outputs = self._call_cell(inputs, first_c, first_h, dtype, sequence_length)
        if sequence_length is None:
            final = LSTMStateTuple(states[-1], outputs[-1])
        else:
            mask = tf.transpose(tf.sequence_mask(sequence_length, time_len, dtype=dtype))
            outputs = outputs * tf.expand_dims(mask, -1)
            final = LSTMStateTuple(
                _at_lengths(first_c, states, sequence_length, batch_size),
                _at_lengths(first_h, outputs, sequence_length, batch_size),
            )
        return (tf.unstack(outputs) if is_list else outputs), final


def _at_lengths(first: Any, later: Any, lengths: Any, batch_size: Any) -> Any:
    steps = tf.concat([tf.expand_dims(first, 0), later], 0)
    rows = tf.range(batch_size, dtype=lengths.dtype)
    return tf.gather_nd(steps, tf.stack([lengths, rows], axis=1))


class LSTMBlockFusedCell(LSTMBlockWrapper):
    """LSTM over time in one kernel; variables `kernel`, `bias`, with peepholes `w_i_diag`, `w_f_diag`, `w_o_diag`."""

    def __init__(
        self,
        num_units: int,
        forget_bias: float = 1.0,
        cell_clip: float | None = None,
        use_peephole: bool = False,
        reuse: bool | None = None,
        dtype: Any = None,
        name: str | None = "lstm_fused_cell",
    ) -> None:
        super().__init__(_reuse=reuse, name=name, dtype=dtype)
        self.input_spec = InputSpec(ndim=3)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self._cell_clip = cell_clip if cell_clip is not None else -1
        self._use_peephole = use_peephole

    @property
    def num_units(self) -> int:
        return self._num_units

    def build(self, input_shape: Any) -> None:
        depth = tf.compat.dimension_value(tf.TensorShape(input_shape)[2])
        units = self._num_units
        self._kernel = self.add_variable("kernel", [depth + units, units * 4])
        self._bias = self.add_variable("bias", [units * 4], initializer=constant(0.0))
        if self._use_peephole:
            self._w_i_diag = self.add_variable("w_i_diag", [units])
            self._w_f_diag = self.add_variable("w_f_diag", [units])
            self._w_o_diag = self.add_variable("w_o_diag", [units])
        self.built = True

    def _call_cell(
        self,
        inputs: Any,
        initial_cell_state: Any,
        initial_output: Any,
        dtype: Any,
        sequence_length: Any,
    ) -> tuple[Any, Any]:
        if self._use_peephole:
            wci, wcf, wco = self._w_i_diag, self._w_f_diag, self._w_o_diag
        else:
            wci = wcf = wco = tf.zeros([self._num_units], dtype=dtype)
        steps = tf.shape(inputs)[0] if sequence_length is None else tf.reduce_max(sequence_length)
        _, states, _, _, _, _, outputs = tf.raw_ops.BlockLSTM(
            seq_len_max=tf.cast(steps, tf.int64),
            x=inputs,
            cs_prev=initial_cell_state,
            h_prev=initial_output,
            w=self._kernel,
            wci=wci,
            wcf=wcf,
            wco=wco,
            b=self._bias,
            forget_bias=self._forget_bias,
            cell_clip=self._cell_clip,
            use_peephole=self._use_peephole,
        )
        return states, outputs
