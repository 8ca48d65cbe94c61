"""`ResidualWrapper`, `DeviceWrapper` and the base of wrappers: cells around another cell, with no scope of their own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.rnn.cell import RNNCell, assert_like_rnncell

__all__ = ["CellWrapper", "DeviceWrapper", "ResidualWrapper"]


class CellWrapper(RNNCell):
    """A cell that runs another one and changes what goes in or comes out.

    The wrapped cell's variables keep the names they would have without the wrapper.
    TF 1.15 rnn_cell_impl.py, `_RNNCellWrapperV1`.

    Raises:
      TypeError: where `cell` is not like an RNN cell.
    """

    def __init__(self, cell: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert_like_rnncell("cell", cell)
        self.cell = cell

    @property
    def wrapped_cell(self) -> Any:
        """The cell inside."""
        return self.cell

    @property
    def state_size(self) -> Any:
        return self.cell.state_size

    @property
    def output_size(self) -> Any:
        return self.cell.output_size

    @property
    def trainable_weights(self) -> list[Any]:
        return list(getattr(self.cell, "trainable_weights", ())) if self.trainable else []

    @property
    def non_trainable_weights(self) -> list[Any]:
        frozen = [] if self.trainable else list(getattr(self.cell, "trainable_weights", ()))
        return frozen + list(getattr(self.cell, "non_trainable_weights", ()))

    trainable_variables = trainable_weights  # type: ignore[assignment]
    non_trainable_variables = non_trainable_weights  # type: ignore[assignment]

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        with tf.name_scope(type(self).__name__ + "ZeroState"):
            return self.cell.zero_state(batch_size, dtype)

    @not_converted
    def __call__(self, inputs: Any, state: Any, scope: Any = None) -> Any:  # type: ignore[override]
        return self._call_wrapped_cell(inputs, state, self.cell.__call__, scope=scope)

    def call(self, inputs: Any, state: Any, **kwargs: Any) -> Any:  # type: ignore[override]
        return self._call_wrapped_cell(inputs, state, self.cell.call, **kwargs)

    def _call_wrapped_cell(
        self, inputs: Any, state: Any, cell_call_fn: Callable[..., Any], **kwargs: Any
    ) -> Any:
        raise NotImplementedError


def _add_inputs(inputs: Any, outputs: Any) -> Any:
    tf.nest.assert_same_structure(inputs, outputs)

    def add(inp: Any, out: Any) -> Any:
        inp.shape.assert_is_compatible_with(out.shape)
        return inp + out

    return tf.nest.map_structure(add, inputs, outputs)


class ResidualWrapper(CellWrapper):
    """Adds a cell's inputs to its outputs, or combines them with `residual_fn(inputs, outputs)`."""

    def __init__(
        self, cell: Any, residual_fn: Callable[[Any, Any], Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(cell, **kwargs)
        self._residual_fn = residual_fn

    def _call_wrapped_cell(
        self, inputs: Any, state: Any, cell_call_fn: Callable[..., Any], **kwargs: Any
    ) -> Any:
        outputs, new_state = cell_call_fn(inputs, state, **kwargs)
        return (self._residual_fn or _add_inputs)(inputs, outputs), new_state


class DeviceWrapper(CellWrapper):
    """Runs a cell under `tf.device(device)`."""

    def __init__(self, cell: Any, device: Any, **kwargs: Any) -> None:
        super().__init__(cell, **kwargs)
        self._device = device

    def _on_device(self) -> Any:
        # The V1 form also takes device functions, which graphs allow.
        return (
            tf.device(self._device)
            if isinstance(self._device, str)
            else tf.compat.v1.device(self._device)
        )

    def zero_state(self, batch_size: Any, dtype: Any) -> Any:
        with tf.name_scope(type(self).__name__ + "ZeroState"), self._on_device():
            return self.cell.zero_state(batch_size, dtype)

    def _call_wrapped_cell(
        self, inputs: Any, state: Any, cell_call_fn: Callable[..., Any], **kwargs: Any
    ) -> Any:
        with self._on_device():
            return cell_call_fn(inputs, state, **kwargs)
