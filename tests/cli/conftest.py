"""Runs the command in this process, on the stub pipeline."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

sys.path.insert(0, os.path.dirname(__file__))

import migrate
from migrate.__main__ import main
from tests.cli import stub_pipeline

CHECKOUT = Path(migrate.__file__).resolve().parent.parent


@dataclass(frozen=True)
class Ran:
    status: int
    stdout: bytes
    stderr: str

    @property
    def lines(self) -> list[str]:
        return self.stdout.decode().splitlines()


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Callable[..., Ran]:
    """Runs ``python -m migrate`` with the given arguments."""
    monkeypatch.setitem(sys.modules, "migrate.pipeline", stub_pipeline)
    monkeypatch.setattr(migrate, "pipeline", stub_pipeline, raising=False)

    def run(*arguments: object) -> Ran:
        capfdbinary.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stop:  # argparse
            status = stop.code if isinstance(stop.code, int) else 1
        sys.stdout.flush()
        out, err = capfdbinary.readouterr()
        return Ran(status, out, err.decode())

    return run


def _heeds_interrupts() -> None:
    """A shell has what it runs in the background ignore SIGINT, and that is inherited."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.fixture
def spawn() -> Iterator[Callable[..., subprocess.Popen[bytes]]]:
    """Starts the command, on the stub pipeline, in a process of its own."""
    started = []

    def start(*arguments: object, **options: object) -> subprocess.Popen[bytes]:
        script = Path(__file__).parent / "stub_pipeline.py"
        environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "TERM": "dumb"}
        process = subprocess.Popen(
            [sys.executable, str(script), *map(str, arguments)],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=_heeds_interrupts,
            **options,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A source directory with one file that changes and one that does not."""
    source = tmp_path / "src"
    source.mkdir()
    (source / "model.py").write_bytes(b"import tensorflow as tf\nx = tf.OLD\n")
    (source / "util.py").write_bytes(b"x = 1\n")
    return source


def git(directory: Path, *arguments: str) -> str:
    """Runs git in ``directory``, untouched by the machine's own configuration."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    names = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(
        ["git", *names, *arguments], cwd=directory, env=environment, capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.fixture
def repository(tree: Path) -> Path:
    """`tree`, committed to a git repository of its own."""
    git(tree, "init", "-q")
    git(tree, "add", "-A")
    git(tree, "commit", "-q", "-m", "start")
    return tree
