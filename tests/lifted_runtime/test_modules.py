"""`get_layer` of `tf.Module` classes: the programs of ``caller_programs.py`` that need no Keras layer."""

from __future__ import annotations

from typing import Any

import caller_programs
import lifted
import pytest
import standing_in
import tensorflow as tf
from test_callers import FIRST_PASS_ONLY, RECORDED

from migrate import checkpoint
from migrate import compat_scope as cs


class Dense(tf.Module):
    def __init__(self, units: int, *, name: str | None = None) -> None:
        super().__init__(name=name)
        self.units = units
        self.w: Any = None

    def build(self, x: Any) -> None:
        with self.name_scope:
            make = tf.keras.initializers.GlorotUniform()
            shape = [x.shape[-1], self.units]
            self.w = tf.Variable(lambda: make(shape), name="w")
            self.b = tf.Variable(tf.zeros([self.units]), name="b")

    def __call__(self, x: Any) -> Any:
        if self.w is None:
            self.build(x)
        return tf.matmul(x, self.w) + self.b


class Encoder(tf.Module):
    def __init__(self, units: int, depth: int, *, name: str = "encoder") -> None:
        super().__init__(name=name)
        self.dense = []
        with self.name_scope:
            for i in range(depth):
                with tf.name_scope(f"layer_{i}"):
                    self.dense.append(Dense(units, name="dense"))

    def __call__(self, x: Any) -> Any:
        for dense in self.dense:
            x = tf.nn.relu(dense(x))
        return x


class Similarity(tf.Module):
    tf1_scope = ""

    def __init__(self, units: int, depth: int) -> None:
        super().__init__()
        with self.name_scope:
            self.encoder = Encoder(units, depth)

    def __call__(self, a: Any, b: Any) -> Any:
        return tf.reduce_sum(self.encoder(a) * self.encoder(b), -1)


class Block(tf.Module):
    """Says its scopes itself, without name scopes."""

    tf1_scope = "block"

    def __init__(self, units: int) -> None:
        super().__init__()
        self.g = tf.Variable([1.0], name="g")
        self.fc = Dense(units)
        self.fc.tf1_scope = "fc"

    def __call__(self, x: Any) -> Any:
        return tf.tanh(self.fc(x) * self.g)


class Modules(lifted.Functions):
    def dense(self, x: Any, units: int, scope: str, reuse: Any = None) -> Any:
        return cs.get_layer(Dense, units, name=scope, reuse=reuse)(x)

    def encoder(
        self, x: Any, units: int, depth: int, scope: str = "encoder", reuse: Any = None
    ) -> Any:
        return cs.get_layer(Encoder, units, depth, name=scope, reuse=reuse)(x)

    def similarity(self, a: Any, b: Any, units: int, depth: int) -> Any:
        return cs.get_layer(Similarity, units, depth)(a, b)

    def block(self, x: Any, units: int, scope: str | None = None, reuse: Any = None) -> Any:
        return cs.get_layer(Block, units, name=scope, default_name="block", reuse=reuse)(x)


PROGRAMS = [
    "auto_reuse",
    "captured_scopes",
    "default_names",
    "duplicates",
    "functions_between",
    "missing",
    "named",
    "names_taken_by_others",
    "names_taken_by_scopes_inside",
    "shared_with_get_variable",
    "transparent",
]


@pytest.mark.parametrize("name", PROGRAMS)
@pytest.mark.parametrize("mode", sorted(standing_in.MODES))
def test_program(name: str, mode: str) -> None:
    def run(tf1: Any, out: Any) -> None:
        x = tf.zeros([2, 4])
        if mode == "graph":
            x = tf.compat.v1.placeholder(tf.float32, [2, 4])
        caller_programs.PROGRAMS[name](tf1, Modules(graph=mode == "graph"), x, out)

    runs = standing_in.MODES[mode](run)
    assert runs[0] == RECORDED[name]
    if mode in ("function", "hosted") and name not in FIRST_PASS_ONLY:
        assert runs[1:] == [RECORDED[name]] * (len(runs) - 1)


def test_names_of_the_module_itself() -> None:
    with cs.variable_scope("net"):
        one = cs.get_layer(Similarity, 4, 1)
        one(tf.ones([2, 4]), tf.ones([2, 4]))
        two = cs.get_layer(Block, 3, name="b")
        two(tf.ones([2, 4]))
    assert set(checkpoint.names(two.layer)) == {"net/b/g", "net/b/fc/w", "net/b/fc/b"}
    expected = {"net/encoder/layer_0/dense/w", "net/encoder/layer_0/dense/b"}
    assert set(checkpoint.names(one.layer)) == expected
    assert set(cs.default_store().names) == expected | set(checkpoint.names(two.layer))
    alone = Encoder(4, 1)
    alone(tf.ones([2, 4]))
    assert set(checkpoint.names(alone)) == {n.removeprefix("net/") for n in expected}


class Late(tf.Module):
    """Makes its own weight in the constructor, and its sublayer's before it in TF1's order."""

    tf1_order = ("fc", "scale")

    def __init__(self, *, name: str | None = None) -> None:
        super().__init__(name=name)
        with self.name_scope, tf.name_scope("inner"):
            self.scale = tf.Variable([2.0], name="scale")
            self.fc = Dense(4, name="fc")

    @tf.Module.with_name_scope
    def __call__(self, x: Any) -> Any:
        return self.fc(x) * self.scale


def late(names: list[str]) -> list[str]:
    return [name for name in names if name.startswith("late/")]


def test_scopes_that_ops_took_before() -> None:
    with tf.Graph().as_default():
        for scope in ("late/", "late/late/"):
            with tf.name_scope(scope), tf.name_scope("inner"):
                tf.constant(1.0)
        x = tf.compat.v1.placeholder(tf.float32, [None, 4])
        for _ in range(2):
            cs.get_layer(Late, name="late", reuse=cs.AUTO_REUSE)(x)
        made = [v.op.name for v in tf.compat.v1.global_variables()]
    assert made == ["late/inner/fc/w", "late/inner/fc/b", "late/inner/scale"]


@pytest.mark.parametrize("traced", [False, True])
def test_made_in_a_loop(traced: bool) -> None:
    def steps(x: Any) -> Any:
        def step(i: Any, y: Any) -> Any:
            return i + 1, cs.get_layer(Late, name="late", reuse=cs.AUTO_REUSE)(y)

        return tf.while_loop(lambda i, _: i < 2, step, (0, x))[1]

    model = cs.ScopedModule(steps)
    run = tf.function(model) if traced else model
    first = run(tf.ones([2, 4]))
    assert late(list(cs.named_variables(model))) == [
        "late/inner/fc/w",
        "late/inner/fc/b",
        "late/inner/scale",
    ]
    tf.debugging.assert_equal(run(tf.ones([2, 4])), first)
