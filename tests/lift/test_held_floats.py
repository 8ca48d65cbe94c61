"""What an object holds is float32 where the one place that sets it says so, whatever else the object holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lifting import Lifted

SOURCE = """
import tensorflow as tf


class Stats(object):
    def __init__(self, x):
        self.total = tf.cast(x, tf.float64)
        self.mean = {mean}


{classes}


def net(x):
    with tf.variable_scope("net"):
        return tf.layers.dense(x, 3, name="out")


class Agent(object):
    def __init__(self, x):
        self.doubles = tf.cast(x, tf.float64)
        self.stats = {stats}

    def scores(self):
        return net(self.stats.mean)


def forward(x):
    agent = Agent(x)
    {after}
    return agent.scores()
"""


@pytest.mark.parametrize(
    ("tier", "words"),
    [
        ("lifted", {}),
        ("lifted", {"classes": "def widen(o):\n    o.means = o.mean\n"}),
        (
            "lifted",
            {"classes": "class Other(object):\n    def set(self, x):\n        self.mean = x\n"},
        ),
        ("shimmed", {"mean": "self.total * 0.5"}),
        ("shimmed", {"mean": "tf.to_float(x)\n        self.mean = self.total"}),
        ("shimmed", {"after": "agent.stats.mean = agent.doubles"}),
        (
            "shimmed",
            {
                "after": "agent.stats = Wide(x)",
                "classes": "class Wide(object):\n    def __init__(self, x):\n        self.mean = tf.to_double(x)\n",
            },
        ),
        ("shimmed", {"after": 'setattr(agent.stats, "mean", agent.doubles)'}),
        (
            "shimmed",
            {
                "stats": "Stats(x) if x is None else Wide(x)",
                "classes": "class Wide(object):\n    def __init__(self, x):\n        self.mean = tf.to_double(x)\n",
            },
        ),
        (
            "shimmed",
            {
                "stats": "Wide(x)",
                "classes": "class Wide(Stats):\n    @property\n    def mean(self):\n        return self.total\n",
            },
        ),
        (
            "shimmed",
            {
                "stats": "Wide(x)",
                "classes": "class Wide(Stats):\n    def set(self):\n        self.mean = self.total\n",
            },
        ),
    ],
)
def test_attribute(tmp_path: Path, tier: str, words: dict[str, str]) -> None:
    usual = {"mean": "tf.to_float(self.total)", "classes": "", "stats": "Stats(x)", "after": "pass"}
    assert Lifted(tmp_path, SOURCE.format_map(usual | words)).tiers["net"] == tier


CHOICES = """
import tensorflow as tf


def shift(x):
    return tf.layers.dense(x, 3, name="shift")


def softer(x):
    return {body}


KINDS = {{"shift": shift}}


def tower(x):
    with tf.variable_scope("tower"):
        for i in range(2):
            activation = {choice}
            x = tf.layers.dense(x, 3, name="h%d" % i)
            if activation:
                x = activation(x)
        return x


def forward(x):
    return tower(x)
"""


@pytest.mark.parametrize(
    ("tier", "choice", "body"),
    [
        ("lifted", "tf.nn.relu if i else None", "x"),
        ("lifted", "softer if i else tf.tanh", "tf.nn.softplus(x) - 1.0"),
        ("shimmed", "shift if i else None", "x"),
        ("shimmed", 'tf.nn.relu if i else KINDS["shift"]', "x"),
        ("shimmed", "softer if i else None", 'KINDS["shift"](x)'),
        ("shimmed", "softer if i else None", "shift(x)"),
    ],
)
def test_choice(tmp_path: Path, tier: str, choice: str, body: str) -> None:
    assert Lifted(tmp_path, CHOICES.format(choice=choice, body=body)).tiers["tower"] == tier
