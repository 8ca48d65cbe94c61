"""Checkpoints as NumPy archives, and back."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable

import numpy as np
import tensorflow as tf

from migrate.checkpoint.reader import CheckpointUnreadable, Reader
from migrate.checkpoint.save import write

# NumPy has no name for it: the values' bits are kept under KEY + this.
_BFLOAT16 = "::bfloat16"


def to_npz(
    path: str | os.PathLike[str],
    out: str | os.PathLike[str],
    progress: Callable[[int, int], None] | None = None,
) -> list[str]:
    """Writes every value of a checkpoint into an ``.npz`` file, one at a time; replaces `out` when complete.

    Args:
        path: see :func:`migrate.checkpoint.reader.find_checkpoint`.
        out: the file.
        progress: called with (done, total) keys.

    Returns:
        The keys left out because they are strings, which NumPy stores as Python objects only.

    Raises:
        CheckpointUnreadable: the checkpoint is missing or damaged.
        OSError: the file cannot be written.
    """
    reader = Reader(path)
    target = os.fspath(out)
    temporary = f"{target}.saving-{os.getpid()}"
    left_out = []
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
            for done, key in enumerate(reader.shapes):
                if reader.dtypes[key] == tf.string:
                    left_out.append(key)
                    continue
                value, name = np.asarray(reader.read(key)), key
                if reader.dtypes[key] == tf.bfloat16:
                    value, name = value.view(np.uint16), key + _BFLOAT16
                with archive.open(f"{name}.npy", "w", force_zip64=True) as entry:
                    np.lib.format.write_array(entry, value, allow_pickle=False)
                if progress is not None:
                    progress(done + 1, len(reader.shapes))
        os.replace(temporary, target)
    finally:
        reader.release()
        if os.path.exists(temporary):
            os.remove(temporary)
    return left_out


def from_npz(archive: str | os.PathLike[str], prefix: str | os.PathLike[str]) -> str:
    """Writes the arrays of an ``.npz`` file as a checkpoint that TF 1.15 restores; returns its prefix.

    Raises:
        CheckpointUnreadable: the archive is missing or damaged.
        OSError: the checkpoint cannot be written.
    """
    values = {}
    try:
        with np.load(archive, allow_pickle=False) as arrays:
            for name in arrays.files:
                if name.endswith(_BFLOAT16):
                    bits = tf.constant(arrays[name])
                    values[name[: -len(_BFLOAT16)]] = tf.bitcast(bits, tf.bfloat16)
                else:
                    values[name] = tf.constant(arrays[name])
    except (OSError, ValueError, EOFError, AttributeError, TypeError, zipfile.BadZipFile) as error:
        raise CheckpointUnreadable(
            f"{os.fspath(archive)}: the archive is missing, truncated or corrupt ({error}); write it again"
        ) from error
    if not values:
        raise CheckpointUnreadable(f"{os.fspath(archive)}: there are no arrays in it")
    return write(os.fspath(prefix), list(values), [""] * len(values), list(values.values()), False)
