"""`AttentionWrapper`: a cell that attends to one or more memories at each step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import tensorflow as tf

from migrate.compat_scope.contrib.seq2seq.attention import plain_layer
from migrate.compat_scope.contrib.seq2seq.attention_base import AttentionMechanism
from migrate.compat_scope.rnn.cell import RNNCell, assert_like_rnncell
from migrate.compat_scope.rnn.structure import zeros_for

__all__ = ["AttentionWrapper", "AttentionWrapperState"]

_TILE_HINT = (
    "Are you using the BeamSearchDecoder?  You may need to tile your {} via the "
    "tf.contrib.seq2seq.tile_batch function with argument multiple=beam_width."
)


def _with_same_shape(old: Any, new: Any) -> Any:
    if not (tf.is_tensor(old) and tf.is_tensor(new)):
        return new
    if old.shape.is_fully_defined() and new.shape.is_fully_defined():
        if old.shape.as_list() != new.shape.as_list():
            raise ValueError(
                "The shape of the AttentionWrapperState is expected to be same as the one to "
                f"clone. self.shape: {old.shape}, input.shape: {new.shape}"
            )
        return new
    check = tf.compat.v1.assert_equal(tf.shape(old), tf.shape(new))
    with tf.control_dependencies([check] if check is not None else []):
        return tf.identity(new)


class AttentionWrapperState(NamedTuple):
    """State of an `AttentionWrapper`; with several mechanisms the last three are tuples."""

    cell_state: Any
    attention: Any
    time: Any
    alignments: Any
    alignment_history: Any
    attention_state: Any

    def clone(self, **kwargs: Any) -> AttentionWrapperState:
        """This state with some fields replaced; tensors must keep their shapes.

        Raises:
          ValueError: where a replacement has another shape.
        """
        return tf.nest.map_structure(  # type: ignore[no-any-return]
            _with_same_shape, self, self._replace(**kwargs)
        )


def _attend(mechanism: Any, cell_output: Any, attention_state: Any, attention_layer: Any) -> Any:
    """Returns `(attention, alignments, next_attention_state)` of one mechanism."""
    alignments, next_state = mechanism(cell_output, state=attention_state)
    context = tf.squeeze(tf.matmul(tf.expand_dims(alignments, 1), mechanism.values), [1])
    if attention_layer is None:
        return context, alignments, next_state
    return attention_layer(tf.concat([cell_output, context], 1)), alignments, next_state


def _join(inputs: Any, attention: Any) -> Any:
    return tf.concat([inputs, attention], -1)


class AttentionWrapper(RNNCell):
    """Runs `cell` on inputs joined with the last attention, then attends with its output.

    Variables live in `attention_wrapper/`: the cell's, then per mechanism its own
    (`attention_wrapper/bahdanau_attention/...`) and `attention_wrapper/attention_layer/kernel`.
    TF 1.15 contrib/seq2seq attention_wrapper.py.

    Args:
      attention_mechanism: one, or a list of several.
      attention_layer_size: size of the attention (per mechanism); None to use the context as it is.
      alignment_history: whether the state records the alignments of all steps in a `TensorArray`.
      cell_input_fn: `(inputs, attention) -> cell inputs`.
      output_attention: whether the output is the attention, or else the cell's output.
      initial_cell_state: cell state that `zero_state` uses.
      attention_layer: layer (or one per mechanism) instead of `attention_layer_size`.
      attention_fn: `(mechanism, cell_output, state, layer) -> (attention, alignments, state)`.

    Raises:
      TypeError: for a cell, mechanism or function of another type.
      ValueError: for sizes or layers that do not match the mechanisms.
    """

    def __init__(
        self,
        cell: Any,
        attention_mechanism: Any,
        attention_layer_size: Any = None,
        alignment_history: bool = False,
        cell_input_fn: Callable[[Any, Any], Any] | None = None,
        output_attention: bool = True,
        initial_cell_state: Any = None,
        name: str | None = None,
        attention_layer: Any = None,
        attention_fn: Callable[..., Any] | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(name=name, dtype=dtype)
        assert_like_rnncell("cell", cell)
        self._is_multi = isinstance(attention_mechanism, (list, tuple))
        mechanisms = tuple(attention_mechanism) if self._is_multi else (attention_mechanism,)
        for mechanism in mechanisms:
            if not isinstance(mechanism, AttentionMechanism):
                raise TypeError(
                    "attention_mechanism must be an AttentionMechanism or list of multiple "
                    f"AttentionMechanism instances, saw type: {type(mechanism).__name__}"
                )
        if cell_input_fn is not None and not callable(cell_input_fn):
            raise TypeError(
                f"cell_input_fn must be callable, saw type: {type(cell_input_fn).__name__}"
            )
        self._cell = cell
        self._attention_mechanisms = mechanisms
        self._cell_input_fn = cell_input_fn or _join
        self._attention_fn = attention_fn or _attend
        self._output_attention = output_attention
        self._alignment_history = alignment_history
        self._set_attention_layers(attention_layer_size, attention_layer)
        self._initial_cell_state = None
        if initial_cell_state is not None:
            self._check_initial_state(initial_cell_state, name)

    def _set_attention_layers(self, sizes: Any, layers: Any) -> None:
        mechanisms = self._attention_mechanisms
        if sizes is not None and layers is not None:
            raise ValueError("Only one of attention_layer_size and attention_layer should be set")
        self._attention_layers: Any = None
        if sizes is not None:
            sizes = tuple(sizes) if isinstance(sizes, (list, tuple)) else (sizes,)
            if len(sizes) != len(mechanisms):
                raise ValueError(
                    "If provided, attention_layer_size must contain exactly one integer per "
                    f"attention_mechanism, saw: {len(sizes)} vs {len(mechanisms)}"
                )
            self._attention_layers = tuple(
                plain_layer(size, "attention_layer", mechanism.dtype)
                for size, mechanism in zip(sizes, mechanisms, strict=True)
            )
            self._attention_layer_size = sum(sizes)
        elif layers is not None:
            layers = tuple(layers) if isinstance(layers, (list, tuple)) else (layers,)
            if len(layers) != len(mechanisms):
                raise ValueError(
                    "If provided, attention_layer must contain exactly one layer per "
                    f"attention_mechanism, saw: {len(layers)} vs {len(mechanisms)}"
                )
            self._attention_layers = layers
            self._attention_layer_size = sum(
                tf.TensorShape(
                    layer.compute_output_shape(
                        tf.TensorShape(
                            [None, self._cell.output_size + mechanism.values.shape.as_list()[-1]]
                        )
                    )
                ).as_list()[-1]
                for layer, mechanism in zip(layers, mechanisms, strict=True)
            )
        else:
            self._attention_layer_size = sum(m.values.shape.as_list()[-1] for m in mechanisms)

    def _check_initial_state(self, state: Any, name: str | None) -> None:
        with tf.name_scope(name or "AttentionWrapperInit"):
            last = tf.nest.flatten(state)[-1]
            batch_size = last.shape.as_list()[0] or tf.shape(last)[0]
            message = (
                f"When constructing AttentionWrapper {self._base_name}: Non-matching batch sizes "
                "between the memory (encoder output) and initial_cell_state.  "
                + _TILE_HINT.format("initial state")
            )
            with tf.control_dependencies(self._batch_size_checks(batch_size, message)):
                self._initial_cell_state = tf.nest.map_structure(
                    lambda s: tf.identity(s, name="check_initial_cell_state"), state
                )

    def _batch_size_checks(self, batch_size: Any, message: str) -> list[Any]:
        checks = [
            tf.compat.v1.assert_equal(batch_size, mechanism.batch_size, message=message)
            for mechanism in self._attention_mechanisms
        ]
        return [check for check in checks if check is not None]

    def _item_or_tuple(self, items: Any) -> Any:
        parts = tuple(items)
        return parts if self._is_multi else parts[0]

    @property
    def output_size(self) -> Any:
        return self._attention_layer_size if self._output_attention else self._cell.output_size

    @property
    def state_size(self) -> Any:
        mechanisms = self._attention_mechanisms
        return AttentionWrapperState(
            cell_state=self._cell.state_size,
            time=tf.TensorShape([]),
            attention=self._attention_layer_size,
            alignments=self._item_or_tuple(m.alignments_size for m in mechanisms),
            attention_state=self._item_or_tuple(m.state_size for m in mechanisms),
            alignment_history=self._item_or_tuple(
                m.alignments_size if self._alignment_history else () for m in mechanisms
            ),
        )

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        """The state before the first step; `clone(cell_state=...)` puts an encoder's state in.

        Raises:
          ValueError: (or a failing assertion) where the batch size is not that of the memory.
        """
        with tf.name_scope(type(self).__name__ + "ZeroState"):
            cell_state = self._initial_cell_state
            if cell_state is None:
                cell_state = self._cell.get_initial_state(batch_size=batch_size, dtype=dtype)
            message = (
                f"When calling zero_state of AttentionWrapper {self._base_name}: Non-matching "
                "batch sizes between the memory (encoder output) and the requested batch size.  "
                "Are you using the BeamSearchDecoder?  If so, make sure your encoder output has "
                "been tiled to beam_width via tf.contrib.seq2seq.tile_batch, and the batch_size= "
                "argument passed to zero_state is batch_size * beam_width."
            )
            with tf.control_dependencies(self._batch_size_checks(batch_size, message)):
                cell_state = tf.nest.map_structure(
                    lambda s: tf.identity(s, name="checked_cell_state"), cell_state
                )
            mechanisms = self._attention_mechanisms
            alignments = [m.initial_alignments(batch_size, dtype) for m in mechanisms]
            return AttentionWrapperState(
                cell_state=cell_state,
                time=tf.zeros([], dtype=tf.int32),
                attention=zeros_for(self._attention_layer_size, batch_size, dtype),
                alignments=self._item_or_tuple(alignments),
                attention_state=self._item_or_tuple(
                    m.initial_state(batch_size, dtype) for m in mechanisms
                ),
                alignment_history=self._item_or_tuple(
                    (
                        tf.TensorArray(dtype, size=0, dynamic_size=True, element_shape=a.shape)
                        if self._alignment_history
                        else ()
                    )
                    for a in alignments
                ),
            )

    def call(self, inputs: Any, state: Any) -> Any:  # type: ignore[override]
        if not isinstance(state, AttentionWrapperState):
            raise TypeError(
                "Expected state to be instance of AttentionWrapperState. "
                f"Received type {type(state)} instead."
            )
        cell_inputs = self._cell_input_fn(inputs, state.attention)
        cell_output, next_cell_state = self._cell(cell_inputs, state.cell_state)
        batch_size = cell_output.shape.as_list()[0] or tf.shape(cell_output)[0]
        message = (
            f"When applying AttentionWrapper {self.name}: Non-matching batch sizes between the "
            "memory (encoder output) and the query (decoder output).  "
            + _TILE_HINT.format("memory input")
        )
        with tf.control_dependencies(self._batch_size_checks(batch_size, message)):
            cell_output = tf.identity(cell_output, name="checked_cell_output")
        if self._is_multi:
            states, histories = state.attention_state, state.alignment_history
        else:
            states, histories = [state.attention_state], [state.alignment_history]
        attentions, alignments, next_states, next_histories = [], [], [], []
        for i, mechanism in enumerate(self._attention_mechanisms):
            layer = self._attention_layers[i] if self._attention_layers else None
            attention, alignment, next_state = self._attention_fn(
                mechanism, cell_output, states[i], layer
            )
            history = histories[i].write(state.time, alignment) if self._alignment_history else ()
            attentions.append(attention)
            alignments.append(alignment)
            next_states.append(next_state)
            next_histories.append(history)
        attention = tf.concat(attentions, 1)
        new_state = AttentionWrapperState(
            time=state.time + 1,
            cell_state=next_cell_state,
            attention=attention,
            attention_state=self._item_or_tuple(next_states),
            alignments=self._item_or_tuple(alignments),
            alignment_history=self._item_or_tuple(next_histories),
        )
        return (attention if self._output_attention else cell_output), new_state
