"""One repository from TF 1.15 to today's TensorFlow: record, migrate, restore, compare."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from tests.real.repositories import PROBES, Repository

CHECKOUT = Path(__file__).resolve().parents[2]
TOLERANCE = 1e-4  # of the largest magnitude in the output, at least 1
QUIET = {"TF_CPP_MIN_LOG_LEVEL": "3", "CUDA_VISIBLE_DEVICES": "-1", "PYTHONDONTWRITEBYTECODE": "1"}


class ProbeError(RuntimeError):
    """A step did not run; the message ends with what the step printed last."""


@dataclass(frozen=True)
class Comparison:
    """What TF 1.15 and the migrated code agree on.

    `difference` is the largest ``max|a - b| / max(1, max|a|)`` over the outputs, `where` the output it
    is at. `names` is empty when names, order, shapes, dtypes and trainability are equal, else it says
    where they first differ.
    """

    repository: str
    variables: int = 0
    outputs: int = 0
    names: str = ""
    difference: float = float("nan")
    where: str = ""
    failed: str = ""

    @property
    def equal(self) -> bool:
        return not self.failed and not self.names and self.difference <= TOLERANCE


def run_step(name: str, command: list[str], cwd: Path) -> str:
    """Runs one step and returns what it printed. Raises ProbeError with the tail of it on failure."""
    path = os.pathsep.join(filter(None, [str(CHECKOUT), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, **QUIET}
    # TF 1.15's Python needs nothing of ours; the migrated code imports migrate.compat_scope.
    environment.pop("PYTHONPATH", None)
    if name != "record":
        environment["PYTHONPATH"] = path
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, errors="replace"
    )
    if done.returncode:
        tail = "\n".join((done.stdout + done.stderr).strip().splitlines()[-25:])
        raise ProbeError(f"{name} failed (exit status {done.returncode})\n{tail}")
    return done.stdout


def copy_tree(repository: Repository, checkout: Path, target: Path) -> None:
    """Copies a checkout to `target`, without its history, and puts the inference script in place."""
    shutil.copytree(checkout, target, ignore=shutil.ignore_patterns(".git", "__pycache__"))
    for script in ("probe_common.py", repository.probe):
        shutil.copy(PROBES / script, target / repository.folder / script)


def compare(repository: str, work: Path) -> Comparison:
    """Compares the dumps ``record`` and ``restore`` in `work`."""
    recorded = json.loads((work / "record.json").read_text())["variables"]
    restored = json.loads((work / "restore.json").read_text())["variables"]
    names = ""
    for case, variables in recorded.items():
        if variables != restored[case] and not names:
            pairs = zip(variables + [None], restored[case] + [None], strict=False)
            old, new = next(pair for pair in pairs if pair[0] != pair[1])
            names = f"{case}: {old} became {new}"
    worst, where, count = 0.0, "", 0
    with np.load(work / "record.npz") as old, np.load(work / "restore.npz") as new:
        if sorted(old.files) != sorted(new.files):
            raise ProbeError(f"other outputs: {sorted(set(old.files) ^ set(new.files))}")
        for key in old.files:
            count += 1
            if old[key].shape != new[key].shape:
                raise ProbeError(f"{key}: shape {old[key].shape} became {new[key].shape}")
            a, b = old[key].astype(np.float64), new[key].astype(np.float64)
            if not (np.isfinite(a).all() and np.isfinite(b).all()):
                raise ProbeError(f"{key}: not all values are finite")
            scale = max(1.0, np.max(np.abs(a), initial=0.0))
            difference = float(np.max(np.abs(a - b), initial=0.0) / scale)
            if difference > worst:
                worst, where = difference, key
    total = sum(len(variables) for variables in recorded.values())
    return Comparison(repository, total, count, names, worst, where)


def roundtrip(
    repository: Repository,
    checkout: Path,
    tf1_python: str,
    work: Path,
    keep_record: bool = False,
    target: str = "",
) -> Comparison:
    """Records, migrates with one command, restores and compares, all under the folder `work`.

    `target` is what scoped code becomes; "" for the tool's default.

    With `keep_record`, what TF 1.15 wrote in an earlier run in `work` is used again.
    """
    original, migrated, dumps = work / "original", work / "migrated", work / "dumps"
    try:
        if not (keep_record and (dumps / "record.npz").exists()):
            shutil.rmtree(work, ignore_errors=True)
            dumps.mkdir(parents=True)
            copy_tree(repository, checkout, original)
            command = [tf1_python, repository.probe, "--probe_mode=record", f"--probe_dir={dumps}"]
            run_step("record", command, original / repository.folder)
        elif keep_record:
            shutil.rmtree(original, ignore_errors=True)
            copy_tree(repository, checkout, original)
        shutil.rmtree(migrated, ignore_errors=True)
        command = [sys.executable, "-m", "migrate", str(original), "--out", str(migrated)]
        command += ["--report", str(work / "report.json")]
        command += ["--target", target] if target else []
        run_step("migrate", command, work)
        command = [sys.executable, repository.probe, "--probe_mode=restore", f"--probe_dir={dumps}"]
        run_step("restore", command, migrated / repository.folder)
        return compare(repository.key, dumps)
    except ProbeError as error:
        return Comparison(repository.key, failed=str(error))
