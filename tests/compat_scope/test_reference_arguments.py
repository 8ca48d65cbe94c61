"""Layers of a graph whose variables are references take these as arguments, as TF1's functions did."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytest.importorskip("tensorflow")

PROGRAM = """
import keras
import tensorflow as tf
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()


class Scaled(keras.layers.Layer):
    tf1_scope = ""

    def build(self, w_shape):
        self.u = self.add_weight(name="u", shape=[1, w_shape[-1]])

    def call(self, w, more=None):
        return w * self.u + (0.0 if more is None else more)


class Net(keras.layers.Layer):
    def __init__(self, *, name="net", **kwargs):
        super().__init__(name=name, **kwargs)
        self.scaled = Scaled()

    def build(self, x_shape):
        self.w = self.add_weight(name="w", shape=[2, 3])

    def call(self, x):
        return tf.matmul(x, self.scaled(self.w.value) + self.scaled(self.w.value, more=self.w.value))


compat_scope.get_layer(Net)(tf.ones([4, 2]))
with compat_scope.variable_scope("kept"):
    v = compat_scope.get_variable("v", [2, 3])
    assert v.dtype.name == "float32_ref"
    compat_scope.get_layer(Scaled)(v)
print([v.op.name for v in tf.compat.v1.global_variables()])
"""


def test_variables_are_arguments() -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr[-2000:]
    assert run.stdout.split("\n")[0] == "['net/w', 'net/u', 'kept/v', 'kept/u']"
