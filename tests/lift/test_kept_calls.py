"""Objects whose call makes all that they make through methods or templates, and what keeps them as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

METHODS = '''
import tensorflow as tf


class Net(object):
    def __init__(self, name, units=4):
        self.name = name
        self.units = units
        self.built = False

    def __call__(self, images):
        with tf.variable_scope(self.name, reuse=self.built):
            code = self._encode(images)
            outputs = self._decode(code)
        self.built = True
        return outputs

    # What they come down to.
    def _encode(self, x):
        """Codes of images."""
        x = tf.layers.dense(x, self.units, name="in")  # wide
        return tf.nn.relu(x)

    def _decode(self, code):
        return tf.layers.dense(code, 1, name="out")


def forward(x):
    net = Net("net")
    a = net(x)
    return a + net(tf.tanh(x))
'''


@pytest.mark.parametrize("target", ["keras", "module"])
def test_methods_stand_where_they_are_called(target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, METHODS, target)
    assert found.tiers["Net"] == found.tiers["forward"] == "lifted"
    for gone in ("built =", "_encode", "_decode", "compat_scope"):
        assert gone not in found.text.replace("self.built = False", "").replace(
            "self.built = True", ""
        )
    for kept in ("# What they come down to.", "# Codes of images.", "# wide"):
        assert kept in found.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # It is called elsewhere, or twice.
        ("    return a + net", "    return net._decode(a) + net"),
        ("outputs = self._decode(code)", "outputs = self._decode(code) + self._decode(code)"),
        ("outputs = self._decode(code)", "again = self._decode\n            outputs = self._decode(code) + again(code)"),
        # It ends in several places amid the call, or in none.
        ("        return tf.nn.relu(x)", "        if self.units > 3:\n            return x\n        return tf.nn.relu(x)"),
        # A name means something else in the call.
        ("            outputs = self._decode", "            x = 2.0\n            outputs = x * self._decode"),
        ("code = self._encode(images)", "code = self._encode(images) if images is not None else images"),
    ],
)  # fmt: skip
def test_methods_stay(before: str, after: str, tmp_path: Path) -> None:
    assert before in METHODS
    found = Lifted(tmp_path, METHODS.replace(before, after), "keras")
    assert "class Net(object)" in found.text


TEMPLATE = '''
import tensorflow as tf


class Encoder(object):
    def __init__(self, name="encoder", units=3):
        self._template = tf.make_template(name, self._build)
        self.units = units

    def __call__(self, inputs):
        return self._template(inputs)

    def _build(self, inputs):
        """Two layers."""
        h = tf.layers.dense(inputs, self.units)
        return tf.layers.dense(h, 2)


def forward(x):
    with tf.variable_scope("all"):
        encoder = Encoder()
        apart = Encoder("apart")
        a = encoder(x)
        b = encoder(tf.tanh(x))
        return a + b + apart(x)
'''


@pytest.mark.parametrize("target", ["keras", "module"])
def test_a_kept_template_is_the_layer(target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, TEMPLATE, target)
    assert found.tiers["Encoder"] == found.tiers["forward"] == "lifted"
    for gone in ("template", "reuse", "_build"):
        assert gone not in found.text
    assert "Two layers." in found.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # Two of one name: TF1 numbers the second.
        ('Encoder("apart")', "Encoder()"),
        ('Encoder("apart")', 'Encoder("all")'),
        ('Encoder("apart")', 'Encoder("dense")'),
        # The name is not known, or the objects are made again.
        ('Encoder("apart")', 'Encoder("a" + str(x.shape[1]))'),
        ("        apart = Encoder", "        for _ in range(2):\n            apart = Encoder"),
        ("def forward(x):", "def twice(x):\n    return forward(x) + forward(x)\n\n\ndef forward(x):"),
        ("def forward(x):", "shared = Encoder('shared')\n\n\ndef forward(x):"),
        # A second call in another scope has the variables of the first in TF1.
        ("        b = encoder(tf.tanh(x))", '        with tf.variable_scope("in"):\n            b = encoder(tf.tanh(x))'),
        ("        b = encoder(tf.tanh(x))", "        b = tf.map_fn(lambda v: encoder(v[None])[0], x)"),
        ("        b = encoder(tf.tanh(x))", "        b = tf.tanh(x)\n        b = [f(b) for f in [encoder]][0]"),
        # The template or what it wraps is more than that.
        ("        b = encoder(tf.tanh(x))", "        b = encoder._template(tf.tanh(x))"),
        ("        b = encoder(tf.tanh(x))", "        b = encoder._build(tf.tanh(x))"),
        ("make_template(name, self._build)", "make_template(name, self._build, unique_name_='e')"),
        ("make_template(name, self._build)", "make_template(name, lambda v: self._build(v))"),
        ("def forward(x):", "class Late(Encoder):\n    def _build(self, inputs):\n        return inputs\n\n\ndef forward(x):"),
    ],
)  # fmt: skip
def test_kept_templates_stay(before: str, after: str, tmp_path: Path) -> None:
    assert before in TEMPLATE
    found = Lifted(tmp_path, TEMPLATE.replace(before, after), "keras")
    assert "compat_scope.make_template(" in found.text


def test_names_of_methods_keep_apart(tmp_path: Path) -> None:
    """What a method calls `images` is not what its caller does."""
    line = '        x = tf.layers.dense(x, self.units, name="in")  # wide\n'
    there = line.replace("x =", "images =") + "        x = tf.tanh(images)\n"
    found = Lifted(
        tmp_path,
        METHODS.replace(line, there).replace("_decode(code)", "_decode(code + images)"),
        "keras",
    )
    assert found.tiers["Net"] == "lifted"
    assert "images_ = self.in_(x)  # wide" in found.text
    assert "x = tf.tanh(images_)" in found.text and "code + images" in found.text
