"""Classes that inherit the call which opens their scope, and what keeps them as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

CODE = '''
import tensorflow as tf


class Network(object):
    """Knows whether it was built."""

    def __init__(self, name, width=4):
        self.name = name
        self.width = width  # of the hidden layer
        self.reuse = False

    def __call__(self, inputs):
        with tf.variable_scope(self.name, reuse=self.reuse):
            outputs = self.build_graph(inputs)
        self.reuse = True
        return outputs


class Generator(Network):
    """Makes images."""

    def __init__(self, name, size, width=4):
        super(Generator, self).__init__(name, width=width)
        self.size = size

    def build_graph(self, x):
        # One hidden layer.
        x = tf.layers.dense(x, self.width, name="hidden")
        return tf.layers.dense(x, self.size, name="out")


class Critic(Network):
    def build_graph(self, inputs):
        """A score of each."""
        if self.width > 4:
            return tf.layers.dense(inputs, 1, name="wide")
        return tf.layers.dense(inputs, 1, name="narrow")


def forward(z):
    generator = Generator("g", 3)
    critic = Critic("c", width=5)
    fake = generator(z)
    return critic(fake) + critic(2.0 * fake)
'''


@pytest.mark.parametrize("target", ["keras", "module"])
def test_each_class_has_its_call(target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, CODE, target)
    assert found.tiers["Generator"] == found.tiers["Critic"] == "lifted"
    for gone in ("reuse", "Network", "build_graph", "compat_scope"):
        assert gone not in found.text
    for kept in (
        "# of the hidden layer",
        "# One hidden layer.",
        "Makes images.",
        "A score of each.",
    ):
        assert kept in found.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The class above is more than a class above.
        ("def forward(z):", "def forward(z):\n    assert issubclass(Generator, Network)"),
        ("def forward(z):", "def forward(z):\n    other = Network('other')"),
        # Another class changes what one of them does, or it changes itself.
        ("def forward(z):", "class Late(Critic):\n    def build_graph(self, x):\n        return x\n\n\ndef forward(z):"),
        ("    fake = generator(z)", "    generator.build_graph = None\n    fake = generator(z)"),
        ("    fake = generator(z)", "    fake = generator.build_graph(z)"),
        ("    def build_graph(self, inputs):", "    def __call__(self, inputs):\n        return 1.0 + super(Critic, self).__call__(inputs)\n\n    def build_graph(self, inputs):"),
        # What it notes is read before.
        ('inputs, 1, name="wide")', 'inputs, 1, name="wide", reuse=self.reuse)'),
        ("        self.reuse = True\n", "        self.reuse = self.width > 4\n"),
        # Names would mean something else.
        ("            outputs = self.build_graph(inputs)", "            x = 1.0\n            outputs = x * self.build_graph(inputs)"),
        ("super(Generator, self).__init__(name, width=width)", "super(Generator, self).__init__(*[name, width])"),
        ("        self.width = width  # of", "        size = width\n        self.width = size  # of"),
    ],
)  # fmt: skip
def test_stays(before: str, after: str, tmp_path: Path) -> None:
    assert before in CODE
    found = Lifted(tmp_path, CODE.replace(before, after), "keras")
    assert "class Generator(Network)" in found.text
    assert "class Critic(Network)" in found.text
