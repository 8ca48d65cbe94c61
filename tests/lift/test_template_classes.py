"""Classes whose call is a template: they are written with all that they inherit, or stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

BLOCK = '''\
import tensorflow as tf


class Block(object):
    """Two ends."""

    def __init__(self, name, act=tf.tanh):
        self.name = name
        self.act = act

    def __call__(self, x):
        with tf.variable_scope(self.name):
            h = tf.layers.dense(x, 3, name="enter")
            h = self.middle(h)
            return tf.layers.dense(h, 2, name="leave")

    def middle(self, h):
        raise NotImplementedError


class Deep(Block):
    def __init__(self, name, depth):
        super(Deep, self).__init__(name)
        self.depth = depth

    def middle(self, {given}):
        {body}
        {back}


class Plain(Block):
    def middle(self, h):
        return self.act(h)


def forward(x):
    {use}
'''


def block(tmp_path: Path, **parts: str) -> Lifted:
    given = {
        "given": "h",
        "body": "w = tf.get_variable('w', [3, 3])",
        "back": "return self.act(h @ w)",
    }
    given["use"] = 'deep = Deep("deep", 2)\n    plain = Plain("plain")\n    return plain(deep(x))'
    return Lifted(tmp_path, BLOCK.format(**given | parts))


def test_each_class_has_all_of_it(tmp_path: Path) -> None:
    done = block(tmp_path)
    assert set(done.tiers.values()) == {"lifted"}
    assert set(done.tiers) == {"Block", "Block.__call__", "Deep", "Deep.middle", "Plain", "forward"}
    assert "class Block" not in done.text
    deep = done.text.partition("class Deep(")[2].partition("class Plain(")[0]
    assert "def __init__(self, name, depth, **kwargs):" in deep
    assert "self.act = tf.tanh" in deep and "self.depth = depth" in deep
    assert "h = self.act(h @ self.w)" in deep and "def middle" not in deep
    assert 'tf1_order = ("enter", "w", "leave")' in deep
    plain = done.text.partition("class Plain(")[2]
    assert "h = self.middle(h)" in plain and "return self.act(h)" in plain


def test_names_within_keep_apart(tmp_path: Path) -> None:
    """The local `h` of the method is not the caller's, which is asked for once more."""
    parts = {
        "given": "inputs",
        "body": "h = inputs * 2.0\n        w = tf.get_variable('w', [3, 3])",
    }
    done = block(tmp_path, **parts, back="return tf.matmul(h, w) + inputs")
    assert done.tiers["Deep.middle"] == "lifted"
    deep = done.text.partition("class Deep(")[2].partition("class Plain(")[0]
    assert "h_ = h * 2.0" in deep and "h = tf.matmul(h_, self.w) + h" in deep


@pytest.mark.parametrize(
    "parts",
    [
        {"use": "kinds = [Deep, Plain]\n    return kinds[0]('deep', 2)(x)"},
        {"use": "return Block('block')(x)"},
        {"use": "deep = Deep('deep', 2)\n    return isinstance(deep, Block)"},
        {"back": "if self.depth:\n            return h\n        return tf.matmul(h, w)"},
        {"back": "return (lambda t: tf.matmul(t, w))(h)"},
        {"back": "yield tf.matmul(h, w)"},
        {"use": "deep = Deep('deep', 2)\n    return deep.middle(deep(x))"},
        {"use": "deep = Deep('deep', 2)\n    deep.middle = tf.tanh\n    return deep(x)"},
        {"use": "deep = Deep('deep', 2)\n    return getattr(deep, 'middle')(deep(x))"},
    ],
)
def test_stays_as_it_is(tmp_path: Path, parts: dict[str, str]) -> None:
    """The classes do; what `middle` makes is a layer of its own where no other form needs the classes' change."""
    done = block(tmp_path, **parts)
    assert done.tiers["Block.__call__"] == "shimmed"
    assert "class Block(object):" in done.text and "class Deep(Block):" in done.text
    if done.tiers["Deep.middle"] == "lifted":
        assert "Middle(keras.layers.Layer):" in done.text


def test_names_made_up_keep_apart(tmp_path: Path) -> None:
    """A third method has an `h` of its own, too, and another class has a method of the same name."""
    parts = {"given": "inputs", "body": "h = inputs * 2.0\n        h2 = self.inner(h)"}
    back = "return h2 + h + inputs\n\n    def inner(self, value):\n        h = value * 3.0\n        w = tf.get_variable('w', [3, 3])\n        h = tf.matmul(h, w)\n        return h - value"
    use = "deep = Deep('deep', 2)\n    return deep(x)\n\n\nclass Other(object):\n    def both(self, h):\n        return self.middle(h)\n\n    def middle(self, h):\n        return h"
    done = block(tmp_path, **parts, back=back, use=use)
    assert done.tiers["Deep.inner"] == "lifted"
    deep = done.text.partition("class Deep(")[2].partition("class Plain(")[0]
    assert "h_ = h * 2.0" in deep and "h__ = h_ * 3.0" in deep
    assert "h2 = h__ - h_" in deep and "h = h2 + h_ + h" in deep


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # What is read in the body of the class above is another one below.
        ("    def __init__(self, name, act", "    width = 2\n    twice = 2 * width\n\n    def __init__(self, name, act"),
        # Names that Python makes out of the class.
        ("self.act = act", "self.act = self.__act = act"),
        # What another statement shares the line with.
        ("            h = self.middle(h)", "            if self.act: h = self.middle(h)"),
    ],
)  # fmt: skip
def test_classes_above_stay(before: str, after: str, tmp_path: Path) -> None:
    parts = {"given": "h", "body": "w = tf.get_variable('w', [3, 3])", "back": "return h @ w"}
    code = BLOCK.format(**parts, use="return Plain('plain')(Deep('deep', 2)(x))")
    assert before in code
    code = code.replace(before, after)
    if "twice" in after:
        code = code.replace("class Deep(Block):\n", "class Deep(Block):\n    width = 3\n\n")
    assert "class Deep(Block):" in Lifted(tmp_path, code).text
