"""The command with its real pipeline and worker processes, stopped as a terminal stops it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import migrate

CHECKOUT = Path(migrate.__file__).resolve().parent.parent
FILES = 80
MODEL = """\
import tensorflow as tf


def dense(x, units, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        return tf.matmul(x, w)
"""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("whole") / "src"
    source.mkdir()
    for number in range(FILES):
        (source / f"m{number:03}.py").write_text(MODEL * 3)
    return source


def start(*arguments: object) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "migrate", *map(str, arguments), "--jobs", "2"],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def group_is_gone(group: int) -> bool:
    for _ in range(50):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def contents(directory: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in directory.iterdir()}


def test_two_runs_and_any_number_of_jobs_agree(sources, tmp_path):
    out, again = tmp_path / "out", tmp_path / "again"
    assert start(sources, "--out", out).wait(timeout=60) == 0
    assert b"compat_scope" in (out / "m000.py").read_bytes()
    assert start(out, "--out", again).wait(timeout=60) == 0
    assert contents(again) == contents(out)
    one = subprocess.run(
        [
            sys.executable,
            "-m",
            "migrate",
            str(sources),
            "--out",
            str(tmp_path / "one"),
            "--jobs",
            "1",
        ],
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        check=False,
    )
    assert one.returncode == 0
    assert contents(tmp_path / "one") == contents(out)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
@pytest.mark.parametrize("delay", [0.05, 0.3, 0.6, 0.9])
def test_a_stopped_run_leaves_old_or_new_files(sources, tmp_path, number, delay):
    before = contents(sources)
    out = tmp_path / "out"
    process = start(sources, "--out", out)
    time.sleep(delay)
    os.killpg(process.pid, number)
    _, stderr = process.communicate(timeout=30)
    # While Python itself starts, nobody can answer an interrupt; from our first line on we do.
    assert b"Traceback" not in stderr or b"__main__.py" not in stderr
    assert process.returncode in (0, 130, -number) or b"__main__.py" not in stderr
    assert contents(sources) == before
    if out.exists():
        written = {name: data for name, data in contents(out).items() if name.endswith(".py")}
        assert len(set(written.values())) <= 1  # all sources are the same, so all results are
        assert all(b"compat_scope" in data and data.endswith(b"w)\n") for data in written.values())
    assert group_is_gone(process.pid)  # no worker stays behind


def test_python2_without_tensorflow_is_left_alone_with_a_note(tmp_path: Path) -> None:
    source = tmp_path / "src"
    source.mkdir()
    (source / "model.py").write_text(MODEL)
    (source / "prepare.py").write_bytes(b"print 'x'\n")
    out, _ = start(source, "--out", tmp_path / "out").communicate(timeout=60)
    assert "prepare.py:1:1 TF209 Python 2 without TensorFlow" in out.decode()
    assert (tmp_path / "out" / "prepare.py").read_bytes() == b"print 'x'\n"
