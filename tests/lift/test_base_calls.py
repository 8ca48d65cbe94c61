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


def test_all_that_is_said_is_kept(tmp_path: Path) -> None:
    """Docstrings of classes above and of constructors, comments above methods and behind their last lines."""
    code = CODE.replace(
        "    def build_graph(self, x):", "    # From noise.\n    def build_graph(self, x):"
    )
    code = code.replace("        self.size = size\n", "        self.size = size  # of an image\n")
    code = code.replace('name="out")', 'name="out")  # no activation')
    code = code.replace("self.build_graph(inputs)", "self.build_graph(inputs)  # of those below")
    code = code.replace(
        "width=4):\n        self.name",
        'width=4):\n        """Makes nothing yet."""\n        self.name',
    )
    found = Lifted(tmp_path, code, "keras")
    generator, _, critic = found.text.partition("class Critic(")
    for kept in (
        "Makes images.",
        "# From noise.",
        "# of an image",
        "# no activation",
        "# of those below",
    ):
        assert kept in generator
    assert "Knows whether it was built." in critic and "A score of each." in critic
    assert '"""Makes nothing yet."""' in generator and '"""Makes nothing yet."""' in critic


def test_constructors_are_called_by_class(tmp_path: Path) -> None:
    code = CODE.replace("super(Generator, self).__init__(name,", "Network.__init__(self, name,")
    found = Lifted(tmp_path, code, "keras")
    assert found.tiers["Generator"] == "lifted"
    assert "Network" not in found.text and "self.width = width" in found.text


def test_names_of_constructors_keep_apart(tmp_path: Path) -> None:
    """The local `size` of the one above is not the argument of the one below."""
    code = CODE.replace("self.width = width  # of", "size = width\n        self.width = size  # of")
    found = Lifted(tmp_path, code, "keras")
    generator = found.text.partition("class Critic(")[0]
    assert "size_ = width" in generator and "self.width = size_  # of" in generator
    assert "self.size = size\n" in generator


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
        # What it notes is read before, in the method or in what that calls.
        ("        if self.width > 4:\n", "        if self.width > self.known():\n"),
        ('inputs, 1, name="wide")', 'inputs, 1, name="wide", reuse=self.reuse)'),
        ("        self.reuse = True\n", "        self.reuse = self.width > 4\n"),
        # Names would mean something else.
        ("            outputs = self.build_graph(inputs)", "            tf.layers.dense(inputs, 1)\n            abs = tf.abs(inputs)\n            outputs = self.build_graph(abs)"),
        ("            outputs = self.build_graph(inputs)", "            x = 1.0\n            outputs = x * self.build_graph(inputs)"),
        ("super(Generator, self).__init__(name, width=width)", "super(Generator, self).__init__(*[name, width])"),
    ],
)  # fmt: skip
def test_stays(before: str, after: str, tmp_path: Path) -> None:
    assert before in CODE
    code = CODE.replace(before, after)
    if "self.known()" in after:
        code = code.replace(
            "class Critic(Network):\n",
            "class Critic(Network):\n    def known(self):\n        return 4 if self.reuse else 3\n\n",
        )
    if "abs =" in after:
        code = code.replace(
            "x = tf.layers.dense(x, self.width", "x = tf.layers.dense(x, abs(self.width)"
        )
    found = Lifted(tmp_path, code, "keras")
    assert "class Generator(Network)" in found.text
    assert "class Critic(Network)" in found.text
