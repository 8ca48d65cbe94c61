"""``save_tf1``: a model into a checkpoint that code on TensorFlow 1 restores."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from typing import Any

import tensorflow as tf

from migrate.checkpoint.holders import named, names
from migrate.checkpoint.name_map import VariableName
from migrate.checkpoint.replacing import replacing
from migrate.checkpoint.rnn import cells_in, tf1_values


def save_tf1(
    model: Any,
    path: str | os.PathLike[str],
    *,
    extra: Mapping[str, Any] | None = None,
    latest: bool = True,
    forget_bias: float = 1.0,
) -> str:
    """Writes the model's variables under their TF1 names, as ``tf.train.Saver`` of TF 1.15 did.

    Shards of a partitioned variable make up one key of the full shape, so TF1 restores it with any partitioner.

    Args:
        model: what :func:`migrate.checkpoint.restore` takes.
        path: the prefix, such as ``"ckpt/model.ckpt-2000"``. Its directory is made. A checkpoint of that prefix is
            replaced once the new one is complete.
        extra: more keys and their values, such as ``{"global_step": np.int64(2000)}``.
        forget_bias: that of the LSTM cells of the TF1 code, for Keras' ``LSTM``, whose weights are written in TF1's layout
            (:mod:`migrate.checkpoint.rnn`), as ``GRU``'s are.
        latest: name it in the directory's ``checkpoint`` file, where ``tf.train.latest_checkpoint`` looks.

    Returns:
        The prefix.

    Raises:
        TypeError: the model holds no variables.
        ValueError: there are none, two have the same key, or values cannot be read outside a session.
        OSError: it cannot be written.
    """
    if not tf.executing_eagerly():
        raise ValueError(
            "values of a graph are in its session: tf.compat.v1.train.Saver().save(session, path) writes the same "
            "names there"
        )
    variables = named(model)
    if not variables:
        raise ValueError("there are no variables to save: build the model (call it once) first")
    rows = names(model)
    cells = cells_in(model)
    in_cells = {cell.name(part) for cell in cells for part in cell.variables}
    variables = {name: variable for name, variable in variables.items() if name not in in_cells}
    keys = [rows[name].key for name in variables]
    specs = [_spec(rows[name]) for name in variables]
    values = [tf.convert_to_tensor(variable) for variable in variables.values()]
    made = {k: v for cell in cells for k, v in tf1_values(cell, forget_bias).items()}
    for key, value in [*made.items(), *(extra or {}).items()]:
        keys.append(key)
        specs.append("")
        values.append(tf.convert_to_tensor(value))
    _check_unique(keys, specs)
    return write(os.fspath(path), keys, specs, values, latest)


def write(
    prefix: str, keys: Sequence[str], specs: Sequence[str], values: Sequence[Any], latest: bool
) -> str:
    """Writes tensors (slices of keys where `specs` says so) as a checkpoint, completely or not at all."""
    folder, name = os.path.split(prefix)
    if not name:
        raise ValueError(f"{prefix!r} is a directory: give a prefix in it, such as model.ckpt")
    try:
        if folder:
            tf.io.gfile.makedirs(folder)
        with replacing(prefix) as temporary, tf.device("CPU:0"):
            tf.raw_ops.SaveV2(
                prefix=temporary,
                tensor_names=list(keys),
                shape_and_slices=list(specs),
                tensors=list(values),
            )
        if latest:
            _name_latest(folder, prefix)
    except tf.errors.OpError as error:
        raise OSError(f"{prefix}: the checkpoint cannot be written ({error.message})") from error
    return prefix


def _name_latest(folder: str, prefix: str) -> None:
    """Writes the ``checkpoint`` file, a CheckpointState in text form, as ``Saver.save`` does."""
    state = tf.train.get_checkpoint_state(folder or ".")
    known = list(state.all_model_checkpoint_paths) if state is not None else []
    others = [p for p in known if os.path.abspath(p) != os.path.abspath(prefix)]
    paths = [*map(_relative(folder), others), os.path.basename(prefix)]
    lines = [f"model_checkpoint_path: {_quoted(paths[-1])}\n"]
    lines += [f"all_model_checkpoint_paths: {_quoted(path)}\n" for path in paths]
    target = os.path.join(folder, "checkpoint")
    temporary = f"{target}.saving-{os.getpid()}"
    with tf.io.gfile.GFile(temporary, "w") as file:
        file.write("".join(lines))
    tf.io.gfile.rename(temporary, target, overwrite=True)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _relative(folder: str) -> Any:
    """Paths as the ``checkpoint`` file has them: relative to its directory, when they are in it."""
    here = os.path.abspath(folder or ".")
    return lambda p: os.path.basename(p) if os.path.dirname(os.path.abspath(p)) == here else p


def _spec(row: VariableName) -> str:
    """The ``shape_and_slices`` string of SaveV2: empty for a whole variable."""
    if row.full_shape is None or row.offset is None:
        return ""
    sizes = " ".join(str(n) for n in row.full_shape)
    places = zip(row.offset, row.shape or (), strict=True)
    return f"{sizes} " + ":".join(f"{start},{size}" for start, size in places)


def _check_unique(keys: Sequence[str], specs: Sequence[str]) -> None:
    specs_of: dict[str, list[str]] = {}
    for key, spec in zip(keys, specs, strict=True):
        specs_of.setdefault(key, []).append(spec)
    for key, given in specs_of.items():
        if len(set(given)) < len(given) or (len(given) > 1 and "" in given):
            raise ValueError(f"two values are to be saved under the key {key!r}")
