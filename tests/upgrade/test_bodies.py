"""Functions given to branches and loops: where they may create variables, the shim builds each of them once."""

from __future__ import annotations

import pytest

MODULE = """
import tensorflow as tf
from ops import elsewhere
w = tf.get_variable("w", [1])

def small(x):
    return tf.log(x)

def makes(x):
    return tf.layers.dense(x, 2)

def calls(x):
    return small(makes(x))

class Net:
    def block(self, x):
        return calls(x)

    def run(self, x, given):
        return {}
"""
BODIES = {
    "tf.cond(p, lambda: tf.log(x), lambda: x)": False,
    "tf.cond(p, lambda: small(x), lambda: float(len(x)))": False,
    "tf.cond(p, lambda: small(x), lambda: makes(x))": True,
    "tf.cond(p, lambda: tf.layers.dense(x, 2), lambda: x)": True,
    "tf.cond(p, lambda: self.block(x), lambda: x)": True,
    "tf.cond(p, lambda: x.assign(1.0), lambda: x)": False,
    "tf.cond(p, lambda: given(x), lambda: x)": True,
    "tf.cond(p, lambda: elsewhere(x), lambda: x)": True,
    "tf.cond(p, fn1=lambda: calls(x), fn2=lambda: x)": True,
    "tf.map_fn(small, x)": False,
    "tf.map_fn(calls, x)": True,
    "tf.map_fn(lambda r: (small(r), r), x, dtype=(tf.float32, tf.float32))": False,
}


@pytest.mark.parametrize("call", BODIES)
def test_functions_that_may_create_variables(call, migrated):
    after = migrated(MODULE.format(call))
    name = call.partition("(")[0].removeprefix("tf.")
    assert (f"return compat_scope.{name}(" in after) is BODIES[call]


def test_graph_programs_and_eager_programs_of_tf1(migrated):
    for statement in ("sess = tf.Session()", "tf.enable_eager_execution()"):
        after = migrated(
            MODULE.format("tf.cond(p, lambda: makes(x), lambda: x)") + statement + "\n"
        )
        assert "return tf.compat.v1.cond(p, lambda: makes(x), lambda: x)" in after
