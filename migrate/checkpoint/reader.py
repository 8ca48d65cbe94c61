"""Reads name-based checkpoints, one variable at a time."""

from __future__ import annotations

import math
import os
import re
from typing import Any

import tensorflow as tf

from migrate.checkpoint.data_files import data_sizes
from migrate.checkpoint.index import DamagedIndex, check_index
from migrate.checkpoint.replacing import whole

# A key that only object-based (TF2) checkpoints have.
_OBJECT_GRAPH = "_CHECKPOINTABLE_OBJECT_GRAPH"
# TensorFlow's reader translates some of its errors to Python's.
_DAMAGE = (tf.errors.OpError, LookupError, RuntimeError, ValueError)
_FILE_SUFFIX = re.compile(r"\.(index|meta|data-\d{5}-of-\d{5})$")


class CheckpointUnreadable(OSError):
    """The checkpoint is not there, or its files are damaged. The message names the file and the next step."""


def find_checkpoint(path: str | os.PathLike[str]) -> str:
    """The prefix of the checkpoint that `path` means.

    Args:
        path: a prefix such as ``"ckpt/model.ckpt-1000"``, one of its files, or a directory (then the latest
            checkpoint that its ``checkpoint`` file names, or the variables of the SavedModel in it).

    Raises:
        CheckpointUnreadable: there is no checkpoint there.
    """
    text = os.fspath(path)
    if tf.io.gfile.isdir(text):
        return _latest(text)
    prefix = _FILE_SUFFIX.sub("", text)
    if tf.io.gfile.exists(prefix + ".index") or tf.io.gfile.exists(prefix):  # the latter: V1 format
        return prefix
    folder = os.path.dirname(text) or "."
    if not tf.io.gfile.isdir(folder):
        raise CheckpointUnreadable(
            f"{text}: no such checkpoint; the directory {folder} does not exist"
        )
    raise CheckpointUnreadable(f"{text}: no such checkpoint; {_found_in(folder)}")


def _latest(folder: str) -> str:
    saved_model = os.path.join(folder, "variables", "variables")
    if tf.io.gfile.exists(saved_model + ".index"):
        return saved_model
    try:
        latest: str | None = tf.train.latest_checkpoint(folder)
    except (*_DAMAGE, TypeError) as error:  # the 'checkpoint' file holds something else
        raise CheckpointUnreadable(
            f"{os.path.join(folder, 'checkpoint')}: the file cannot be read ({_one_line(error)}); "
            f"{_found_in(folder)}"
        ) from error
    if latest is not None:
        return latest
    prefixes = _prefixes(folder)
    if len(prefixes) == 1:
        return prefixes[0]
    raise CheckpointUnreadable(
        f"{folder}: no 'checkpoint' file names the latest checkpoint; {_found_in(folder)}"
    )


def _prefixes(folder: str) -> list[str]:
    found = sorted(tf.io.gfile.glob(os.path.join(folder, "*.index")))
    # Those with a dot in front are what a killed save leaves.
    return [p[: -len(".index")] for p in found if not os.path.basename(p).startswith(".")]


def _found_in(folder: str) -> str:
    prefixes = [os.path.basename(p) for p in _prefixes(folder)]
    if not prefixes:
        return f"{folder} holds no .index file: give the path that Saver.save() returned"
    shown = ", ".join(prefixes[:5]) + (", ..." if len(prefixes) > 5 else "")
    return f"give the prefix of one of those in {folder}: {shown}"


