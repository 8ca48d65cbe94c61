"""``checkpoint convert``: to NumPy and back, never over what is there, and all or nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import tensorflow as tf

from migrate.__main__ import main
from migrate.checkpoint import Reader, save_tf1
from migrate.checkpoint.compare import compare
from migrate.checkpoint.convert import from_npz, to_npz

Prefix = Callable[[str], str]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("case", ["gan_pair", "partitioned", "conv_batchnorm"])
def test_there_and_back(case: str, prefix: Prefix, tmp_path: Path) -> None:
    out = tmp_path / "w.npz"
    assert main(["checkpoint", "convert", prefix(case), "--to", "npz", "--out", str(out)]) == 0
    reader = Reader(prefix(case))
    with np.load(out) as arrays:
        assert sorted(arrays.files) == list(reader.shapes)
        for key in arrays.files:
            np.testing.assert_array_equal(arrays[key], reader.read(key))
    back = str(tmp_path / "back" / "model.ckpt")
    assert main(["checkpoint", "convert", str(out), "--to", "tf1", "--out", back]) == 0
    assert compare(reader, Reader(back)) == []


def test_every_dtype_and_strings(tmp_path: Path) -> None:
    dtypes = [
        tf.float16,
        tf.bfloat16,
        tf.float64,
        tf.int8,
        tf.int64,
        tf.uint16,
        tf.bool,
        tf.complex64,
    ]
    variables = {f"v/{d.name}": tf.Variable(tf.cast([0, 1, 2], d)) for d in dtypes}
    path = save_tf1(variables | {"words": tf.Variable(["a"])}, tmp_path / "m")
    assert to_npz(path, tmp_path / "w.npz") == ["words"]
    back = Reader(from_npz(tmp_path / "w.npz", tmp_path / "back"))
    assert [d.key for d in compare(Reader(path), back)] == ["words"]


def test_nothing_is_overwritten_without_force(
    prefix: Prefix, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "w.npz"
    out.write_text("mine")
    given = ["checkpoint", "convert", prefix("partitioned"), "--to", "npz", "--out", str(out)]
    assert main(given) == 2
    assert "it exists already; --force replaces it" in capsys.readouterr().err
    assert out.read_text() == "mine"
    assert main([*given, "--force"]) == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["w.npz"]
    shutil.copytree(Path(prefix("partitioned")).parent, tmp_path / "old")
    back = [
        "checkpoint",
        "convert",
        str(out),
        "--to",
        "tf1",
        "--out",
        str(tmp_path / "old/model.ckpt"),
    ]
    assert main(back) == 2


@pytest.mark.parametrize("content", [None, b"", b"PK\x03\x04", b"\x80\x04N.", b"text"])
def test_archives_that_are_none(
    content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "w.npz"
    if content is not None:
        path.write_bytes(content)
    assert (
        main(["checkpoint", "convert", str(path), "--to", "tf1", "--out", str(tmp_path / "m")]) == 2
    )
    assert f"{path}: the archive is missing, truncated or corrupt" in capsys.readouterr().err
    assert not (tmp_path / "m.index").exists()


def test_killed_in_the_middle_it_leaves_the_old_file(tmp_path: Path) -> None:
    """SIGKILL, at the moment when half of the values are written."""
    path = save_tf1({f"v{i}": tf.Variable([float(i)]) for i in range(8)}, tmp_path / "m")
    out = tmp_path / "w.npz"
    out.write_text("old")
    program = (
        "import sys, time; from migrate.checkpoint.convert import to_npz\n"
        "def stop(done, total):\n"
        "    if done == 4: print('half', flush=True); time.sleep(60)\n"
        "to_npz(sys.argv[1], sys.argv[2], stop)"
    )
    environment = {**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"}
    process = subprocess.Popen(
        [sys.executable, "-c", program, path, str(out)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        env=environment,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"half\n"
    assert len([p for p in tmp_path.iterdir() if ".saving-" in p.name]) == 1
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    assert out.read_text() == "old"
