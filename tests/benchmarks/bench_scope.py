"""What a scope entry and a `get_variable` cost on the shim, in microseconds.

    python tests/benchmarks/bench_scope.py

Prints a table; asserts nothing. Each figure is the best of five runs, in processor time of the calling thread.
"""

from __future__ import annotations

import os
import sys
import time
import timeit
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
sys.path.insert(0, str(Path(__file__).parents[2]))

import tensorflow as tf

from migrate import compat_scope as cs

v1 = tf.compat.v1


def microseconds(function: Callable[[], Any], number: int = 5000) -> float:
    runs = timeit.repeat(function, number=number, repeat=5, timer=time.thread_time)
    return min(runs) / number * 1e6


def hit() -> Any:
    with cs.variable_scope("a", reuse=cs.AUTO_REUSE):
        return cs.get_variable("w", [3, 2])


def entry() -> None:
    with cs.variable_scope("a"):
        pass


def plain_v1_hit() -> Any:
    with v1.variable_scope("a", reuse=v1.AUTO_REUSE):
        return None


def dense(x: Any, units: int) -> Any:
    with cs.variable_scope(None, "dense"):
        w = cs.get_variable("kernel", [x.shape[-1], units])
        b = cs.get_variable("bias", [units], initializer=tf.zeros_initializer())
        return tf.nn.relu(tf.matmul(x, w) + b)


def mlp(x: Any) -> Any:
    for _ in range(12):
        x = dense(x, x.shape[-1])
    return x


class PlainMlp(tf.Module):
    """The same by hand."""

    def __init__(self, units: int) -> None:
        super().__init__()
        self.kernels = [tf.Variable(tf.random.normal([units, units])) for _ in range(12)]
        self.biases = [tf.Variable(tf.zeros([units])) for _ in range(12)]

    def __call__(self, x: Any) -> Any:
        for w, b in zip(self.kernels, self.biases, strict=True):
            x = tf.nn.relu(tf.matmul(x, w) + b)
        return x


def first_trace(model: Callable[[Any], Any]) -> float:
    start = time.perf_counter()
    tf.function(model).get_concrete_function(tf.TensorSpec([8, 64]))
    return (time.perf_counter() - start) * 1e3


def main() -> None:
    hit()
    rows: list[tuple[str, float]] = [
        ("scope entry + get_variable hit, us", microseconds(hit)),
        ("scope entry, us", microseconds(entry)),
    ]
    with cs.variable_scope("a", reuse=True):
        rows.append(("get_variable hit, us", microseconds(lambda: cs.get_variable("w", [3, 2]))))
    rows.append(("scope entry of tf.compat.v1 in eager mode, us", microseconds(plain_v1_hit)))
    for units in (64, 512):
        x = tf.ones([8, units])
        module, plain = cs.ScopedModule(mlp), PlainMlp(units)
        module(x)
        shim = microseconds(lambda m=module, x=x: m(x), 100)
        hand = microseconds(lambda m=plain, x=x: m(x), 100)
        rows.append((f"12 dense layers, width {units}, eager, us", shim))
        rows.append((f"  ratio to the same as a tf.Module by hand, width {units}", shim / hand))
        traced, by_hand = tf.function(module), tf.function(plain)
        traced(x), by_hand(x)
        ratio = microseconds(lambda f=traced, x=x: f(x), 500) / microseconds(
            lambda f=by_hand, x=x: f(x), 500
        )
        rows.append((f"  the same inside tf.function, width {units}", ratio))
    rows.append(("first trace of 12 layers by hand, ms", first_trace(PlainMlp(64))))
    rows.append(("first trace of 12 layers on the shim, ms", first_trace(cs.ScopedModule(mlp))))
    for name, value in rows:
        sys.stdout.write(f"{name:<60}{value:>10.2f}\n")


if __name__ == "__main__":
    main()
