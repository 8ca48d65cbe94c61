"""A run that is stopped at any moment leaves every file either old or new."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

BEFORE = b"import tensorflow as tf\nx = tf.OLD\n" + b"# padding\n" * 2000
AFTER = BEFORE.replace(b"OLD", b"NEW")
FILES = 120


def make(root: Path) -> Path:
    root.mkdir()
    for number in range(FILES):
        (root / f"m{number:03}.py").write_bytes(BEFORE)
    return root


def wait_for_the_first_file(process: subprocess.Popen[bytes], root: Path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        if any(path.read_bytes() == AFTER for path in root.glob("m*.py")):
            return


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("mode", ["in place", "out"])
def test_every_file_is_old_or_new(spawn, tmp_path, number, mode):
    source, out = make(tmp_path / "src"), tmp_path / "out"
    arguments = ["--allow-no-vcs"] if mode == "in place" else ["--out", out]
    process = spawn(source, *arguments)
    wait_for_the_first_file(process, source if mode == "in place" else out)
    process.send_signal(number)
    _, stderr = process.communicate(timeout=30)
    written = source if mode == "in place" else out
    contents = {path.read_bytes() for path in written.glob("*.py")}
    assert contents <= {BEFORE, AFTER}
    assert AFTER in contents
    if mode == "out":
        assert {path.read_bytes() for path in source.iterdir()} == {BEFORE}
    assert b"Traceback" not in stderr
    if process.returncode == 0:  # it had finished before the signal reached it
        return
    assert process.returncode == (130 if number == signal.SIGINT else -number)
    if number == signal.SIGINT:
        assert stderr.startswith(b"migrate: interrupted; every file is either")
    if number != signal.SIGKILL:
        assert [path.name for path in written.iterdir() if not path.name.endswith(".py")] == []


def test_an_interrupt_before_writing(spawn, tmp_path):
    source = make(tmp_path / "src")
    (source / "m000.py").write_bytes(b"import tensorflow # SLOW\n")
    process = spawn(source, "--out", tmp_path / "out")
    assert process.stderr.readline() == b"slow\n"
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=30)
    assert process.returncode == 130
    assert (
        stderr == b"migrate: interrupted; every file is either as it was or completely migrated\n"
    )
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("mode", "status"), [("--diff", 0), ("--check", 1)])
def test_a_reader_that_stops_reading(spawn, tmp_path, mode, status):
    source = make(tmp_path / "src")
    for path in source.iterdir():
        path.write_bytes(b"import tensorflow as tf\n" + b"tf.GONE; tf.OLD\n" * 300)
    process = spawn(source, mode)
    process.stdout.readline()
    process.stdout.close()
    stderr = process.stderr.read()
    assert process.wait(timeout=30) == status
    assert b"Traceback" not in stderr
    assert b"Exception ignored" not in stderr


def test_a_closed_output(tmp_path):
    script = Path(__file__).parent / "stub_pipeline.py"
    (tmp_path / "m.py").write_bytes(BEFORE)
    import migrate

    environment = {**os.environ, "PYTHONPATH": str(Path(migrate.__file__).parent.parent)}
    line = f'"{sys.executable}" "{script}" "{tmp_path}" --check >&- 2>&-'
    assert subprocess.run(["sh", "-c", line], env=environment, check=False).returncode == 1
