"""Lifted layers that take functions, initializers or objects of settings are saved and loaded as any Keras layer."""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import keras
import numpy as np
import pytest
import tensorflow as tf

from tests.lift.lifting import Lifted

SOURCE = '''
import collections

import tensorflow as tf
from tensorflow.contrib.training import HParams

Sizes = collections.namedtuple("Sizes", "width depth")


class Settings(object):
    """What a model is made of."""

    def __init__(self, width, bias=True):
        self.width = width
        self.bias = bias

    @classmethod
    def wide(cls):
        return cls(8)


def gelu(x):
    """Not what Keras calls so."""
    return 3.0 * x * tf.sigmoid(x)


def halves(shape, dtype=tf.float32, partition_info=None):
    return 0.5 * tf.ones(shape, dtype)


def layer(x, units, act, init):
    w = tf.get_variable("w", [x.shape[-1].value, units], initializer=init)
    x = tf.matmul(x, w)
    return x if act is None else act(x)


def net(x, units, act=tf.nn.relu, init=None, depth=2):
    with tf.variable_scope("net"):
        for i in range(depth):
            with tf.variable_scope("layer_%d" % i):
                x = layer(x, units, act, init)
        return x


def opened(x, units, activation):
    with tf.variable_scope("opened"):
        return tf.layers.dense(x, units, activation=activation, name="d")


def settled(x, config):
    with tf.variable_scope("settled"):
        return tf.layers.dense(x, config.width, use_bias=config.bias, name="d")


def tuned(x, hparams, act=None):
    with tf.variable_scope("tuned"):
        return tf.layers.dense(x, hparams.width, activation=act, name="d")


def sized(x, sizes):
    with tf.variable_scope("sized"):
        return tf.layers.dense(x, sizes.width, name="d")


class Filled(object):
    def __init__(self, width):
        self.width = width

    @classmethod
    def from_dict(cls, values):
        """Of what a file says, whatever that is."""
        filled = Filled(width=None)
        for (key, value) in values.items():
            filled.__dict__[key] = value
        return filled


def read(x, filled):
    with tf.variable_scope("read"):
        return tf.layers.dense(x, filled.width, name="d")


class Head(object):
    """Scores."""

    def __init__(self, name, units, act=tf.nn.relu, init=None):
        self.name = name
        self.units = units
        self.act = act
        self.init = init

    def __call__(self, x):
        with tf.variable_scope(self.name):
            x = tf.layers.dense(x, self.units, kernel_initializer=self.init, name="a")
            return self.act(x){also}


def program(x):
    a = net(x, 4, gelu, halves)
    b = settled(x, Settings.wide())
    c = tuned(x, HParams(width=3, deep=True), act=tf.tanh)
    return a, b, c, sized(x, Sizes(2, depth=1)), read(x, Filled.from_dict({"width": 2})), tf.get_variable("v", [tf.shape(x)[0]])
'''


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return Lifted(tmp_path_factory.mktemp("configs"), SOURCE.replace("{also}", "")).module()


def loaded(module: ModuleType, layer: Any, x: tf.Tensor, path: Path) -> Any:
    """The layer of a functional model that was saved and loaded; Keras is told the class alone."""
    inputs = keras.Input(batch_shape=x.shape)
    model = keras.Model(inputs, layer(inputs))
    model.save(path / "model.keras")
    own = {type(layer).__name__: type(layer)}
    return keras.models.load_model(path / "model.keras", custom_objects=own)


