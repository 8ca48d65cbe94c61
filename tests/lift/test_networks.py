"""Subclasses of `tf.contrib.eager.Network`: Keras models with the names that TF 1.15.5 gave."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

pytest.importorskip("tensorflow")

# TF 1.15.5 has the class as tensorflow.contrib.eager.python.network.Network only.
HEADER = """\
import tensorflow as tf
from tensorflow.contrib.eager.python import network

tf.enable_eager_execution()


"""
NET = HEADER + '''\
class MLPNet2D(network.Network):
  """A network of several layers."""

  def __init__(self):
    # Define each layer.
    super(MLPNet2D, self).__init__()
    self.first = self.track_layer(tf.layers.Dense(4, activation=tf.nn.relu))
    self.named = self.track_layer(tf.layers.Dense(3, name="dense_1"))
    self.other = self.track_layer(tf.layers.Dense(3))
    self.conv = self.track_layer(tf.layers.Conv1D(2, 1))
    self.last = self.track_layer(
        tf.layers.Dense(2, use_bias=False))  # no bias

  def call(self, x):
    x = self.other(self.named(self.first(x)))
    return self.last(self.conv(tf.expand_dims(x, 1)))


net = MLPNet2D()


def predict(x):
  return net(x)
'''
# What TF 1.15.5 printed of the same class: [v.name for v in net.variables].
NAMES = [
    "mlp_net2d/dense/kernel",
    "mlp_net2d/dense/bias",
    "mlp_net2d/dense_1/kernel",
    "mlp_net2d/dense_1/bias",
    "mlp_net2d/dense_2/kernel",
    "mlp_net2d/dense_2/bias",
    "mlp_net2d/conv1d/kernel",
    "mlp_net2d/conv1d/bias",
    "mlp_net2d/dense_3/kernel",
]


def test_names_are_those_of_tf1(tmp_path: Path) -> None:
    import numpy as np

    lifted = Lifted(tmp_path, NET)
    assert lifted.tiers["MLPNet2D"] == lifted.tiers["MLPNet2D.__init__"] == "lifted"
    module = lifted.module()
    out = module.predict(np.ones([2, 3], np.float32))
    assert out.shape == (2, 1, 2)
    assert [v.path for v in module.net.weights] == NAMES


def test_text(tmp_path: Path) -> None:
    text = Lifted(tmp_path, NET).text
    assert "class MLPNet2D(keras.Model):" in text
    assert 'self.first = keras.layers.Dense(4, activation="relu", name="dense")' in text
    assert "# Define each layer." in text
    assert "# no bias" in text
    assert "track_layer" not in text


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("def __init__(self):", "def __init__(self, units=3):", "TF320"),
        ("net = MLPNet2D()", "net = MLPNet2D()\nsecond = MLPNet2D()", "TF307"),
        ("net = MLPNet2D()", "net = [MLPNet2D() for _ in range(2)]", "TF320"),
        ("self.other(self.named(", "self.named(self.other(", "TF320"),
        ("tf.layers.Conv1D(2, 1)", "tf.layers.Dropout(0.5)", "TF316"),
        ("tf.layers.Conv1D(2, 1)", "network.Sequential([])", "TF320"),
        ('name="dense_1"', 'name=str("dense_1")', "TF320"),
        ("self.last = self.track_layer", "self.layers = self.track_layer", "TF320"),
        ("return net(x)", "return net(x), net.variables", "TF320"),
        (
            "    return self.last(",
            "    if x is None:\n      return x\n    return self.last(",
            "TF320",
        ),
        ("return self.last(", "return self.last.kernel, self.last(", "TF320"),
    ],
)
def test_what_is_not_certain_stays(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert old in NET
    lifted = Lifted(tmp_path, NET.replace(old, new))
    assert lifted.tiers["MLPNet2D.__init__"] != "lifted"
    assert code in lifted.codes["MLPNet2D.__init__"]
