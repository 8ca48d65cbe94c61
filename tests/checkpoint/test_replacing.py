"""Killed at any moment while a checkpoint is replaced: what is there is the old one or the new one, whole."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from migrate.checkpoint import Reader, restore, save_tf1
from migrate.checkpoint.replacing import second_name

ROOT = Path(__file__).resolve().parents[2]
# Saves over an old checkpoint in forks, each of which kills itself before one more of the changes to the directory.
PROGRAM = """
import os, signal, sys
import tensorflow as tf
from migrate.checkpoint import save_tf1

folder, links = sys.argv[1], sys.argv[2] == "links"
old = {"a": tf.Variable([1.0, 2.0]), "b": tf.Variable([[3.0]])}
new = {"a": tf.Variable([4.0, 5.0]), "b": tf.Variable([[6.0]]), "c": tf.Variable(7.0)}
for step in range(40):
    prefix = os.path.join(folder, str(step), "model.ckpt")
    save_tf1(old, prefix)
    pid = os.fork()
    if pid == 0:
        left = [step]
        def counted(function):
            def call(*args, **kwargs):
                if left[0] == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left[0] -= 1
                return function(*args, **kwargs)
            return call
        def no_links(*args):
            raise OSError("none here")
        os.link = counted(os.link) if links else no_links
        for name in ("rename", "remove", "copy"):
            setattr(tf.io.gfile, name, counted(getattr(tf.io.gfile, name)))
        save_tf1(new, prefix)
        os._exit(0)
    if os.waitpid(pid, 0)[1] == 0:
        break
print(step)
"""


@pytest.mark.parametrize("kind", ["links", "copies"])
def test_killed_at_every_step(kind: str, tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), kind],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    steps = int(ran.stdout.split()[-1])
    assert steps >= 6  # links, renames, removals
    found = []
    for step in range(steps + 1):
        folder = tmp_path / str(step)
        reader = Reader(folder)  # also: what a killed save leaves is not taken for a checkpoint
        assert reader.path == str(folder / "model.ckpt")
        values = {key: reader.read(key).tolist() for key in reader.shapes}
        old = {"a": [1.0, 2.0], "b": [[3.0]]}
        assert values in (old, {"a": [4.0, 5.0], "b": [[6.0]], "c": 7.0}), step
        found.append("c" in values)
        zeros = {key: tf.Variable(np.zeros_like(reader.read(key))) for key in values}
        assert restore(zeros, folder).ok
        # The next save mends it.
        path = save_tf1({"a": tf.Variable([8.0])}, folder / "model.ckpt")
        assert Reader(path).read("a").tolist() == [8.0]
        assert not Path(second_name(path) + ".index").exists()
    assert found == sorted(found), found  # the old one up to some step, the new one from there on
    assert set(found) == {False, True}


def test_nothing_is_left_behind(tmp_path: Path) -> None:
    for value in (1.0, 2.0):
        save_tf1({"w": tf.Variable(value)}, tmp_path / "model.ckpt")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["checkpoint", "model.ckpt.data-00000-of-00001", "model.ckpt.index"]