@pytest.mark.parametrize(
    "make",
    [
        lambda m: m.Net(4, m.gelu, m.halves),
        lambda m: m.Net(4, depth=1),
        lambda m: m.Net(4, None, keras.initializers.Constant(0.1)),
        lambda m: m.Net(4, "tanh"),
        lambda m: m.Opened(
            3, m.gelu
        ),  # nobody in the tree gives it that, and it is Keras' name for another one
        lambda m: m.Opened(3, keras.layers.LeakyReLU(0.4)),
        lambda m: m.Settled(m.Settings(3, bias=False)),
        lambda m: m.Tuned(m.HParams(width=5, deep=False), act=tf.nn.softsign),
        lambda m: m.Sized(m.Sizes(width=2, depth=9)),
        lambda m: m.Head("head", 3, m.gelu, m.halves),
        lambda m: m.Read(m.Filled.from_dict({"width": 3, "unknown": "to the constructor"})),
    ],
)
def test_what_is_loaded_computes_the_same(make: Any, module: ModuleType, tmp_path: Path) -> None:
    x = tf.random.normal([5, 3], seed=1)
    layer = make(module)
    if isinstance(layer, module.Net) and layer.act == "tanh":
        with pytest.raises(TypeError, match="not callable"):  # as in TF1
            layer(x)
        return
    expected = layer(x)
    model = loaded(module, layer, x, tmp_path)
    np.testing.assert_allclose(model(x), expected, rtol=1e-6)
    config = layer.get_config()
    again = type(layer).from_config(config)
    assert again.get_config() == config


def test_settings_are_objects_again(module: ModuleType) -> None:
    copy = module.Settled.from_config(module.Settled(module.Settings(3)).get_config())
    assert type(copy.config) is module.Settings
    assert vars(copy.config) == {"width": 3, "bias": True}
    sized = module.Sized.from_config(module.Sized(module.Sizes(2, 1)).get_config())
    assert type(sized.sizes) is module.Sizes


HEAD = """
import functools

import tensorflow as tf


class Settings(object):
    def __init__(self, width):
        self.width = width


class Counted(object):
    def __init__(self, width):
        self.width = width
        self.twice = 2 * width


def own(x):
    return x


"""
NET = """
def net(x, act):
    with tf.variable_scope("net"):
        x = tf.layers.dense(x, 3, name="d")
        {body}


def program(x):
    {before}
    return net(x, {given}), tf.get_variable("v", [tf.shape(x)[0]])
"""


@pytest.mark.parametrize(
    ("body", "given"),
    [
        ("return act(x)", "lambda x: x"),
        ("return act(x)", "functools.partial(tf.nn.leaky_relu, alpha=0.1)"),
        ("return act(x)", "tf.nn.softmax"),  # it calls itself softmax_v2
        ("return act(x)", "tf.identity"),
        ("return act(x)", "FUNCTIONS[0]"),
        ("return act(x, name='a')", "tf.nn.relu"),  # Keras' has no name
        ("return act(x) if act is tf.nn.relu else x", "tf.nn.relu"),  # it is Keras' afterwards
        ("return act(x) if act == own else x", "own"),
        ("return act(x) if act.__name__ == 'relu' else x", "tf.nn.relu"),
        ("return x * act.width", "Counted(3)"),
        ("return x * act.width", "made"),
        ("return act.width(x)", "Settings(tf.nn.relu)"),
        ("return x * act.width", "made or Settings(lambda x: x)"),
    ],
)
def test_the_rest_is_for_the_user_to_say(body: str, given: str, tmp_path: Path) -> None:
    before = "made = Settings(3); made.name = 'x'" if given == "made" else "FUNCTIONS = [own]"
    found = Lifted(tmp_path, HEAD + NET.format(body=body, given=given, before=before))
    assert found.tiers["net"] == "lifted"
    assert "get_config" not in found.text
    assert "register" not in found.text


def test_parts_of_other_layers_are_made_by_these(tmp_path: Path) -> None:
    body = HEAD + NET.format(body="return act(x)", given="own", before="pass")
    body += "\n\ndef outer(x):\n    with tf.variable_scope('outer'):\n        return net(x, tf.nn.relu)\n"
    text = Lifted(tmp_path, body.replace("tf.shape(x)[0]", "3")).text
    assert "get_config" not in text


def test_what_an_object_compares_its_function_with_is_not_lost(tmp_path: Path) -> None:
    also = " if self.act is tf.nn.relu else 2 * x"
    text = Lifted(tmp_path, SOURCE.replace("{also}", also)).text
    head = text[text.index("class Head(keras.layers.Layer)") :]
    assert "get_config" not in head[: head.index("\ndef ")]
