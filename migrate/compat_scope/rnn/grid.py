"""`GridLSTMCell` and `BidirectionalGridLSTMCell`: LSTMs along time and along blocks of frequencies."""

from __future__ import annotations

import collections
from typing import Any

import tensorflow as tf

from migrate.compat_scope.rnn.cell import RNNCell
from migrate.compat_scope.rnn.sharding import concat_variable
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.variables import get_variable

__all__ = ["BidirectionalGridLSTMCell", "GridLSTMCell"]


class GridLSTMCell(RNNCell):
    """Grid LSTM (arXiv 1602.01578); variables per block: `W_f_<b>_0`, `B_f_<b>`, `W_t_<b>_0`, `B_t_<b>`,
    `W_{F,I,O}_diag_freq{f,t}_<b>`, `W_{F,I,O}_diag_time{f,t}_<b>`. TF 1.15 contrib rnn_cell.py.

    Args:
      share_time_frequency_weights: whether both directions use the frequency weights.
      feature_size, frequency_skip: size and stride of the windows over the features.
      num_frequency_blocks: list, the number of windows of each block.
      start_freqindex_list, end_freqindex_list: where each block starts and ends; None for one block.
      couple_input_forget_gates: whether the forget gate is one minus the input gate.
    """

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        share_time_frequency_weights: bool = False,
        cell_clip: float | None = None,
        initializer: Any = None,
        num_unit_shards: int = 1,
        forget_bias: float = 1.0,
        feature_size: int | None = None,
        frequency_skip: int | None = None,
        num_frequency_blocks: Any = None,
        start_freqindex_list: Any = None,
        end_freqindex_list: Any = None,
        couple_input_forget_gates: bool = False,
        state_is_tuple: bool = True,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(_reuse=reuse)
        if num_frequency_blocks is None:
            raise ValueError("Must specify num_frequency_blocks")
        self._num_units = num_units
        self._use_peepholes = use_peepholes
        self._share_weights = share_time_frequency_weights
        self._couple_gates = couple_input_forget_gates
        self._state_is_tuple = state_is_tuple
        self._cell_clip = cell_clip
        self._initializer = initializer
        self._num_unit_shards = num_unit_shards
        self._forget_bias = forget_bias
        self._feature_size = feature_size
        self._frequency_skip = frequency_skip
        self._starts = tuple(start_freqindex_list or ())
        self._ends = tuple(end_freqindex_list or ())
        self._blocks = tuple(int(n) for n in num_frequency_blocks)
        self._state_tuple_type: Any = None
        if state_is_tuple:
            self._set_state_type("GridLSTMStateTuple", self._state_names("state"))

    def _set_state_type(self, name: str, fields: list[str]) -> None:
        self._state_tuple_type = collections.namedtuple(name, fields)  # type: ignore[misc]

    def _state_names(self, prefix: str) -> list[str]:
        return [
            f"{prefix}_f{i:02d}_b{block:02d}_{part}"
            for block, count in enumerate(self._blocks)
            for i in range(count)
            for part in "cm"
        ]

    @property
    def output_size(self) -> Any:
        return self._num_units * sum(self._blocks) * 2

    @property
    def state_size(self) -> Any:
        if self._state_tuple_type is None:
            return self._num_units * sum(self._blocks) * 2
        fields = self._state_tuple_type._fields
        return self._state_tuple_type(*[self._num_units] * len(fields))

    @property
    def state_tuple_type(self) -> Any:
        """The namedtuple of the state, or None where it is one tensor."""
        return self._state_tuple_type

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        outputs, states = [], []
        for block, windows in enumerate(self._windows(inputs)):
            block_outputs, block_states = self._compute(windows, block, state, "state")
            outputs += block_outputs
            states += block_states
        if self._state_tuple_type is None:
            return tf.concat(outputs, 1), tf.concat(states, 1)
        return tf.concat(outputs, 1), self._state_tuple_type(*states)

    def _peepholes(self, block: int, dtype: Any) -> dict[str, Any]:
        if not self._use_peepholes:
            return {}
        gates = "IO" if self._couple_gates else "FIO"
        axes = ("freq",) if self._share_weights else ("freq", "time")
        names = [f"W_{gate}_diag_{axis}{part}" for axis in axes for gate in gates for part in "ft"]
        return {
            name: get_variable(f"{name}_{block}", shape=[self._num_units], dtype=dtype)
            for name in names
        }

    def _gates(self, joined: Any, axis: str, weights: dict[str, Any]) -> list[Any]:
        count = 3 if self._couple_gates else 4
        gates = tf.nn.bias_add(tf.matmul(joined, weights[f"W_{axis}"]), weights[f"B_{axis}"])
        split = tf.split(gates, count, axis=1)
        return [split[0], split[1], None, split[2]] if self._couple_gates else list(split)

    def _weights(self, block: int, width: int, dtype: Any) -> dict[str, Any]:
        columns = (3 if self._couple_gates else 4) * self._num_units
        weights = {}
        for axis in "f" if self._share_weights else "ft":
            weights[f"W_{axis}"] = concat_variable(
                f"W_{axis}_{block}",
                [width + 2 * self._num_units, columns],
                dtype,
                self._num_unit_shards,
            )
            weights[f"B_{axis}"] = get_variable(
                f"B_{axis}_{block}",
                shape=[columns],
                initializer=tf.compat.v1.zeros_initializer(),
                dtype=dtype,
            )
        return weights

    def _compute(
        self, windows: list[Any], block: int, state: Any, prefix: str
    ) -> tuple[list[Any], list[Any]]:
        """Outputs and states of one block. TF 1.15 `GridLSTMCell._compute`."""
        dtype, units = windows[0].dtype, self._num_units
        weights = self._weights(block, windows[0].shape.as_list()[1], dtype)
        diagonals = self._peepholes(block, dtype)
        rows = windows[0].shape.as_list()[0] or tf.shape(windows[0])[0]
        m_freq = c_freq = tf.zeros([rows, units], dtype)
        outputs, states = [], []
        for index, window in enumerate(windows):
            if self._state_is_tuple:
                name = f"{prefix}_f{index:02d}_b{block:02d}"
                c_time, m_time = getattr(state, name + "_c"), getattr(state, name + "_m")
            else:
                start = 2 * index * units
                c_time = state[:, start : start + units]
                m_time = state[:, start + units : start + 2 * units]
            joined = tf.concat([window, m_time, m_freq], 1)
            before = (c_freq, c_time)
            freq = self._gates(joined, "f", weights)
            time = freq if self._share_weights else self._gates(joined, "t", weights)
            axis = "freq" if self._share_weights else "time"
            new_freq = self._memory(freq, c_freq, before, "freq", diagonals)
            new_time = self._memory(time, c_time, before, axis, diagonals)
            after = (new_freq, new_time)
            m_freq = self._peeped(freq[3], "O", after, "freq", diagonals) * tf.tanh(new_freq)
            m_time = self._peeped(time[3], "O", after, axis, diagonals) * tf.tanh(new_time)
            c_freq = new_freq
            outputs += [m_time, m_freq]
            states += [new_time, m_time]
        return outputs, states

    def _peeped(
        self, gate: Any, name: str, cells: tuple[Any, Any], axis: str, diagonals: dict[str, Any]
    ) -> Any:
        if diagonals:
            gate = gate + diagonals[f"W_{name}_diag_{axis}f"] * cells[0]
            gate = gate + diagonals[f"W_{name}_diag_{axis}t"] * cells[1]
        return tf.sigmoid(gate)

    def _memory(
        self,
        gates: list[Any],
        previous: Any,
        before: tuple[Any, Any],
        axis: str,
        diagonals: dict[str, Any],
    ) -> Any:
        i, j, f, _ = gates
        opened = self._peeped(i, "I", before, axis, diagonals)
        if self._couple_gates:
            kept = 1.0 - opened
        else:
            kept = self._peeped(f + self._forget_bias, "F", before, axis, diagonals)
        c = kept * previous + opened * tf.tanh(j)
        if self._cell_clip is None:
            return c
        return tf.clip_by_value(c, -self._cell_clip, self._cell_clip)

    def _windows(self, inputs: Any, offset: int = 0) -> list[list[Any]]:
        """The windows of each block, the features shifted by `offset` (zeros come in)."""
        size = tf.compat.dimension_value(inputs.shape.with_rank(2)[-1])
        if size is None:
            raise ValueError("Cannot infer input_size from static shape inference.")
        if offset:
            inputs = tf.pad(inputs, [[0, 0], [max(-offset, 0), max(offset, 0)]])
        shift = max(offset, 0)
        starts, ends = self._starts or (0,), self._ends or (size,)
        if len(starts) != len(ends) or len(starts) != len(self._blocks):
            raise ValueError(
                "Length of num_frequency_blocks, start and end freqindex_list does not match: "
                f"{len(self._blocks)} {len(starts)} {len(ends)}"
            )
        width, skip = int(self._feature_size or 0), int(self._frequency_skip or 1)
        blocks = []
        for count, start, end in zip(self._blocks, starts, ends, strict=True):
            found = int((end - start - width) / skip) + 1
            if found != count:
                raise ValueError(
                    f"Invalid num_frequency_blocks, requires {count} but gets {found}, please "
                    "check the input size and filter config are correct."
                )
            begins = [start + shift + i * skip for i in range(count)]
            blocks.append([inputs[:, begin : begin + width] for begin in begins])
        return blocks


