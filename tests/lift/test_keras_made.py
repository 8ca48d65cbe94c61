"""Keras layers that a TF1 function makes where it calls them would be new in each call of a lifted layer."""

from __future__ import annotations

from pathlib import Path

from .lifting import Lifted

MODEL = """\
import keras
import tensorflow as tf
from tensorflow.keras.layers import *


def by_star(x):
    return tf.layers.dense(Dense(3)(x), 2)


def by_name(x):
    return tf.layers.dense(tf.keras.layers.Dense(3)(x), 2)


def of_keras(x):
    return tf.layers.dense(keras.layers.Dense(3)(x), 2)


def model(x):
    return tf.layers.dense(tf.keras.Sequential([Flatten()])(x), 2)


def helper(x):
    return Dense(3)(x)


def by_helper(x):
    return tf.layers.dense(helper(x), 2)


def without_variables(x):
    return tf.layers.dense(Flatten()(x), 2)
"""


def test_what_would_have_new_variables_in_each_call_stays(tmp_path: Path) -> None:
    found = Lifted(tmp_path, MODEL)
    stays = ["by_star", "by_name", "of_keras", "model", "by_helper"]
    assert {name: found.tiers[name] for name in stays} == dict.fromkeys(stays, "shimmed")
    assert all("TF316" in found.codes[name] for name in stays)
    assert found.tiers["without_variables"] == "lifted"
