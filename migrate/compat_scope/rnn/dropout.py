"""`DropoutWrapper`: dropout on a cell's inputs, states and outputs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.dropout import dropout
from migrate.compat_scope.rnn.cell import LSTMStateTuple
from migrate.compat_scope.rnn.structure import is_tensor_array, map_up_to
from migrate.compat_scope.rnn.wrappers import CellWrapper

__all__ = ["DropoutWrapper"]


def _drop_all_but_memory(substate: Any) -> Any:
    """The default filter: never the memory `c` of an LSTM, never a `TensorArray`."""
    if isinstance(substate, LSTMStateTuple):
        return LSTMStateTuple(c=False, h=True)
    return not is_tensor_array(substate)


def _filter_structure(visitor: Callable[[Any], Any], structure: Any) -> Any:
    """`structure` with a bool at each place where the visitor decided (TF1 `get_traverse_shallow_structure`)."""
    decision = visitor(structure)
    if not tf.nest.is_nested(structure):
        if not isinstance(decision, bool):
            raise TypeError(f"traverse_fn returned a non-bool for a leaf: {decision}")
        return decision
    if isinstance(decision, bool):
        if not decision:
            return False
        decisions: list[Any] = [True] * len(structure)
    else:
        decisions = list(decision.values() if isinstance(decision, dict) else decision)
        if not all(isinstance(d, bool) for d in decisions):
            raise TypeError(f"traverse_fn didn't return a depth=1 structure of bools: {decision}")
    keys = sorted(structure) if isinstance(structure, dict) else range(len(structure))
    below = [
        _filter_structure(visitor, structure[key]) if go_on else False
        for key, go_on in zip(keys, decisions, strict=True)
    ]
    if isinstance(structure, dict):
        return dict(zip(keys, below, strict=True))
    if hasattr(structure, "_fields"):
        return type(structure)(*below)
    return tuple(below) if isinstance(structure, tuple) else below


def _static_probability(name: str, value: Any) -> Any:
    tensor = tf.convert_to_tensor(value)
    known = tf.get_static_value(tensor)
    if known is None:
        return tensor
    if known < 0 or known > 1:
        raise ValueError(f"Parameter {name} must be between 0 and 1: {int(known)}")
    return float(known)


def _drops(keep_prob: Any) -> bool:
    return not isinstance(keep_prob, float) or keep_prob < 1


class DropoutWrapper(CellWrapper):
    """Dropout around a cell.

    With `variational_recurrent=True` one mask, drawn when the wrapper is made, serves all time steps of a
    run (Gal and Ghahramani, arXiv 1512.05287); `dtype`, and with input dropout `input_size`, are then
    needed. With a `seed`, each tensor's own seed is derived as TF 1.15 does, so graph programs draw the
    same masks. TF 1.15 rnn_cell_wrapper_impl.py, `DropoutWrapperBase`.

    Raises:
      TypeError: for a cell that is none, or a filter that is not callable.
      ValueError: for a keep probability outside [0, 1], or missing `dtype` or `input_size`.
    """

    def __init__(
        self,
        cell: Any,
        input_keep_prob: Any = 1.0,
        output_keep_prob: Any = 1.0,
        state_keep_prob: Any = 1.0,
        variational_recurrent: bool = False,
        input_size: Any = None,
        dtype: Any = None,
        seed: int | None = None,
        dropout_state_filter_visitor: Callable[[Any], Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(cell, dtype=dtype, **kwargs)
        if dropout_state_filter_visitor is not None and not callable(dropout_state_filter_visitor):
            raise TypeError("dropout_state_filter_visitor must be callable")
        self._dropout_state_filter = dropout_state_filter_visitor or _drop_all_but_memory
        with tf.name_scope("DropoutWrapperInit"):
            self._input_keep_prob = _static_probability("input_keep_prob", input_keep_prob)
            self._state_keep_prob = _static_probability("state_keep_prob", state_keep_prob)
            self._output_keep_prob = _static_probability("output_keep_prob", output_keep_prob)
        self._variational_recurrent = variational_recurrent
        self._input_size = input_size
        self._seed = seed
        self._recurrent_input_noise: Any = None
        self._recurrent_state_noise: Any = None
        self._recurrent_output_noise: Any = None
        if variational_recurrent:
            self._draw_noise(cell, dtype, input_size)

    def _draw_noise(self, cell: Any, dtype: Any, input_size: Any) -> None:
        if dtype is None:
            raise ValueError("When variational_recurrent=True, dtype must be provided")

        def noise(kind: str) -> Callable[[int, Any], Any]:
            def draw(index: int, size: Any) -> Any:
                dims = size if isinstance(size, (list, tuple, tf.TensorShape)) else [size]
                shape = [1, *tf.TensorShape(dims).as_list()]
                seed = self._gen_seed(kind, index)
                return tf.compat.v1.random_uniform(shape, seed=seed, dtype=dtype)

            return draw

        if _drops(self._input_keep_prob):
            if input_size is None:
                raise ValueError(
                    "When variational_recurrent=True and input_keep_prob < 1.0 or is unknown, "
                    "input_size must be provided"
                )
            self._recurrent_input_noise = map_up_to(input_size, noise("input"))
        self._recurrent_state_noise = map_up_to(cell.state_size, noise("state"))
        self._recurrent_output_noise = map_up_to(cell.output_size, noise("output"))

    def _gen_seed(self, salt_prefix: str, index: int) -> int | None:
        if self._seed is None:
            return None
        salted = f"{self._seed}{salt_prefix}_{index}".encode()
        return int(hashlib.md5(salted).hexdigest()[:8], 16) & 0x7FFFFFFF

    def _dropout(
        self, values: Any, kind: str, noise: Any, keep_prob: Any, chosen: Any = None
    ) -> Any:
        def drop(index: int, choice: Any, value: Any, noise_part: Any = None) -> Any:
            if choice is False:
                return value
            if not self._variational_recurrent:
                return dropout(value, rate=1.0 - keep_prob, seed=self._gen_seed(kind, index))
            kept = value / keep_prob * tf.floor(keep_prob + noise_part)
            kept.set_shape(value.shape)
            return kept

        shallow = values if chosen is None else chosen
        if self._variational_recurrent:
            return map_up_to(shallow, drop, values, noise)
        return map_up_to(shallow, drop, values)

    def _call_wrapped_cell(
        self, inputs: Any, state: Any, cell_call_fn: Callable[..., Any], **kwargs: Any
    ) -> Any:
        if _drops(self._input_keep_prob):
            inputs = self._dropout(
                inputs, "input", self._recurrent_input_noise, self._input_keep_prob
            )
        output, new_state = cell_call_fn(inputs, state, **kwargs)
        if _drops(self._state_keep_prob):
            new_state = self._dropout(
                new_state,
                "state",
                self._recurrent_state_noise,
                self._state_keep_prob,
                _filter_structure(self._dropout_state_filter, new_state),
            )
        if _drops(self._output_keep_prob):
            output = self._dropout(
                output, "output", self._recurrent_output_noise, self._output_keep_prob
            )
        return output, new_state
