"""The command starts fast and imports neither TensorFlow nor what the run does not need."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

import migrate

CHECKOUT = Path(migrate.__file__).resolve().parent.parent


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    return subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        **options,
    )


def test_help_imports_little_and_teaches():
    ran = run("-X", "importtime", "-m", "migrate", "--help")
    assert ran.returncode == 0
    imported = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert "migrate.cli.options" in imported
    heavy = {"tensorflow", "keras", "numpy", "rich", "black", "libcst", "fissix", "pathspec"}
    assert not {name for name in imported if name.partition(".")[0] in heavy}
    for word in (
        "--out",
        "--diff",
        "--check",
        "explain",
        "rules",
        "# migrate: skip",
        "exit status",
        "[tool.migrate]",
    ):
        assert word in ran.stdout


def test_help_takes_less_than_half_a_second():
    durations = []
    for _ in range(3):
        start = time.perf_counter()
        assert run("-m", "migrate", "--help").returncode == 0
        durations.append(time.perf_counter() - start)
    assert min(durations) < 0.5


@pytest.mark.parametrize(
    "arguments",
    [["SRC", "--out", "OUT"], ["SRC", "--diff"], ["explain", "TF101"], ["rules", "tf.nn"]],
)
def test_no_run_imports_tensorflow(tmp_path, arguments):
    source = tmp_path / "src"
    source.mkdir()
    (source / "m.py").write_text(
        "import tensorflow as tf\nx = tf.placeholder(tf.float32, [None])\n"
    )
    (source / "old.py").write_text("import tensorflow as tf\nprint 'x'\n")
    program = (
        "import sys; from migrate.__main__ import main; status = main(sys.argv[1:])\n"
        "bad = {'tensorflow', 'keras', 'numpy'} & set(sys.modules); sys.exit(str(bad) if bad else status)"
    )
    given = [a.replace("SRC", str(source)).replace("OUT", str(tmp_path / "out")) for a in arguments]
    ran = run("-c", program, *given)
    assert (ran.returncode, ran.stderr.count("Traceback")) == (0, 0), ran.stderr


def test_version():
    ran = run("-m", "migrate", "--version")
    assert (ran.returncode, ran.stdout) == (0, f"migrate {migrate.__version__}\n")
