"""Damaged checkpoints: 200 of them, each an error that names the checkpoint, or an exact restore."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from migrate.checkpoint import CheckpointUnreadable, restore, save_tf1

DATA, INDEX, STATE = ".data-00000-of-00001", ".index", "checkpoint"
KINDS = ("flip", "flips", "cut", "zeros", "insert", "swap", "remove", "empty")
SEEDS = range(200)


def values() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    floats = {f"net/layer_{i}/w": rng.normal(size=(4, 5)).astype(np.float32) for i in range(6)}
    return floats | {
        "net/half": rng.normal(size=7).astype(np.float16),
        "net/count": np.int64(123456789),
        "net/flags": np.array([True, False, True]),
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """File name -> content of a checkpoint with a partitioned variable."""
    folder = tmp_path_factory.mktemp("whole")
    variables = {name: tf.Variable(value) for name, value in values().items()}
    variables |= {f"net/table/part_{i}": tf.Variable(tf.fill([2, 3], i + 0.5)) for i in range(2)}
    variables["net/table/part_2"] = tf.Variable(tf.fill([1, 3], 2.5))
    save_tf1(variables, folder / "model.ckpt")
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def damage(content: bytes, kind: str, rng: random.Random) -> bytes | None:
    """The content with one fault; None for a file that is gone."""
    data, size = bytearray(content), len(content)
    if kind in ("flip", "flips"):
        for _ in range(1 if kind == "flip" else rng.randrange(2, 40)):
            data[rng.randrange(size)] ^= 1 << rng.randrange(8)
    elif kind == "cut":
        del data[rng.randrange(size) :]
    elif kind == "zeros":
        start = rng.randrange(size)
        length = min(rng.randrange(1, 64), size - start)
        data[start : start + length] = bytes(length)
    elif kind == "insert":
        at = rng.randrange(size)
        data[at:at] = rng.randbytes(rng.randrange(1, 16))
    elif kind == "swap":
        one, other = sorted(rng.sample(range(size), 2))
        data[one], data[other] = data[other], data[one]
    elif kind == "empty":
        data.clear()
    return None if kind == "remove" else bytes(data)


def targets() -> dict[str, tf.Variable]:
    made = {name: tf.Variable(np.zeros_like(value)) for name, value in values().items()}
    return made | {"net/table": tf.Variable(tf.zeros([5, 3]))}


@pytest.mark.parametrize("large", [0, 2**20], ids=["as_tensors", "as_arrays"])
def test_two_hundred_damaged_checkpoints(
    large: int, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways of reading: values of 1 MiB and more come as tensors."""
    monkeypatch.setattr(sys.modules["migrate.checkpoint.restore"], "_LARGE", large)
    expected = values() | {"net/table": np.repeat([0.5, 0.5, 1.5, 1.5, 2.5], 3).reshape(5, 3)}
    variables = targets()
    outcomes = {"error": 0, "exact": 0}
    for seed in SEEDS:
        rng = random.Random(seed)
        suffix = (DATA, INDEX)[seed % 2]
        kind = KINDS[seed // 2 % len(KINDS)]
        prefix = tmp_path / f"{seed}" / "model.ckpt"
        prefix.parent.mkdir()
        for name, content in whole.items():
            damaged = damage(content, kind, rng) if name == f"model.ckpt{suffix}" else content
            if damaged is not None:
                (prefix.parent / name).write_bytes(damaged)
        for variable in variables.values():
            variable.assign(tf.zeros_like(variable))
        what = f"seed {seed}: {kind} in {suffix}"
        strict, path = rng.random() < 0.5, rng.choice([prefix, prefix.parent])
        try:
            result = restore(variables, path, strict=strict)
        except CheckpointUnreadable as error:
            outcomes["error"] += 1
            message = str(error)
            assert str(prefix) in message or str(prefix.parent) in message, what
            assert (
                "copy the .index and .data files again" in message
                or "no such" in message
                or ("no .index file" in message)
            ), (what, message)
            assert "\n" not in message, what
            # What was assigned before the damage was met is exact too.
            for name, variable in variables.items():
                value = variable.numpy()
                assert not value.any() or np.array_equal(value, expected[name]), (what, name)
        else:
            outcomes["exact"] += 1
            assert result.ok and len(result.matched) == len(expected), what
            for name, variable in variables.items():
                assert np.array_equal(variable.numpy(), expected[name]), (what, name)
    assert sum(outcomes.values()) == len(SEEDS)
    assert outcomes["error"] > 150, outcomes
    assert outcomes["exact"] > 0, outcomes  # faults in bytes that mean nothing, such as padding


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00"])
def test_a_state_file_that_cannot_be_read(
    content: bytes, whole: dict[str, bytes], tmp_path: Path
) -> None:
    for name, kept in whole.items():
        (tmp_path / name).write_bytes(content if name == STATE else kept)
    with pytest.raises(
        CheckpointUnreadable,
        match=r"/checkpoint: the file cannot be read .* of those .* model\.ckpt$",
    ):
        restore(targets(), tmp_path)


@pytest.mark.parametrize("content", [b"model_checkpoint_path: 3", b"{}"])
def test_a_state_file_that_points_nowhere(
    content: bytes, whole: dict[str, bytes], tmp_path: Path
) -> None:
    """It is only a pointer: the one checkpoint beside it is found."""
    for name, kept in whole.items():
        (tmp_path / name).write_bytes(content if name == STATE else kept)
    assert restore(targets(), tmp_path).ok


def test_files_of_two_checkpoints_mixed_up(whole: dict[str, bytes], tmp_path: Path) -> None:
    """The index of one save and the data of another, of the same size: what an interrupted copy leaves."""
    other = {name: tf.Variable(np.zeros_like(value)) for name, value in values().items()}
    other["net/table"] = tf.Variable(tf.zeros([5, 3]))
    prefix = save_tf1(other, tmp_path / "model.ckpt")
    Path(prefix + INDEX).write_bytes(whole[f"model.ckpt{INDEX}"])
    with pytest.raises(CheckpointUnreadable, match="truncated or corrupt"):
        restore(targets(), prefix)
