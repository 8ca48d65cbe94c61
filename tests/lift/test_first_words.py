"""How functions take their arguments is put in other words where every caller means the same by it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

CODE = """
import functools

import tensorflow as tf


def conv(x, filters, size=3, name="conv", bias=True):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [size, x.shape[-1].value, filters])
        y = tf.nn.conv1d(x, w, 1, "SAME")
        return y + tf.get_variable("b", [filters]) if bias else y


def leaky(x, *args, **kwargs):
    return tf.nn.leaky_relu(conv(x, *args, **kwargs))


def dense(x, *args, **kwargs):
    return tf.nn.relu(tf.layers.dense(x, *args, **kwargs))


def merge(*xs):
    with tf.variable_scope("merge"):
        both = tf.concat(xs, -1)
        return tf.tensordot(both, tf.get_variable("w", [both.shape[-1].value, 2]), 1)


def linear(args, units):
    with tf.variable_scope("linear"):
        return tf.tensordot(args, tf.get_variable("w", [args.shape[2].value, units]), 1)


pointwise = functools.partial(conv, size=1)


def net(x):
    with tf.variable_scope("net"):
        a = leaky(x, 3, name="a")
        b = pointwise(x, 4, name="b")
        c = dense(a, 2, name="c")
        return linear(args=merge(a, b), units=2) + dense(b, units=2, use_bias=False, name="d") + c
"""


@pytest.mark.parametrize("target", ["keras", "module"])
def test_all_is_lifted(target: str, tmp_path: Path) -> None:
    found = Lifted(tmp_path, CODE, target)
    assert set(found.tiers.values()) == {"lifted"}, found.codes
    for gone in ("*args", "functools", "pointwise =", "args=", "compat_scope"):
        assert gone not in found.text
    assert 'Conv(4, size=1, name="b")' in found.text
    assert "use_bias=True" in found.text  # as tf.layers.dense has it


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        # Something else is done with what is passed on.
        ("leaky", "return tf.nn.leaky_relu(conv(x, *args", "print(args)\n    return tf.nn.leaky_relu(conv(x, *args"),
        ("leaky", "return tf.nn.leaky_relu(conv(x, *args, **kwargs))", 'kwargs["size"] = 5\n    return conv(x, *args, **kwargs)'),
        ("leaky", "return tf.nn.leaky_relu(conv(x, *args, **kwargs))", "kwargs = dict(kwargs, size=5)\n    return conv(x, *args, **kwargs)"),
        ("leaky", "return tf.nn.leaky_relu(conv(x, *args, **kwargs))", "return conv(x, *args, **kwargs) + dense(x, *args, **kwargs)"),
        ("leaky", "conv(x, *args, **kwargs)", "conv(x, *args[:1], **kwargs)"),
        # A name means something else already.
        ("leaky", "def leaky(x, *args", "def leaky(x, filters, *args"),
        ("leaky", "return tf.nn.leaky_relu(", "size = 2.0\n    return size * ("),
        # Defaults that are objects, or that are something else elsewhere.
        ("leaky", "size=3, name", "size=[3], name"),
        ("leaky", "size=3, name", "size=len(str(tf)), name"),
        ("leaky", "def leaky", "@functools.wraps(conv)\ndef leaky"),
        # Not all callers are seen.
        ("dense", "c = dense(a, 2", 'c = dense(a, *[2]'),
        ("dense", "c = dense(a, 2", 'c = globals()["dense"](a, 2'),
        ("dense", "c = dense(a, 2", "c = functools.partial(dense, a)(2"),
        ("linear", "linear(args=merge(a, b), units=2)", "linear(**{'args': merge(a, b), 'units': 2})"),
        # A tuple is not a list.
        ("merge", "both = tf.concat(xs, -1)", "both = tf.concat((xs[0],) + xs, -1)"),
        ("merge", "both = tf.concat(xs, -1)", "both = {xs: tf.concat(xs, -1)}[xs]"),
    ],
)  # fmt: skip
def test_stays(name: str, before: str, after: str, tmp_path: Path) -> None:
    assert before in CODE
    found = Lifted(tmp_path, CODE.replace(before, after), "keras")
    assert found.tiers[name] == "shimmed", found.text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # The short name is another one by the time it is called, or is used otherwise.
        (
            "def net(x):",
            "def narrow():\n    global pointwise\n    pointwise = conv\n\n\ndef net(x):",
        ),
        ("def net(x):", "pointwise = conv\n\n\ndef net(x):"),
        ("def net(x):", "def net(x, pointwise=leaky):"),
        ("size=1)", "size=int(input()))"),
    ],
)
def test_short_names_stay(before: str, after: str, tmp_path: Path) -> None:
    assert before in CODE
    found = Lifted(tmp_path, CODE.replace(before, after), "keras")
    assert "pointwise" in found.text
    assert found.tiers["net"] == "shimmed"


def test_a_short_name_that_others_use_stays(tmp_path: Path) -> None:
    found = Lifted(tmp_path, f"{CODE}\n\nTABLE = [pointwise]\n", "keras")
    assert "pointwise = functools.partial(" in found.text


def test_the_words_of_the_author_follow(tmp_path: Path) -> None:
    code = CODE.replace(
        "def linear(args, units):\n",
        'def linear(args, units):\n    """Maps `args`, whose args[0] is any.\n\n    Args:\n      args: a tensor.\n    """\n    # args may be wide\n',
    )
    found = Lifted(tmp_path, code, "keras")
    assert "Maps `inputs`, whose inputs[0] is any." in found.text
    assert "inputs: a tensor." in found.text
    assert "# inputs may be wide" in found.text
    assert "Args:" in found.text
