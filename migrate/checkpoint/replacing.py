"""Puts the files of a new checkpoint in the place of an old one, so that there is a whole one at every moment.

A checkpoint is an index and its data files, and two files cannot be renamed at once. So the old ones first get second
names, links that cost no space. The new data is put in place, then the new index, then the second names go. Whoever reads in
between, or after the process was killed in between, finds the old index beside the new data: as long as there is a
second index and it is the same as the first, the second names are the checkpoint.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import tensorflow as tf

INDEX = ".index"
_DATA = ".data-00000-of-00001"


def second_name(prefix: str) -> str:
    """The prefix of the old files while a checkpoint is replaced."""
    folder, name = os.path.split(prefix)
    return os.path.join(folder, f".{name}.previous")


def whole(prefix: str) -> str:
    """The prefix under which the files of a checkpoint belong together: its own, or that of the second names."""
    second = second_name(prefix)
    if not tf.io.gfile.exists(second + INDEX) or not tf.io.gfile.exists(prefix + INDEX):
        return prefix
    return second if _content(second + INDEX) == _content(prefix + INDEX) else prefix


@contextlib.contextmanager
def replacing(prefix: str) -> Iterator[str]:
    """Gives the prefix to write a checkpoint of one data file to; it takes the place of `prefix` when the block ends.

    Raises:
        tf.errors.OpError: a file cannot be moved; then the old checkpoint is what it was.
    """
    folder, name = os.path.split(prefix)
    temporary = os.path.join(folder, f".{name}.saving-{os.getpid()}")
    try:
        yield temporary
        for suffix in (_DATA, INDEX):
            _to_disk(temporary + suffix)
        _keep(prefix)
        for suffix in (_DATA, INDEX):  # from the index on it is the new one
            tf.io.gfile.rename(temporary + suffix, prefix + suffix, overwrite=True)
        _forget(prefix)
    finally:
        for suffix in (_DATA, INDEX):
            if tf.io.gfile.exists(temporary + suffix):
                tf.io.gfile.remove(temporary + suffix)


def _keep(prefix: str) -> None:
    """Gives the files of the old checkpoint, if there is one, second names: the index last, since it makes them count."""
    second = second_name(prefix)
    if whole(prefix) == second:  # it was being replaced when the process was killed
        return
    _forget(prefix)
    if tf.io.gfile.exists(prefix + INDEX):
        for path in [*_data_of(prefix), prefix + INDEX]:
            _link(path, second + path[len(prefix) :])


def _forget(prefix: str) -> None:
    """Removes the second names: the index first."""
    second = second_name(prefix)
    for path in [second + INDEX, *_data_of(second)]:
        if tf.io.gfile.exists(path):
            tf.io.gfile.remove(path)


def _data_of(prefix: str) -> list[str]:
    folder, name = os.path.split(prefix)
    files = tf.io.gfile.listdir(folder or ".")
    return [os.path.join(folder, f) for f in sorted(files) if f.startswith(f"{name}.data-")]


def _link(path: str, other: str) -> None:
    try:
        os.link(path, other)
    except (
        OSError
    ):  # not every file system has links, and not every path is one of the operating system
        tf.io.gfile.copy(path, other, overwrite=True)


def _to_disk(path: str) -> None:
    with contextlib.suppress(OSError), open(path, "rb") as file:
        os.fsync(file.fileno())


def _content(path: str) -> bytes:
    with tf.io.gfile.GFile(path, "rb") as file:
        found: bytes = file.read()
    return found