class Reader:
    """The keys of one checkpoint, and their values on demand.

    Args:
        path: see :func:`find_checkpoint`.
        objects: also read object-based checkpoints of TensorFlow 2, under their own kind of keys.

    Attributes:
        path: the prefix.
        shapes: key -> shape, for every key, in the file's (alphabetical) order.
        dtypes: key -> dtype.

    Raises:
        CheckpointUnreadable: the checkpoint is missing, damaged, or not name-based.
    """

    def __init__(self, path: str | os.PathLike[str], objects: bool = False) -> None:
        self.path = find_checkpoint(path)
        self._files = whole(self.path)
        try:
            self._check_index()
            self._reader = tf.train.load_checkpoint(self._files)
            shapes = self._reader.get_variable_to_shape_map()
            dtypes = self._reader.get_variable_to_dtype_map()
        except _DAMAGE as error:
            raise self._unreadable("the index cannot be read", error) from error
        if objects:
            shapes.pop(_OBJECT_GRAPH, None)
        elif _OBJECT_GRAPH in shapes:
            raise CheckpointUnreadable(
                f"{self.path}: this is an object-based checkpoint of TensorFlow 2, without TF1 names; restore it "
                "with tf.train.Checkpoint"
            )
        self.shapes: dict[str, tuple[int, ...]] = {k: tuple(shapes[k]) for k in sorted(shapes)}
        self.dtypes: dict[str, tf.DType] = {k: dtypes[k].base_dtype for k in self.shapes}
        self._last: tuple[str, Any] = ("", None)

    def read(self, key: str) -> Any:
        """The value of `key` as an array. The latest one is kept, for shards that ask for it in turn.

        Raises:
            CheckpointUnreadable: the data file is missing, truncated or corrupt.
        """
        if self._last[0] != key:
            self._last = ("", None)
            try:
                self._last = (key, self._reader.get_tensor(key))
            except _DAMAGE as error:
                raise self._unreadable(f"the value of {key!r} cannot be read", error) from error
        return self._last[1]

    def read_tensor(self, key: str) -> Any:
        """The value of `key` as an eager tensor on the host, without the copies that an array makes.

        Opens the checkpoint anew, so it is for large values.

        Raises:
            CheckpointUnreadable: as :meth:`read`.
        """
        try:
            with tf.device("CPU:0"):
                (value,) = tf.raw_ops.RestoreV2(
                    prefix=self._files,
                    tensor_names=[key],
                    shape_and_slices=[""],
                    dtypes=[self.dtypes[key]],
                )
        except _DAMAGE as error:
            raise self._unreadable(f"the value of {key!r} cannot be read", error) from error
        return value

    def size_in_bytes(self, key: str) -> int | None:
        """How much memory the value takes; None for strings."""
        size: int = self.dtypes[key].size
        return math.prod(self.shapes[key]) * size if self.dtypes[key] != tf.string else None

    def release(self) -> None:
        """Forgets the value that was read last."""
        self._last = ("", None)

    def check_data(self) -> None:
        """Looks whether the data files are there as a whole, without reading them.

        Raises:
            CheckpointUnreadable: one is missing, or shorter than the index says.
        """
        data = self._index()
        for suffix, size in data_sizes(data).items() if data is not None else ():
            name = self._files + suffix
            found = tf.io.gfile.stat(name).length if tf.io.gfile.exists(name) else None
            if found is None or found < size:
                what = "there is no such file"
                if found is not None:
                    what = f"it is truncated: {found:,} bytes of {size:,}"
                raise CheckpointUnreadable(
                    f"{self.path}{suffix}: {what}; copy it again from where the checkpoint was saved, with its .index"
                )

    def _index(self) -> bytes | None:
        """The index file; None for the V1 format, which has none."""
        if not tf.io.gfile.exists(self._files + ".index"):
            return None
        with tf.io.gfile.GFile(self._files + ".index", "rb") as file:
            content: bytes = file.read()
        return content

    def _check_index(self) -> None:
        data = self._index()
        if data is None:
            return
        try:
            check_index(data)
        except DamagedIndex as error:
            raise ValueError(f"{self.path}.index: {error}") from error

    def _unreadable(self, what: str, error: Exception) -> CheckpointUnreadable:
        return CheckpointUnreadable(
            f"{self.path}: {what}, a file is missing, truncated or corrupt ({_one_line(error)}); copy the .index and "
            ".data files again from where they were saved"
        )


def _one_line(error: Exception) -> str:
    return " ".join(str(getattr(error, "message", None) or error).split())[:300]
