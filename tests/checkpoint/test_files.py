"""Checkpoints of several data files, and what a terminal shows while a large one is read."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from migrate.checkpoint import CheckpointUnreadable, Reader, restore, save_tf1

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
import tensorflow as tf
from migrate.checkpoint import progress, restore
progress.LARGE = 1
variables = {f"v{i}": tf.Variable(tf.zeros([1000])) for i in range(5)}
assert restore(variables, sys.argv[1]).ok
"""


@pytest.fixture
def sharded(tmp_path: Path) -> str:
    """A checkpoint whose values are in three data files, as `Saver(sharded=True)` leaves them."""
    parts = []
    for shard in range(3):
        part = str(tmp_path / f"part{shard}")
        tf.raw_ops.SaveV2(
            prefix=part,
            tensor_names=[f"v{shard}"],
            shape_and_slices=[""],
            tensors=[tf.fill([4], float(shard))],
        )
        parts.append(part)
    prefix = str(tmp_path / "model.ckpt")
    tf.raw_ops.MergeV2Checkpoints(checkpoint_prefixes=parts, destination_prefix=prefix)
    return prefix


def test_several_data_files(sharded: str) -> None:
    assert Path(f"{sharded}.data-00002-of-00003").exists()
    variables = {f"v{i}": tf.Variable(tf.zeros([4])) for i in range(3)}
    assert restore(variables, sharded).ok
    assert [v.numpy()[0] for v in variables.values()] == [0.0, 1.0, 2.0]
    assert Reader(f"{sharded}.data-00001-of-00003").path == sharded


def test_one_of_several_data_files_is_gone(sharded: str) -> None:
    os.remove(f"{sharded}.data-00001-of-00003")
    with pytest.raises(CheckpointUnreadable, match=r"data-00001-of-00003.*copy the \.index"):
        restore({f"v{i}": tf.Variable(tf.zeros([4])) for i in range(3)}, sharded)


def test_several_data_files_are_replaced(sharded: str) -> None:
    """By one, whole; the others belong to nobody."""
    save_tf1({"w": tf.Variable([1.0])}, sharded)
    assert list(Reader(sharded).shapes) == ["w"]
    np.testing.assert_array_equal(Reader(sharded).read("w"), [1.0])


def test_progress_on_a_terminal(tmp_path: Path) -> None:
    path = save_tf1({f"v{i}": tf.Variable(tf.zeros([1000])) for i in range(5)}, tmp_path / "m")
    ours, theirs = pty.openpty()
    ran = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, path],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "100"},
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert ran.wait(timeout=60) == 0
    assert b"kB" in shown or b"KiB" in shown, shown[-500:]  # of how many
    assert "━".encode() in shown
