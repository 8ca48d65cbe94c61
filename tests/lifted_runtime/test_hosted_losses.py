"""The losses of what a Keras layer hosts are the layer's: TF 1.15 had them all in REGULARIZATION_LOSSES."""

import keras
import pytest
import tensorflow as tf

from migrate import compat_scope

L1, L2 = compat_scope.contrib.layers.l1_regularizer, compat_scope.contrib.layers.l2_regularizer


def tower(x, reuse=None):
    with compat_scope.variable_scope("tower", reuse=reuse, regularizer=L1(0.01)):
        x = compat_scope.layers.dense(x, 3, name="first", kernel_regularizer=L2(0.2))
        return compat_scope.layers.dense(x, 2, name="second", activity_regularizer=L2(0.5))


class Twice(keras.layers.Layer):
    def call(self, x):
        with compat_scope.hosting(self):
            return tower(x) + tower(2.0 * x, reuse=True)


def by_hand(layer, x):
    """What TF 1.15 adds up: each scope's and layer's own regularizer of a weight, and each call's activity."""
    weights = {w.path.partition("tower/")[2]: tf.convert_to_tensor(w) for w in layer.weights}
    total = sum(0.01 * tf.reduce_sum(abs(w)) for w in weights.values())
    total += 0.2 * tf.nn.l2_loss(weights["first/kernel"])
    for scale in (1.0, 2.0):
        first = scale * x @ weights["first/kernel"] + weights["first/bias"]
        second = first @ weights["second/kernel"] + weights["second/bias"]
        total += 0.5 * tf.nn.l2_loss(second) / len(x)
    return float(total)


@pytest.fixture
def called():
    x = tf.reshape(tf.range(8.0), [2, 4])
    layer = Twice()
    layer(x)
    for weight in layer.weights:
        count = tf.cast(tf.size(tf.convert_to_tensor(weight)), tf.float32)
        weight.assign(tf.reshape(tf.range(count), weight.shape) * 0.1 - 0.3)
    layer(x)
    return layer, x


def test_losses_are_those_of_weights_and_of_calls(called):
    layer, x = called
    assert float(tf.add_n(layer.losses)) == pytest.approx(by_hand(layer, x), rel=1e-5)


def test_losses_of_the_last_call_only_count(called):
    layer, x = called
    layer(3.0 * x)
    layer(x)
    assert float(tf.add_n(layer.losses)) == pytest.approx(by_hand(layer, x), rel=1e-5)


def test_losses_in_a_function_and_in_a_model_around(called):
    layer, x = called

    @tf.function
    def loss():
        layer(x)
        return tf.add_n(layer.losses)

    assert float(loss()) == pytest.approx(by_hand(layer, x), rel=1e-5)
    model = keras.Sequential([layer])
    model(x)
    assert float(tf.add_n(model.losses)) == pytest.approx(by_hand(layer, x), rel=1e-5)
