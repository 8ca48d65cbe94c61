"""Checkpoints as other kinds of files, and back."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import numpy as np
import tensorflow as tf

from migrate.checkpoint import safetensors
from migrate.checkpoint.holders import named
from migrate.checkpoint.progress import progress
from migrate.checkpoint.reader import CheckpointUnreadable, Reader
from migrate.checkpoint.replacing import replacing
from migrate.checkpoint.restore import restore
from migrate.checkpoint.save import save_tf1, write

# NumPy has no name for it: the values' bits are kept under KEY + this.
_BFLOAT16 = "::bfloat16"
_DAMAGE = (
    OSError,
    ValueError,
    EOFError,
    AttributeError,
    TypeError,
    LookupError,
    zipfile.BadZipFile,
)


def to_npz(
    path: str | os.PathLike[str],
    out: str | os.PathLike[str],
    told: Callable[[int, int], None] | None = None,
) -> list[str]:
    """Writes every value of a checkpoint into an ``.npz`` file, one at a time; replaces `out` when complete.

    Args:
        path: see :func:`migrate.checkpoint.reader.find_checkpoint`.
        out: the file.
        told: called with (done, total) keys.

    Returns:
        The keys left out because they are strings, which NumPy stores as Python objects only.

    Raises:
        CheckpointUnreadable: the checkpoint is missing or damaged.
        OSError: the file cannot be written.
    """
    reader, left_out = Reader(path), []
    with _replacing(out) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        with _reading(reader) as read:
            for done, key in enumerate(reader.shapes):
                if reader.dtypes[key] == tf.string:
                    left_out.append(key)
                    continue
                value, name = np.asarray(read(key)), key
                if reader.dtypes[key] == tf.bfloat16:
                    value, name = value.view(np.uint16), key + _BFLOAT16
                with archive.open(f"{name}.npy", "w", force_zip64=True) as entry:
                    np.lib.format.write_array(entry, value, allow_pickle=False)
                if told is not None:
                    told(done + 1, len(reader.shapes))
    return left_out


def to_safetensors(path: str | os.PathLike[str], out: str | os.PathLike[str]) -> list[str]:
    """Writes every value of a checkpoint into a ``.safetensors`` file; replaces `out` when complete.

    Returns:
        The keys left out because the format has no such values: strings and complex numbers.

    Raises:
        CheckpointUnreadable: the checkpoint is missing or damaged.
        OSError: the file cannot be written.
    """
    reader = Reader(path)
    shapes = {k: s for k, s in reader.shapes.items() if safetensors.has_place_for(reader.dtypes[k])}
    with _replacing(out) as file, _reading(reader) as read:
        safetensors.write(file, shapes, reader.dtypes, read)
    return [key for key in reader.shapes if key not in shapes]


def to_weights(path: str | os.PathLike[str], out: str | os.PathLike[str], model: Any) -> list[str]:
    """Restores a checkpoint into a Keras model and saves its ``.weights.h5``; replaces `out` when complete.

    Returns:
        The keys that the model does not take: training state.

    Raises:
        CheckpointMismatch: the checkpoint is not the model's.
        CheckpointUnreadable: the checkpoint is missing or damaged.
        ValueError: the model is no Keras model.
        OSError: the file cannot be written.
    """
    if not hasattr(model, "save_weights"):
        raise ValueError(f"a {type(model).__name__} has no save_weights: it is no Keras model")
    result = restore(model, path)
    target = os.fspath(out)
    folder, name = os.path.split(target)
    temporary = os.path.join(folder, f".saving-{os.getpid()}.{name}")
    try:
        model.save_weights(temporary, overwrite=True)
        os.replace(temporary, target)
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)
    return [entry.name for entry in result.unused]


def to_tf2(path: str | os.PathLike[str], out: str | os.PathLike[str], model: Any) -> list[str]:
    """Restores a checkpoint into a model and writes that as TensorFlow 2 does, for ``tf.train.Checkpoint(model=...)``.

    Returns:
        The keys that the model does not take: training state.

    Raises:
        CheckpointMismatch: the checkpoint is not the model's.
        CheckpointUnreadable: the checkpoint is missing or damaged.
        ValueError: TensorFlow does not track all of the model's variables, so that the file would lack some.
        OSError: the file cannot be written.
    """
    result = restore(model, path)
    with replacing(os.fspath(out)) as temporary:
        tf.train.Checkpoint(model=model).write(temporary)
        kept, wanted = _values_in(temporary), len(named(model))
        if kept < wanted:
            raise ValueError(
                f"tf.train.Checkpoint(model=...) would keep {kept} of the model's {wanted} variables: it passes over Keras "
                "layers in lists and dicts; hold them in tuples, or convert --to weights.h5"
            )
    return [entry.name for entry in result.unused]


def _values_in(prefix: str) -> int:
    """How many variables of the model an object-based checkpoint holds."""
    return sum(
        key.startswith("model/") and key.endswith("/.ATTRIBUTES/VARIABLE_VALUE")
        for key in tf.train.load_checkpoint(prefix).get_variable_to_shape_map()
    )


def to_tf1(
    source: str | os.PathLike[str], prefix: str | os.PathLike[str], model: Any = None
) -> str:
    """Writes a file that this module made, or that Keras or TensorFlow 2 saved, as a checkpoint that TF 1.15 restores.

    Args:
        source: an ``.npz`` or ``.safetensors`` file of values by TF1 names; or, with `model`, a ``.weights.h5`` file or a
            checkpoint of TensorFlow 2.
        prefix: where to write.
        model: the built model whose weights `source` holds.

    Returns:
        The prefix.

    Raises:
        CheckpointUnreadable: the file is missing or damaged, or not the model's.
        OSError: the checkpoint cannot be written.
    """
    name = os.fspath(source)
    try:
        if model is not None:
            _load(model, name)
            return save_tf1(model, prefix, latest=False)
        values = safetensors.read_all(name) if name.endswith(".safetensors") else _read_npz(name)
    except _DAMAGE as error:
        raise CheckpointUnreadable(
            f"{name}: the {_kind(name)} is missing, truncated or corrupt ({error}); write it again"
        ) from error
    if not values:
        raise CheckpointUnreadable(f"{name}: there are no arrays in it")
    return write(os.fspath(prefix), list(values), [""] * len(values), list(values.values()), False)


def from_npz(archive: str | os.PathLike[str], prefix: str | os.PathLike[str]) -> str:
    """:func:`to_tf1` of an ``.npz`` file."""
    return to_tf1(archive, prefix)


def _kind(name: str) -> str:
    for suffix, kind in ((".safetensors", "file"), (".h5", "file")):
        if name.endswith(suffix):
            return kind
    return "archive"


def _load(model: Any, name: str) -> None:
    if name.endswith(".h5"):
        model.load_weights(name)
        return
    status = tf.train.Checkpoint(model=model).read(name)
    status.assert_existing_objects_matched()
    if _values_in(name) < len(named(model)):
        raise ValueError("it does not hold all of the model's variables")


def _read_npz(name: str) -> dict[str, Any]:
    values = {}
    with np.load(name, allow_pickle=False) as arrays:
        for key in arrays.files:
            if key.endswith(_BFLOAT16):
                bits = tf.constant(arrays[key])
                values[key[: -len(_BFLOAT16)]] = tf.bitcast(bits, tf.bfloat16)
            else:
                values[key] = tf.constant(arrays[key])
    return values


@contextmanager
def _reading(reader: Reader) -> Iterator[Callable[[str], Any]]:
    """Reads values, with progress on a terminal."""
    sizes = {key: reader.size_in_bytes(key) or 0 for key in reader.shapes}
    with progress(os.path.basename(reader.path), sum(sizes.values())) as advance:

        def read(key: str) -> Any:
            value = reader.read(key)
            advance(sizes[key])
            return value

        try:
            yield read
        finally:
            reader.release()


@contextmanager
def _replacing(out: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """A file to write; it takes the place of `out` once it is complete and on disk."""
    target = os.fspath(out)
    temporary = f"{target}.saving-{os.getpid()}"
    try:
        with open(temporary, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, target)
    finally:
        if os.path.exists(temporary):
            os.remove(temporary)
