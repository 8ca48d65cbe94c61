"""Finding and reading checkpoint files: every fault names the file and the next step."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import tensorflow as tf

from migrate.checkpoint import CheckpointUnreadable, Reader
from migrate.checkpoint.matching import suggestion, training_state

Prefix = Callable[[str], str]
DATA, INDEX = ".data-00000-of-00001", ".index"


@pytest.fixture
def copied(tmp_path: Path, prefix: Prefix) -> Path:
    """A copy of a TF 1.15.5 checkpoint that a test may damage; its prefix."""
    folder = tmp_path / "ckpt"
    shutil.copytree(Path(prefix("reuse_true")).parent, folder)
    return folder / "model.ckpt"


@pytest.mark.parametrize("suffix", ["", INDEX, DATA])
def test_a_file_of_the_checkpoint_means_its_prefix(suffix: str, copied: Path) -> None:
    assert Reader(f"{copied}{suffix}").path == str(copied)


def test_a_directory_means_its_latest_checkpoint(copied: Path) -> None:
    assert Reader(copied.parent).path == str(copied)
    (copied.parent / "checkpoint").unlink()
    assert Reader(copied.parent).path == str(copied)  # the only one


def test_several_checkpoints_and_none_named_latest(copied: Path) -> None:
    (copied.parent / "checkpoint").unlink()
    for suffix in (DATA, INDEX):
        shutil.copy(f"{copied}{suffix}", f"{copied}-2{suffix}")
    with pytest.raises(
        CheckpointUnreadable, match=r"give the prefix of one of .* model\.ckpt-2, model\.ckpt"
    ):
        Reader(copied.parent)


def test_a_wrong_name_lists_the_right_ones(copied: Path) -> None:
    with pytest.raises(
        CheckpointUnreadable, match=r"model\.ckpt-7: no such checkpoint.*: model\.ckpt$"
    ):
        Reader(f"{copied}-7")


def test_missing_directories_and_empty_ones(tmp_path: Path) -> None:
    with pytest.raises(CheckpointUnreadable, match=r"the directory .*nowhere does not exist"):
        Reader(tmp_path / "nowhere" / "model.ckpt")
    with pytest.raises(CheckpointUnreadable, match=r"holds no \.index file"):
        Reader(tmp_path)


def test_a_missing_data_file(copied: Path) -> None:
    Path(f"{copied}{DATA}").unlink()
    with pytest.raises(
        CheckpointUnreadable, match=r"model\.ckpt: .*copy the \.index and \.data files again"
    ):
        Reader(copied).read("encoder/layer_0/w")


@pytest.mark.parametrize("suffix", [DATA, INDEX])
@pytest.mark.parametrize("keep", [0, 10, 60])
def test_truncated_files(suffix: str, keep: int, copied: Path) -> None:
    path = Path(f"{copied}{suffix}")
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(CheckpointUnreadable, match=r"missing, truncated or corrupt"):
        Reader(copied).read("encoder/layer_0/w")


def test_damaged_files_never_give_wrong_values(copied: Path, prefix: Prefix) -> None:
    """Bytes flipped at random: an error, or exactly the values written."""
    good = Reader(prefix("reuse_true"))
    expected = {key: good.read(key) for key in good.shapes}
    whole = {s: Path(f"{copied}{s}").read_bytes() for s in (DATA, INDEX)}
    rng = random.Random(7)
    errors = 0
    for round_ in range(100):
        suffix = (DATA, INDEX)[round_ % 2]
        damaged = bytearray(whole[suffix])
        for _ in range(rng.choice([1, 1, 4])):
            damaged[rng.randrange(len(damaged))] ^= 1 << rng.randrange(8)
        Path(f"{copied}{suffix}").write_bytes(bytes(damaged))
        try:
            reader = Reader(copied)
            got = {key: reader.read(key) for key in reader.shapes}
        except CheckpointUnreadable:
            errors += 1
        else:
            assert sorted(got) == sorted(expected)
            assert all(np.array_equal(got[key], expected[key]) for key in expected)
        Path(f"{copied}{suffix}").write_bytes(whole[suffix])
    assert errors > 50


def test_object_based_checkpoints_are_told_apart(tmp_path: Path) -> None:
    path = tf.train.Checkpoint(v=tf.Variable(1.0)).save(str(tmp_path / "tf2"))
    with pytest.raises(CheckpointUnreadable, match="object-based checkpoint of TensorFlow 2"):
        Reader(path)


def test_a_v1_format_file(tmp_path: Path) -> None:
    v1 = tf.compat.v1
    with tf.Graph().as_default(), v1.Session() as session:
        v1.get_variable("w", initializer=[1.0, 2.0])
        session.run(v1.global_variables_initializer())
        saver = v1.train.Saver(write_version=1)
        path = saver.save(session, str(tmp_path / "old.ckpt"))
    assert Reader(path).read("w").tolist() == [1.0, 2.0]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("w/Adam_1", "optimizer slot of w"),
        ("w/part_0/Adam", "optimizer slot of w/part_0"),
        ("w/adam_m", "optimizer slot of w"),
        ("train/beta2_power_3", "training progress"),
        ("global_step", "training progress"),
        ("other/Adam", ""),  # of nothing that is there
        ("w", ""),
        ("my_global_step", ""),
    ],
)
def test_training_state(key: str, expected: str) -> None:
    assert training_state(key, {"w": (2,), key: (2,)}) == expected


def test_suggestions_need_the_same_shape() -> None:
    candidates: dict[str, Any] = {"a/kernel": (2, 3), "a/kernel_1": (3, 2), "z": (7, 7)}
    assert suggestion("a/kernels", (3, 2), candidates) == "a/kernel_1"
    assert suggestion("unlike", (7, 7), candidates) == "z"
    assert suggestion("unlike", (1,), candidates) == ""
