import json

import numpy as np
import tensorflow as tf

_SETTINGS = json.loads('{"first": "alpha", "second": "beta", "pending": ["p", "q"]}')
_COUNT = [0]


def fine(x, scope="fine"):
    """Nothing is wrong with this one."""
    with tf.variable_scope(scope):
        return x * tf.get_variable("gain", [x.shape[-1].value], initializer=tf.ones_initializer())


def from_table(x, key):
    # The names are in a file, in real life.
    with tf.variable_scope(_SETTINGS[key]):
        return x + tf.get_variable("b", [3])


def from_stack(x):
    with tf.variable_scope(_SETTINGS["pending"].pop()):
        return x + tf.get_variable("b", [3])


def label(n):
    return "w_" + "".join(sorted("ab" * n))


def named_by_call(x):
    with tf.variable_scope("named_by_call"):
        return x * tf.get_variable(label(np.random.RandomState(0).randint(1, 2)), [3])


def sized_by_value(x, n):
    """`n` is a tensor that happens to be constant."""
    with tf.variable_scope("sized_by_value"):
        size = int(tf.contrib.util.constant_value(n))
        w = tf.get_variable("w", [x.shape[-1].value, size])
        return tf.matmul(x, w)


def depth_of_tensor(x, n):
    depth = tf.contrib.util.constant_value(n)
    with tf.variable_scope("depth"):
        for i in range(depth):
            x = tf.matmul(x, tf.get_variable("w%d" % i, [3, 3]))
    return x


def counted(x):
    """Every call counts, across functions and calls."""
    _COUNT[0] += 1
    with tf.variable_scope("counted_%d" % _COUNT[0]):
        return x * tf.get_variable("gain", [3])


def forward(x):
    _COUNT[0] = 0
    _SETTINGS["pending"] = ["p", "q"]
    n = tf.constant(2)
    x = fine(x)
    x = from_table(x, "first")
    x = from_table(x, "second")
    x = from_stack(from_stack(x))
    x = named_by_call(x)
    x = depth_of_tensor(x, n)
    x = counted(counted(x))
    return sized_by_value(x, n)
