"""Functions that hosted at first what is lifted in another form: they, too, are tried in another form then."""

from __future__ import annotations

from pathlib import Path

from .lifting import Lifted

COUNTED = """\
import tensorflow as tf


def conv(x, filters=None, activation=None, training=True, scope="conv", reuse=None):
    with tf.variable_scope(scope):
        if filters is None:
            filters = x.get_shape().as_list()[-1]
        given = {"inputs": x, "filters": filters, "kernel_size": 3, "padding": "same", "reuse": reuse}
        x = tf.layers.conv1d(**given)
        x = tf.contrib.layers.layer_norm(x, begin_norm_axis=-1, scope="normalize")
        if activation is not None:
            x = activation(x)
        return tf.layers.dropout(x, rate=0.1, training=training)




def highway(x, filters=None, activation=None, training=True, scope="hc", reuse=None):
    start = x
    with tf.variable_scope(scope):
        if filters is None:
            filters = x.get_shape().as_list()[-1]
        given = {"inputs": x, "filters": 2 * filters, "kernel_size": 3, "padding": "same", "reuse": reuse}
        x = tf.layers.conv1d(**given)
        a, b = tf.split(x, 2, axis=-1)
        a = normalize(a, scope="H1")
        b = normalize(b, scope="H2")
        a = tf.nn.sigmoid(a)
        b = activation(b) if activation is not None else b
        return a * b + (1.0 - a) * start


def normalize(x, scope="normalize", reuse=None):
    return tf.contrib.layers.layer_norm(x, begin_norm_axis=-1, scope=scope, reuse=reuse)


def encoder(x, training=True):
    i = 1
    x = conv(x, filters=6, activation=tf.nn.relu, training=training, scope="C_{}".format(i)); i += 1
    x = conv(x, training=training, scope="C_{}".format(i)); i += 1
    for _ in range(2):
        for j in range(2):
            x = highway(x, training=training, scope="HC_{}".format(i)); i += 1
    return x
"""


def test_a_caller_is_tried_in_another_form_after_what_it_calls(tmp_path: Path) -> None:
    found = Lifted(tmp_path, COUNTED)
    assert set(found.tiers.values()) == {"lifted"}
    assert "compat_scope.hosting" not in found.text
