"""The `opaque_kernel` of TF1's cuDNN layers, for checkpoints that code with such layers restores.

On a GPU TF1 kept the weights of `tf.contrib.cudnn_rnn`'s layers in one variable, and its Saver wrote them twice: as that
variable, and cell by cell under the names of `CudnnCompatible...Cell`s, which it restored afterwards. The layers of
``compat_scope`` hold the weights of the cells. Restoring needs no more than these; a TF1 Saver asks for both.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from migrate.checkpoint.holders import named, names

__all__ = ["opaque_kernels"]

_WEIGHT = re.compile(
    r"(?:(?P<scope>.+?)/)?(?:rnn/multi_rnn_cell|stack_bidirectional_rnn)/cell_(?P<layer>\d+)/"
    r"(?:bidirectional_rnn/(?P<direction>fw|bw)/)?"
    r"(?P<cell>cudnn_compatible_lstm_cell|cudnn_compatible_gru_cell|basic_rnn_cell)/(?P<part>.+)"
)
_BASIC = re.compile(r"(.*/)?cudnn_rnn_(tanh|relu)(_\d+)?")


def opaque_kernels(model: Any, keys: Mapping[str, str] | None = None) -> dict[str, np.ndarray]:
    """The key and value of `opaque_kernel` for each cuDNN layer of a model, for ``save_tf1(..., extra=)``.

    TF1 restores the cells' weights after it, so that the order in it, which is cuDNN's and belongs to one kind of
    GPU, does not matter there.

    Args:
        model: what :func:`migrate.checkpoint.save_tf1` takes.
        keys: scope of the cells -> the key, where it is not ``<scope>/opaque_kernel``: TF1's layers whose `build` was called
            by the program kept the cells in the scope around (``{"": "cudnn_lstm/opaque_kernel"}``).
    """
    rows = names(model)
    stacks: dict[str, dict[tuple[int, str], dict[str, np.ndarray]]] = {}
    for name, variable in named(model).items():
        match = _WEIGHT.fullmatch(rows[name].key)
        if match is None:
            continue
        scope, cell = match["scope"] or "", match["cell"]
        if cell == "basic_rnn_cell" and not _BASIC.fullmatch(scope) and scope not in (keys or {}):
            continue  # a plain network
        place = (int(match["layer"]), match["direction"] or "fw")
        parts = stacks.setdefault(scope, {}).setdefault(place, {"cell": np.array(cell)})
        parts[match["part"]] = np.asarray(variable)
    found = {}
    for scope, cells in stacks.items():
        key = (keys or {}).get(scope, f"{scope}/opaque_kernel".lstrip("/"))
        # Forward before backward, layer by layer.
        ordered = [cells[place] for place in sorted(cells, key=lambda p: (p[0], p[1] == "bw"))]
        found[key] = _opaque(ordered)
    return found


def _opaque(cells: list[dict[str, np.ndarray]]) -> np.ndarray:
    """All matrices, `[units, inputs]` each, then all biases."""
    matrices: list[np.ndarray] = []
    biases: list[np.ndarray] = []
    for cell in cells:
        split = _gru if "candidate/hidden_projection/kernel" in cell else _gates
        weights, offsets = split(cell)
        matrices += [w.T for w in weights]
        biases += offsets
    return np.concatenate([np.ravel(v) for v in (*matrices, *biases)])


def _gates(cell: dict[str, np.ndarray]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    """Of an LSTM, whose gates are i, c, f, o in TF1 and i, f, c, o in cuDNN, or of a plain cell."""
    order = (0, 2, 1, 3) if str(cell["cell"]) == "cudnn_compatible_lstm_cell" else (0,)
    columns = np.split(cell["kernel"], len(order), axis=1)
    units = columns[0].shape[1]
    inputs = [columns[i][:-units] for i in order]
    states = [columns[i][-units:] for i in order]
    offsets = [np.split(cell["bias"], len(order))[i] / 2 for i in order]  # cuDNN has two of each
    return inputs + states, offsets + offsets


def _gru(cell: dict[str, np.ndarray]) -> tuple[list[np.ndarray], list[np.ndarray]]:
    gates = np.split(cell["gates/kernel"], 2, axis=1)
    units = gates[0].shape[1]
    offsets = [b / 2 for b in np.split(cell["gates/bias"], 2)]
    weights = [
        *(gate[:-units] for gate in gates),
        cell["candidate/input_projection/kernel"],
        *(gate[-units:] for gate in gates),
        cell["candidate/hidden_projection/kernel"],
    ]
    biases = [
        *(*offsets, cell["candidate/input_projection/bias"]),
        *(*offsets, cell["candidate/hidden_projection/bias"]),
    ]
    return weights, biases
