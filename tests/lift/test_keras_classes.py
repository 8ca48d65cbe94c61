"""Subclasses of Keras' layers: what they become, and what keeps one as it is (facts of TF 1.15.5)."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

SCALE = '''\
import tensorflow as tf


class Scale(tf.keras.layers.Layer):
    """Scales each channel."""

    def __init__(self, start=1.0, **kwargs):
        super(Scale, self).__init__(**kwargs)
        self.start = start
        self.gain = None

    def build(self, input_shape):
        with tf.variable_scope({scope}):
            first = tf.constant_initializer(self.start)
            # One for each channel.
            self.gain = tf.get_variable("gain", [input_shape[-1].value], initializer=first)
            {more}
        super(Scale, self).build(input_shape)

    def call(self, x):
        {before}
        return x * self.gain

    def get_config(self):
        config = super(Scale, self).get_config()
        config["start"] = self.start
        return config


def forward(x):
    {use}
'''


def scale(tmp_path: Path, target: str = "keras", **parts: str) -> Lifted:
    given = {"scope": "self.name", "more": "pass", "before": "pass"}
    given["use"] = 'return Scale(name="scale")(x)'
    return Lifted(tmp_path, SCALE.format(**given | parts), target)


def test_keras_has_its_layer(tmp_path: Path) -> None:
    done = scale(tmp_path)
    assert set(done.tiers.values()) == {"lifted"}
    assert done.verdicts.keys() == {"Scale", "Scale.build", "forward"}
    assert "class Scale(keras.layers.Layer):" in done.text
    assert "def __init__(self, start=1.0, name=None, **kwargs):" in done.text
    assert "        # One for each channel.\n        self.gain = self.add_weight(" in done.text
    assert "config = super().get_config()" in done.text
    assert "self.gain = None" not in done.text and "variable_scope" not in done.text


def test_modules_leave_out_what_was_for_keras(tmp_path: Path) -> None:
    done = scale(tmp_path, "module")
    assert set(done.tiers.values()) == {"lifted"}
    assert "class Scale(tf.Module):" in done.text and "get_config" not in done.text


@pytest.mark.parametrize(
    ("parts", "code", "text"),
    [
        ({"use": "return Scale()(x)"}, "TF307", "Keras counts the name"),
        ({"scope": '"in"'}, "TF307", "names that their variables have not"),
        ({"use": 'return Scale(name="gain")(x)'}, "TF307", "is the name of an object, too"),
        ({"use": 'return Scale(name="s", dtype="float64")(x)'}, "TF320", "is for Keras"),
        ({"use": "return Scale(start=2.0, **x)(x)"}, "TF310", "Scale(start=2.0, **x)"),
        (
            {"use": 'layer = Scale(name="s")\n    y = layer(x)\n    return y * layer.gain'},
            *("TF305", "is more than called"),
        ),
        (
            {"use": 'return tf.keras.Sequential([Scale(name="s")])(x)'},
            *("TF305", "is more than called"),
        ),
        ({"before": "self.add_loss(tf.reduce_sum(x))"}, "TF320", "`self.add_loss` is Keras' own"),
        (
            {"more": 'self.bias = self.add_weight("bias", [2])'},
            *("TF320", "`self.add_weight` is Keras' own"),
        ),
        ({"before": 'x = tf.identity(x, name="gain")'}, "TF307", "is the name of two things"),
        ({"more": "self.shape = input_shape"}, "TF320", "uses `input_shape` as a value"),
        (
            {"use": "pass\n\n\nclass Below(Scale):\n    pass"},
            *("TF320", "`Below` inherits from `Scale`"),
        ),
    ],
)
def test_stays_as_it_is(tmp_path: Path, parts: dict[str, str], code: str, text: str) -> None:
    done = scale(tmp_path, **parts)
    verdict = done.verdicts["Scale.build"]
    assert verdict["tier"] == "shimmed"
    assert verdict["reasons"][0]["code"] == code
    assert text in verdict["reasons"][0]["message"]
    assert "class Scale(tf.keras.layers.Layer):" in done.text


def test_what_keras_calls_the_layer_is_taken(tmp_path: Path) -> None:
    """TF 1.15.5 calls this variable `shift_1`: the name scope of the layer is `shift`."""
    source = """\
import tensorflow as tf


class Shift(tf.keras.layers.Layer):
    def call(self, x):
        return x + tf.get_variable("{name}", [2])


def forward(x):
    return Shift()(x)
"""
    stays = Lifted(tmp_path / "taken", source.format(name="shift"))
    assert stays.codes["Shift.call"][0] == "TF307"
    done = Lifted(tmp_path / "free", source.format(name="by"))
    assert done.tiers["Shift.call"] == "lifted" and 'tf1_scope = ""' in done.text
    assert "def __init__" not in done.text.partition("class Forward")[0]


def test_why_a_class_stays_is_said_of_the_class_as_written(tmp_path: Path) -> None:
    """What only shows when the class is planned, with its line in the file."""
    done = scale(tmp_path, before="tf.add_to_collection('all', tf.get_variable_scope().name)")
    reason = done.verdicts["Scale.build"]["reasons"][0]
    assert reason["code"] not in ("TF301", "TF315", "TF317")
    assert done.text.splitlines()[reason["line"] - 1].strip()