class BidirectionalGridLSTMCell(GridLSTMCell):
    """Grid LSTM over the frequencies in both directions; variables in `fwd/...` and `bwd/...`."""

    def __init__(
        self,
        num_units: int,
        use_peepholes: bool = False,
        share_time_frequency_weights: bool = False,
        cell_clip: float | None = None,
        initializer: Any = None,
        num_unit_shards: int = 1,
        forget_bias: float = 1.0,
        feature_size: int | None = None,
        frequency_skip: int | None = None,
        num_frequency_blocks: Any = None,
        start_freqindex_list: Any = None,
        end_freqindex_list: Any = None,
        couple_input_forget_gates: bool = False,
        backward_slice_offset: int = 0,
        reuse: bool | None = None,
    ) -> None:
        super().__init__(
            num_units,
            use_peepholes,
            share_time_frequency_weights,
            cell_clip,
            initializer,
            num_unit_shards,
            forget_bias,
            feature_size,
            frequency_skip,
            num_frequency_blocks,
            start_freqindex_list,
            end_freqindex_list,
            couple_input_forget_gates,
            True,
            reuse,
        )
        self._backward_slice_offset = int(backward_slice_offset)
        names = self._state_names("fwd_state") + self._state_names("bwd_state")
        self._set_state_type("BidirectionalGridLSTMStateTuple", names)

    @property
    def output_size(self) -> Any:
        return 4 * self._num_units * sum(self._blocks)

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        forward = self._windows(inputs)
        backward = forward
        if self._backward_slice_offset:
            backward = self._windows(inputs, self._backward_slice_offset)
        outputs, states = [], []
        for direction, blocks, step in (("fwd", forward, 1), ("bwd", backward, -1)):
            with variable_scope(direction):
                for block, windows in enumerate(blocks):
                    block_outputs, block_states = self._compute(
                        windows[::step], block, state, f"{direction}_state"
                    )
                    outputs += block_outputs
                    states += block_states
        return tf.concat(outputs, 1), self._state_tuple_type(*states)
