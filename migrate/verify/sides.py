"""Runs the two sides of a verification, each in a process of its own."""

from __future__ import annotations

import difflib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import migrate
from migrate.errors import UsageError
from migrate.verify.parting import Parting
from migrate.verify.recorded import Recorded, ReferenceUnreadable, read_recorded
from migrate.verify.recorder import FAILED
from migrate.verify.request import Request, import_root

_RECORDER = Path(__file__).with_name("recorder.py")
_LINES = 15  # of a failed process' messages that are shown


class SideFailed(RuntimeError):
    """The code of one side raised, or gave no answer. The message says what it printed last."""


@dataclass(frozen=True)
class Side:
    """One side, ready to run.

    Attributes:
        root: what goes first on the import path.
        how: in words, how it is run.
        command: the process, less the request and the folder for what is recorded.
        environment: its environment.
        original: for code that was put on the shim, the directory of the original that `root` was made from.
    """

    root: Path
    how: str
    command: tuple[str, ...]
    environment: dict[str, str]
    original: Path | None = None

    @property
    def where(self) -> str:
        """How it is run, in three or four words."""
        return (
            self.how.partition(" (")[0]
            .partition(", as a")[0]
            .removeprefix("the original")
            .strip(", ")
        )

    def as_written(self, parting: Parting) -> Parting:
        """The same with ``file:line`` and text of the user's source, not of the code that ran."""
        file, _, line = parting.place.rpartition(":")
        if self.original is None or not file:
            return parting
        try:
            ran = (self.root / file).read_text(encoding="utf-8").splitlines()
            theirs = (self.original / file).read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError):
            return parting
        number = _line_before(theirs, ran, int(line))
        text = theirs[number - 1].strip() if number <= len(theirs) else parting.text
        return replace(parting, place=f"{file}:{number}", text=text)


def before_side(request: Request, scratch: Path) -> Side:
    """The original: under TensorFlow 1.15 as it is, or migrated to the shim and run as the graph program it was.

    Raises:
        UsageError: the interpreter has no TensorFlow 1, or the sources cannot be migrated.
    """
    if request.tf1_python is not None:
        version = _version(request.tf1_python)
        root = import_root(request.before, request.entry)
        paths = [_setup_folder(request.setup, scratch / "setup")] if request.setup else []
        return Side(
            root,
            f"the original, under TensorFlow {version} ({request.tf1_python})",
            (request.tf1_python, str(_RECORDER), "--src", str(root.resolve())),
            _environment(paths, with_migrate=False),
        )
    source = request.before if request.before.is_dir() else request.before.parent
    tree = scratch / "shim" / source.resolve().name
    _migrate(source, tree)
    paths = []
    if request.setup:
        folder = scratch / "shim_setup"
        _migrate(_setup_folder(request.setup, scratch / "setup"), folder)
        paths = [folder]
    root = import_root(tree, request.entry)
    how = (
        "the original on migrate.compat_scope, as a tf.compat.v1 graph program on the installed TensorFlow (no TensorFlow "
        "1.15 was given: --tf1-python PYTHON is the stronger proof)"
    )
    command = (sys.executable, str(_RECORDER), "--src", str(root.resolve()))
    original = import_root(request.before, request.entry)
    return Side(root, how, command, _environment(paths), original)


def after_side(request: Request, scratch: Path, reference: Recorded) -> Side:
    """The migrated code on the installed TensorFlow, with the variables that the original had."""
    root = import_root(request.after, request.after_entry or request.entry)
    setup = request.after_setup
    paths = [_setup_folder(setup, scratch / "after_setup")] if setup else []
    if setup is None and request.setup is not None:
        folder = scratch / "after_setup"
        _migrate(_setup_folder(request.setup, scratch / "setup"), folder)
        paths = [folder]
    command = (sys.executable, "-m", "migrate.verify.after", "--src", str(root.resolve()))
    given = ("--reference", str(Path(reference.checkpoint).resolve()))
    return Side(root, "the migrated code", (*command, *given), _environment(paths))


def run_side(side: Side, request: dict[str, object], out: Path, timeout: float) -> Recorded:
    """Runs a side to its end and reads what it recorded.

    Raises:
        SideFailed: it raised, wrote nothing, or took longer than `timeout` seconds.
    """
    out.mkdir(parents=True, exist_ok=True)
    asked = out / "request.json"
    asked.write_text(json.dumps(request), encoding="utf-8")
    is_module = "migrate.verify.after" in side.command
    given = [str(asked)] if is_module else ["--request", str(asked)]
    log = out / "log.txt"
    with open(log, "wb") as output:
        process = subprocess.Popen(
            [*side.command, *given, "--out", str(out)],
            cwd=side.root,
            env=side.environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            status = process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise SideFailed(f"no end after {timeout:g} seconds") from None
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
    if status != 0:
        text = log.read_text(encoding="utf-8", errors="replace").rstrip()
        said = text.rpartition(f"\n{FAILED}")[2] if f"\n{FAILED}" in text else ""
        lines = text.splitlines()
        raise SideFailed(said or "\n".join(lines[-_LINES:]) or f"exit status {status}")
    try:
        return read_recorded(out)
    except ReferenceUnreadable as error:
        raise SideFailed(str(error)) from error


def _line_before(theirs: list[str], ran: list[str], line: int) -> int:
    """The line of the original that a line of the migrated text was."""
    matcher = difflib.SequenceMatcher(None, theirs, ran, autojunk=False)
    for _, a0, a1, b0, b1 in matcher.get_opcodes():
        if b0 <= line - 1 < b1:
            return min(a0 + line - 1 - b0, max(a1 - 1, a0)) + 1
    return line


def _migrate(source: Path, out: Path) -> None:
    """Migrates a tree to the shim, into a new folder."""
    out.parent.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "migrate", str(source.resolve()), "--out", str(out)]
    ran = subprocess.run(
        [*command, "--target", "shim", "--allow-dirty", "--quiet"],
        env=_environment([]),
        cwd=out.parent,
        capture_output=True,
        text=True,
    )
    if ran.returncode == 2 or not out.exists():
        raise UsageError(f"{source}: cannot be migrated to the shim: {ran.stderr.strip()}")


def _setup_folder(setup: Path, folder: Path) -> Path:
    """A folder that holds the setup file alone, for the import path."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(setup, folder / setup.name)
    return folder


def _version(python: str) -> str:
    program = "import tensorflow as tf; print(tf.__version__)"
    try:
        ran = subprocess.run(
            [python, "-c", program],
            capture_output=True,
            text=True,
            timeout=300,
            env=_environment([], with_migrate=False),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"--tf1-python {python}: cannot be run ({error})") from error
    version = ran.stdout.strip().rpartition("\n")[2]
    if ran.returncode != 0 or not version.startswith("1."):
        found = f"it has TensorFlow {version}" if version else "it has no TensorFlow"
        raise UsageError(
            f"--tf1-python {python}: {found}; an interpreter with TensorFlow 1 is meant"
        )
    return version


def _environment(paths: list[Path], with_migrate: bool = True) -> dict[str, str]:
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    here = [str(Path(migrate.__file__).resolve().parents[1])] if with_migrate else []
    theirs = [os.environ["PYTHONPATH"]] if with_migrate and "PYTHONPATH" in os.environ else []
    environment["PYTHONPATH"] = os.pathsep.join(
        [*(str(p.resolve()) for p in paths), *here, *theirs]
    )
    environment.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    environment.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    environment["PYTHONDONTWRITEBYTECODE"] = "1"  # nothing is written next to the user's code
    return environment
