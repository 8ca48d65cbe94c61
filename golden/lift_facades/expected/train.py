"""The model, from the parts that the package passes on."""

import tensorflow as tf
from migrate import compat_scope

import net
from net import Residual, Stack
from networks import find


def model(x):
    with compat_scope.variable_scope("model"):
        h = tf.nn.relu(compat_scope.get_layer(Stack, [5, 4], scope="body")(x))
        h = compat_scope.get_layer(Residual, 6)(h)
        h = compat_scope.get_layer(net.Scaled, name="scaled")(
            compat_scope.get_layer(net.Linear, 3, name="out")(h)
        )
        return h + find("pair")(x) + find("linear")(x, 3, "skip")
