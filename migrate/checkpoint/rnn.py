"""Weights of TF1's LSTM and GRU cells in Keras' layout, and back.

TF1 multiplies input and state by one kernel and has the gates of an LSTM in the order i, j, f, o (TF 1.15
rnn_cell_impl.py); Keras has a kernel for each and i, f, j, o. TF1 adds ``forget_bias`` when it runs, Keras has it in the
bias. TF1's GRU has r, u in ``gates`` and the candidate apart; Keras has u, r and the candidate in one, and computes the
same only with ``reset_after=False``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import tensorflow as tf

from migrate.checkpoint.holders import variable_of
from migrate.checkpoint.owners import owned

Read = Callable[[str], Any]


@dataclass(frozen=True)
class Converted:
    """A Keras variable whose value is made of one or two keys of a TF1 checkpoint.

    Attributes:
        name: what the variable is called.
        variable: what to assign to.
        keys: key -> the shape it must have.
        value: the value, given how to read a key.
        gradual: the same of values that gradients were added up to, such as optimizer slots: without the forget bias.
        problem: why there is none; empty if there is.
    """

    name: str
    variable: Any
    keys: Mapping[str, tuple[int, ...]]
    value: Callable[[Read], Any]
    gradual: Callable[[Read], Any]
    problem: str = ""

    def slot(
        self, name: str, variable: Any, key_of: Callable[[str], str], convert: Any
    ) -> Converted:
        """An optimizer slot of the variable, made of the slots of its keys in the same way."""
        keys = {key_of(key): shape for key, shape in self.keys.items()}

        def value(read: Read) -> Any:
            found = self.gradual(lambda key: read(key_of(key)))
            return found if convert is None else convert(found)

        return Converted(name, variable, keys, value, value, self.problem)


@dataclass(frozen=True)
class Cell:
    """A Keras LSTM or GRU cell.

    Attributes:
        scope: the TF1 name of the cell.
        is_lstm: an LSTM, else a GRU.
        variables: ``kernel``, ``recurrent_kernel`` and ``bias``, as far as it has them.
        inputs: how many inputs it has.
        units: how many units.
        reset_after: of a GRU.
    """

    scope: str
    is_lstm: bool
    variables: Mapping[str, Any]
    inputs: int
    units: int
    reset_after: bool = False

    @property
    def keys(self) -> dict[str, tuple[int, ...]]:
        """TF1's keys, and their shapes."""
        rows, units = self.inputs + self.units, self.units
        if self.is_lstm:
            return {f"{self.scope}/kernel": (rows, 4 * units), f"{self.scope}/bias": (4 * units,)}
        gates, candidate = f"{self.scope}/gates", f"{self.scope}/candidate"
        return {
            f"{gates}/kernel": (rows, 2 * units),
            f"{gates}/bias": (2 * units,),
            f"{candidate}/kernel": (rows, units),
            f"{candidate}/bias": (units,),
        }

    def name(self, part: str) -> str:
        """What one of its variables is called."""
        return f"{self.scope}/{part}" if self.scope else part


def cells_in(holder: Any) -> list[Cell]:
    """The Keras cells of a model, or of the models in a list or dict."""
    keras = sys.modules.get("keras")
    if keras is None or not hasattr(keras, "layers"):
        return []
    if isinstance(holder, Mapping):
        return [cell for item in holder.values() for cell in cells_in(item)]
    if not isinstance(holder, keras.layers.Layer | tf.Module):
        if isinstance(holder, list | tuple):
            return [cell for item in holder for cell in cells_in(item)]
        return []
    groups: dict[int, tuple[Any, dict[str, Any], str]] = {}
    for item in owned(holder):
        owner = item.owners[-1]
        if isinstance(owner, keras.layers.LSTMCell | keras.layers.GRUCell):
            scope, _, part = item.name.rpartition("/")
            _, parts, _ = groups.setdefault(id(owner), (owner, {}, scope))
            parts[part] = variable_of(item.variable)
    return [
        _cell(*group)
        for group in groups.values()
        if {"kernel", "recurrent_kernel"} <= set(group[1])
    ]


