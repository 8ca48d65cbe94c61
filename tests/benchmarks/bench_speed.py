"""How fast is ``python -m migrate`` beside ``tf_upgrade_v2``, wall clock, on the same trees?

    python tests/benchmarks/bench_speed.py PATH [PATH ...]
    python tests/benchmarks/bench_speed.py --pypi tensor2tensor==1.15.7

Both tools convert each tree into a fresh folder, in turns (a, b, a, b, …), so that a slow spell of the
machine hits both. The table gives the medians and their ratio. Trees are folders, or source
distributions downloaded from PyPI for the run. The time to start the command is measured as well.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
START_UP = (["--version"], ["--help"])


def timed(command: list[str]) -> float:
    """Seconds of wall clock. Raises CalledProcessError if the command fails."""
    started = time.perf_counter()
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    return time.perf_counter() - started


def migrate(tree: Path, out: Path, jobs: int) -> list[str]:
    return [sys.executable, "-m", "migrate", str(tree), "--out", str(out), "--jobs", str(jobs)]


def tf_upgrade_v2(tree: Path, out: Path, report: Path) -> list[str]:
    tool = Path(sys.executable).parent / "tf_upgrade_v2"
    command = [str(tool), "--intree", str(tree), "--outtree", str(out)]
    return [*command, "--copyotherfiles", "True", "--reportfile", str(report)]


def download(requirement: str, folder: Path) -> Path:
    """Downloads and unpacks a source distribution from PyPI; returns its folder."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--no-binary", ":all:"]
    command += ["--no-build-isolation", "-d", str(folder), requirement]
    done = subprocess.run(command, capture_output=True, text=True)
    archives = list(folder.glob("*.tar.gz"))
    if not archives:  # pip may fail to read the metadata of old packages, after the download
        sys.exit(f"{requirement}: {done.stderr.strip()[-400:]}")
    with tarfile.open(archives[0]) as archive:
        archive.extractall(folder / "tree", filter="data")
    return next((folder / "tree").iterdir())


def lines_of(tree: Path) -> int:
    return sum(path.read_bytes().count(b"\n") for path in tree.rglob("*.py") if path.is_file())


def measure(tree: Path, rounds: int, jobs: int, scratch: Path) -> tuple[float, float]:
    """The median seconds of migrate and of tf_upgrade_v2 over interleaved rounds."""
    ours, theirs = [], []
    for _ in range(rounds):
        for times, command in (
            (ours, migrate(tree, scratch / "ours", jobs)),
            (theirs, tf_upgrade_v2(tree, scratch / "theirs", scratch / "report.txt")),
        ):
            times.append(timed(command))
            shutil.rmtree(scratch / "ours", ignore_errors=True)
            shutil.rmtree(scratch / "theirs", ignore_errors=True)
    return statistics.median(ours), statistics.median(theirs)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("tree", nargs="*", type=Path)
    parser.add_argument("--pypi", action="append", default=[], metavar="NAME==VERSION")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(argv)
    row = "{:24} {:>8} {:>11} {:>15} {:>7}"
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        trees = [tree.resolve() for tree in options.tree]
        for i, requirement in enumerate(options.pypi):
            trees.append(download(requirement, scratch / f"pypi{i}"))
        for arguments in START_UP:
            command = [sys.executable, "-m", "migrate", *arguments]
            seconds = statistics.median(timed(command) for _ in range(max(5, options.rounds)))
            print(f"start-up, migrate {' '.join(arguments)}: {seconds:.3f} s")
        print(row.format("tree", "lines", "migrate (s)", "tf_upgrade_v2 (s)", "ratio"))
        for tree in trees:
            ours, theirs = measure(tree, options.rounds, options.jobs, scratch)
            cells = (f"{ours:.2f}", f"{theirs:.2f}", f"{theirs / ours:.1f}x")
            print(row.format(tree.name, lines_of(tree), *cells), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
