"""A 12-layer transformer on the shim against the same written by hand in Keras 3, as ratios.

    python tests/benchmarks/bench_transformer.py [layers] [width]

Prints the operations of the two ``tf.function`` graphs, the time of an eager call, of a traced call and of the first
trace, with and without autograph; asserts nothing. Times are the best of the rounds, which take turns.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
sys.path.insert(0, str(Path(__file__).parents[2]))

import keras
import tensorflow as tf

from migrate import compat_scope as cs

HEADS, CLASSES = 4, 10


def attend(q: Any, k: Any, v: Any) -> Any:
    """Attention of all heads; [batch, length, width] each."""
    batch, length, width = q.shape
    q, k, v = (
        tf.transpose(tf.reshape(t, [batch, length, HEADS, width // HEADS]), [0, 2, 1, 3])
        for t in (q, k, v)
    )
    weights = tf.nn.softmax(tf.matmul(q, k, transpose_b=True) * (width // HEADS) ** -0.5)
    merged = tf.transpose(tf.matmul(weights, v), [0, 2, 1, 3])
    return tf.reshape(merged, [batch, length, width])


def normalized(x: Any, g: Any, b: Any) -> Any:
    mean = tf.reduce_mean(x, axis=-1, keepdims=True)
    centered = x - mean
    variance = tf.reduce_mean(tf.square(centered), axis=-1, keepdims=True)
    return centered * tf.math.rsqrt(variance + 1e-5) * g + b


# As TF1 code has it.


def norm(x: Any, scope: str) -> Any:
    with cs.variable_scope(scope):
        g = cs.get_variable("g", [x.shape[-1]], initializer=tf.ones_initializer())
        b = cs.get_variable("b", [x.shape[-1]], initializer=tf.zeros_initializer())
        return normalized(x, g, b)


def dense(x: Any, units: int, scope: str) -> Any:
    with cs.variable_scope(scope):
        w = cs.get_variable("w", [x.shape[-1], units])
        b = cs.get_variable("b", [units], initializer=tf.zeros_initializer())
        return tf.tensordot(x, w, 1) + b


def transformer(x: Any, depth: int) -> Any:
    with cs.variable_scope("model"):
        for i in range(depth):
            with cs.variable_scope(f"layer_{i}"):
                q, k, v = tf.split(dense(norm(x, "ln_1"), 3 * x.shape[-1], "qkv"), 3, axis=-1)
                x = x + dense(attend(q, k, v), x.shape[-1], "proj")
                h = tf.nn.relu(dense(norm(x, "ln_2"), 4 * x.shape[-1], "up"))
                x = x + dense(h, x.shape[-1], "down")
        return dense(x, CLASSES, "head")


# The same by hand.


class Norm(keras.layers.Layer):
    def build(self, shape: Any) -> None:
        self.g = self.add_weight(name="g", shape=[shape[-1]], initializer="ones")
        self.b = self.add_weight(name="b", shape=[shape[-1]], initializer="zeros")

    def call(self, x: Any) -> Any:
        return normalized(x, self.g, self.b)


class Dense(keras.layers.Layer):
    def __init__(self, units: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.units = units

    def build(self, shape: Any) -> None:
        self.w = self.add_weight(name="w", shape=[shape[-1], self.units])
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x: Any) -> Any:
        return tf.tensordot(x, self.w, 1) + self.b


class Block(keras.layers.Layer):
    def __init__(self, width: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ln_1, self.ln_2 = Norm(name="ln_1"), Norm(name="ln_2")
        self.qkv, self.proj = Dense(3 * width, name="qkv"), Dense(width, name="proj")
        self.up, self.down = Dense(4 * width, name="up"), Dense(width, name="down")

    def call(self, x: Any) -> Any:
        q, k, v = tf.split(self.qkv(self.ln_1(x)), 3, axis=-1)
        x = x + self.proj(attend(q, k, v))
        return x + self.down(tf.nn.relu(self.up(self.ln_2(x))))


class Transformer(keras.Model):
    def __init__(self, width: int, depth: int) -> None:
        super().__init__(name="model")
        self.blocks = [Block(width, name=f"layer_{i}") for i in range(depth)]
        self.head = Dense(CLASSES, name="head")

    def call(self, x: Any) -> Any:
        for block in self.blocks:
            x = block(x)
        return self.head(x)


def seconds(function: Callable[[], Any], number: int) -> float:
    start = time.perf_counter()
    for _ in range(number):
        function()
    return (time.perf_counter() - start) / number


def best(functions: list[Callable[[], Any]], number: int, rounds: int = 7) -> list[float]:
    """The best time of each, the rounds taking turns."""
    times = [[seconds(function, number) for function in functions] for _ in range(rounds)]
    return [min(column) for column in zip(*times, strict=True)]


def operations(function: Any) -> dict[str, int]:
    counts: dict[str, int] = {}
    for op in function.graph.get_operations():
        counts[op.type] = counts.get(op.type, 0) + 1
    return counts


def main(depth: int = 12, width: int = 64) -> None:
    x = tf.random.normal([2, 16, width])
    shim, hand = cs.ScopedModule(lambda t: transformer(t, depth)), Transformer(width, depth)
    shim(x), hand(x)
    spec = tf.TensorSpec(x.shape)
    ops = [operations(tf.function(m).get_concrete_function(spec)) for m in (shim, hand)]
    ours, theirs = (sum(count.values()) for count in ops)
    rows = [("operations in the graph", ours, theirs)]
    rows.append(
        ("an eager call, ms", *[t * 1e3 for t in best([lambda: shim(x), lambda: hand(x)], 3)])
    )
    traced = [tf.function(m) for m in (shim, hand)]
    for function in traced:
        function(x)
    calls: list[Callable[[], Any]] = [lambda f=f: f(x) for f in traced]
    rows.append(("a traced call, ms", *[t * 1e3 for t in best(calls, 20)]))

    def trace(model: Any, autograph: bool) -> Callable[[], Any]:
        return lambda: tf.function(model, autograph=autograph).get_concrete_function(spec)

    times = best([trace(shim, True), trace(hand, True)], 1, 3)
    rows.append(("a trace, ms", *[t * 1e3 for t in times]))
    with_, without = best([trace(shim, True), trace(shim, False)], 1, 3)
    for name, mine, other in rows:
        sys.stdout.write(
            f"{name:<36}shim {mine:>9.2f}  by hand {other:>9.2f}  ratio {mine / other:.3f}\n"
        )
    sys.stdout.write(f"{'a trace with autograph, to one without':<48}ratio {with_ / without:.3f}\n")
    differ = {op: (ops[0].get(op, 0), ops[1].get(op, 0)) for op in {**ops[0], **ops[1]}}
    differ = {op: pair for op, pair in differ.items() if pair[0] != pair[1]}
    sys.stdout.write(f"operations that differ: {differ or 'none'}\n")


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
