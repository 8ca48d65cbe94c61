import tensorflow as tf
from tensorflow.contrib.framework import add_arg_scope, arg_scope


@add_arg_scope
def unit(x, gain=1.0, scope="unit"):
    with tf.variable_scope(scope):
        return x * gain * tf.get_variable("g", [3])


def placed(x, scope):
    """Would not run in the scope."""
    with tf.variable_scope(scope):
        return unit(x, 3.0, scope="a")


def pair(x, scope, again=False):
    with tf.variable_scope(scope):
        x = unit(x, scope="b")
        return placed(x, "c") if again else x


def forward(x):
    with tf.variable_scope("net"):
        with arg_scope([unit], gain=0.5):
            x = pair(x, "one")
        return placed(pair(x, "two", again=True), "three")