def _cell(owner: Any, parts: dict[str, Any], scope: str) -> Cell:
    keras = sys.modules["keras"]
    is_lstm = isinstance(owner, keras.layers.LSTMCell)
    inputs, units = int(parts["kernel"].shape[0]), int(parts["recurrent_kernel"].shape[0])
    return Cell(scope, is_lstm, parts, inputs, units, bool(getattr(owner, "reset_after", False)))


def conversions(
    cells: Iterable[Cell],
    shapes: Mapping[str, tuple[int, ...]],
    key_of: Callable[[str], str],
    forget_bias: float,
) -> list[Converted]:
    """How the variables of the cells come from a checkpoint that has TF1's layout for them."""
    found = []
    for cell in cells:
        keys = {name: key_of(name) for name in cell.keys}
        expected = {keys[name]: shape for name, shape in cell.keys.items()}
        if not any(tuple(shapes.get(key, ())) == shape for key, shape in expected.items()):
            continue  # Keras' own layout, or nothing
        make = _lstm_value if cell.is_lstm else _gru_value
        for part, variable in cell.variables.items():
            kind = "bias" if part == "bias" else "kernel"
            wanted = [name for name in cell.keys if name.endswith(f"/{kind}")]
            problem = ""
            if not cell.is_lstm and cell.reset_after:
                problem = "reset_after=True computes something else than TF1's GRU: make it with reset_after=False"
            found.append(
                Converted(
                    cell.name(part),
                    variable,
                    {keys[name]: cell.keys[name] for name in wanted},
                    make(cell, part, [keys[name] for name in wanted], forget_bias),
                    make(cell, part, [keys[name] for name in wanted], 0.0),
                    problem,
                )
            )
    return found


def _lstm_value(
    cell: Cell, part: str, keys: list[str], forget_bias: float
) -> Callable[[Read], Any]:
    def value(read: Read) -> Any:
        i, j, f, o = np.split(np.asarray(read(keys[0])), 4, axis=-1)
        if part == "bias":
            f = f + np.asarray(forget_bias, f.dtype)
        return _rows(cell, part, np.concatenate([i, f, j, o], axis=-1))

    return value


def _gru_value(cell: Cell, part: str, keys: list[str], _: float) -> Callable[[Read], Any]:
    def value(read: Read) -> Any:
        r, u = np.split(np.asarray(read(keys[0])), 2, axis=-1)
        return _rows(cell, part, np.concatenate([u, r, np.asarray(read(keys[1]))], axis=-1))

    return value


def _rows(cell: Cell, part: str, value: Any) -> Any:
    """The rows of a kernel for the input, or for the state."""
    if part == "bias":
        return value
    return value[: cell.inputs] if part == "kernel" else value[cell.inputs :]


def tf1_values(cell: Cell, forget_bias: float) -> dict[str, Any]:
    """The cell's weights as TF1 has them: key -> value.

    Raises:
        ValueError: TF1 has no such cell.
    """
    if not cell.is_lstm and cell.reset_after:
        raise ValueError(
            f"{cell.scope}: TF1 has no GRU that resets after its product (reset_after=True)"
        )
    values = {name: np.asarray(variable) for name, variable in cell.variables.items()}
    kernel = np.concatenate([values["kernel"], values["recurrent_kernel"]])
    bias = values.get("bias")
    bias = np.zeros(kernel.shape[-1], kernel.dtype) if bias is None else bias
    if cell.is_lstm:
        bias = bias.copy()
        bias[cell.units : 2 * cell.units] -= np.asarray(forget_bias, bias.dtype)
        made = [
            np.concatenate([i, j, f, o], -1)
            for i, f, j, o in (np.split(v, 4, -1) for v in (kernel, bias))
        ]
        return dict(zip(cell.keys, made, strict=True))
    found = {}
    for name, value in (("kernel", kernel), ("bias", bias)):
        u, r, candidate = np.split(value, 3, -1)
        found[f"{cell.scope}/gates/{name}"] = np.concatenate([r, u], -1)
        found[f"{cell.scope}/candidate/{name}"] = candidate
    return found
