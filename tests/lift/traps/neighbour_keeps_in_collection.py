import numpy as np
import tensorflow as tf


def scales(x, scope):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [x.shape[-1].value], initializer=tf.ones_initializer())
            i += 1
        return x


def first_of_all(x, key="first_3"):
    found = tf.get_collection(key)
    if not found:
        value = tf.reduce_sum(x)
        tf.add_to_collection(key, value)
    else:
        value = found[0]
    return scales(x + value, "s")


def by_size(x):
    key = "size_%d" % int(x.shape[-1])
    found = tf.get_collection(key)
    if not found:
        value = tf.ones([int(x.shape[-1])]) * tf.reduce_mean(x)
        tf.add_to_collection(key, value)
    else:
        value = found[0]
    return scales(x + value, "s")


def taken(x):
    key = "taken_%d" % int(x.shape[-1])
    found = tf.get_collection(key)
    if not found:
        value = tf.zeros([int(x.shape[-1])])
        tf.add_to_collection(key, value)
    else:
        value = found[0]
    return scales(x + value, "s")


def apart(x, size, scope):
    """What is kept is the same whoever makes it."""
    key = "_".join([str(n) for n in [(size - 1) // 2, *x.get_shape().as_list()[1:]]])
    found = tf.get_collection(key)
    if not found:
        value = np.zeros(x.get_shape().as_list()[1:], dtype="float32")
        value[: (size - 1) // 2] = 1.5
        value = tf.convert_to_tensor(value)
        tf.add_to_collection(key, value)
    else:
        value = found[0]
    return scales(x + value, scope)


def one(x, scope):
    with tf.variable_scope(scope):
        return first_of_all(tf.layers.dense(x, 3, name="d"))


def two(x, scope):
    with tf.variable_scope(scope):
        return by_size(tf.layers.dense(x, 3, name="d"))


def five(x, scope):
    with tf.variable_scope(scope):
        return taken(tf.layers.dense(x, 3, name="d"))


def six(x, scope):
    with tf.variable_scope(scope):
        h = apart(tf.layers.dense(x, 3, name="d"), 3, "s")
        h = apart(tf.layers.dense(h, 5, name="e"), 5, "t")
        return tf.layers.dense(apart(h, 3, "u"), 3, name="f")


def forward(x):
    with tf.variable_scope("all"):
        tf.add_to_collection("taken_3", tf.constant(4.0))
        y = one(x, "a") + one(2.0 * x, "b") + two(x, "c") + two(2.0 * x, "d")
        return y + five(x, "i") + six(y, "j")
