"""Imports that only lifted code used are gone; the others stay."""

from __future__ import annotations

from pathlib import Path

from tests.lift.lifting import Lifted

TEXT = """
import tensorflow as tf
from tensorflow.contrib import rnn
from tensorflow.contrib.layers import fully_connected, l2_regularizer as l2
from tensorflow.contrib.layers import xavier_initializer, softmax
from tensorflow.contrib.layers import flatten  # kept for users
slim = tf.contrib.slim


def head(x):
    with tf.variable_scope("head"):
        y = slim.fully_connected(x, 4, scope="a")
        return fully_connected(flatten(y), 3, scope="b", weights_regularizer=l2(0.1))


def scaled(x):
    return x * tf.get_variable("v", [3], initializer=xavier_initializer())


def probabilities(x):
    return softmax(x)
"""


def test_what_lifted_code_used_alone_goes(tmp_path: Path) -> None:
    lifted = Lifted(tmp_path, TEXT)
    assert lifted.tiers == {"head": "lifted", "scaled": "lifted"}
    text = lifted.text
    assert "slim" not in text
    assert "l2" not in text
    assert "xavier_initializer" not in text
    assert "import rnn" in text  # the author's own leftover
    assert "import softmax" in text
    assert "import flatten  # kept for users" in text
    lifted.module()
