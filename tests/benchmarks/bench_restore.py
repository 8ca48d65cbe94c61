"""Restoring a checkpoint: time and memory beside ``tf.compat.v1.train.Saver`` and a plain read of the file.

    python tests/benchmarks/bench_restore.py [MiB] [variables]

Prints a table; asserts nothing. Each way runs in processes of its own, in turn, after one that warms the file
cache; time is the best of three, memory is the growth of the peak over what the process held just before.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
sys.path.insert(0, str(Path(__file__).parents[2]))

WAYS = {
    "read": "read of the data file, in pieces of 1 MiB",
    "saver": "tf.compat.v1.train.Saver().restore",
    "restore": "migrate.checkpoint.restore",
    "one": "migrate.checkpoint.restore of one layer (include=)",
}
ROUNDS = 3


def shapes(megabytes: int, count: int) -> dict[str, list[int]]:
    """Names and shapes: one embedding of a quarter of the size, the rest in equal layers."""
    values = megabytes * 2**18
    layer = int((values * 3 / 4 / (count - 1)) ** 0.5)
    made = {f"net/layer_{i}/kernel": [layer, layer] for i in range(count - 1)}
    return {"net/embedding": [values // 4 // 64, 64], **made}


def measure(way: str, prefix: str, sizes: dict[str, list[int]]) -> dict[str, float]:
    """Seconds and MiB of one way, in this process."""
    import tensorflow as tf

    from migrate.checkpoint import restore

    variables = {name: tf.Variable(tf.zeros(shape), name=name) for name, shape in sizes.items()}
    saver = tf.compat.v1.train.Saver(variables)
    before = _peak()
    start = time.perf_counter()
    if way == "read":
        with open(prefix + ".data-00000-of-00001", "rb") as file:
            while file.read(2**20):
                pass
    elif way == "saver":
        saver.restore(None, prefix)
    else:
        restore(variables, prefix, include=None if way == "restore" else "net/layer_0/kernel")
    seconds = time.perf_counter() - start
    return {"seconds": seconds, "megabytes": _peak() - before}


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main(megabytes: int, count: int) -> None:
    import tensorflow as tf

    from migrate.checkpoint import save_tf1

    sizes = shapes(megabytes, count)
    with tempfile.TemporaryDirectory() as folder:
        variables = {n: tf.Variable(tf.random.normal(s), name=n) for n, s in sizes.items()}
        prefix = save_tf1(variables, Path(folder) / "model.ckpt")
        largest = max(v.numpy().nbytes for v in variables.values()) / 2**20
        del variables
        arguments = [prefix, json.dumps(sizes)]
        _child("read", arguments)
        runs: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
        for _ in range(ROUNDS):
            for way in WAYS:
                runs[way].append(_child(way, arguments))
    best = {way: min(run["seconds"] for run in rows) for way, rows in runs.items()}
    memory = {way: min(run["megabytes"] for run in rows) for way, rows in runs.items()}
    _print(f"{megabytes} MiB in {count} variables, the largest {largest:.0f} MiB")
    _print(f"{'':62} {'time':>9} {'x Saver':>8} {'x read':>8} {'peak':>9}")
    for way, title in WAYS.items():
        ratios = f"{best[way] / best['saver']:8.2f} {best[way] / best['read']:8.2f}"
        _print(f"{title:62} {best[way]:7.3f} s {ratios} {memory[way]:5.0f} MiB")


def _child(way: str, arguments: list[str]) -> dict[str, float]:
    command = [sys.executable, __file__, "--child", way, *arguments]
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    result: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
    return result


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        _print(json.dumps(measure(sys.argv[2], sys.argv[3], json.loads(sys.argv[4]))))
    else:
        given = [int(argument) for argument in sys.argv[1:]]
        main(*(given + [512, 100][len(given) :]))
