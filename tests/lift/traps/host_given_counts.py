import tensorflow as tf


def numbered(x, units):
    return tf.layers.dense(x, units)


def shared(x, units):
    with tf.variable_scope("shared", reuse=tf.AUTO_REUSE):
        return tf.layers.dense(x, units, name="d")


def two(x, block):
    """Opens no scope: what it is given is numbered with what its caller makes."""
    return block(tf.nn.relu(block(x, 3)), 3)


def named(x, block):
    with tf.variable_scope("two"):
        return block(tf.nn.relu(block(x, 3)), 3)


def first(x):
    with tf.variable_scope("first"):
        x = tf.layers.dense(x, 3)
        x = two(x, numbered)
        return tf.layers.dense(x, 3)


def second(x):
    with tf.variable_scope("second"):
        x = tf.layers.dense(x, 3, name="own")
        return named_again(named(x, shared))


def named_again(x):
    with tf.variable_scope("two_1"):
        w = tf.get_variable("w", [3, 3])
    with tf.variable_scope("two", reuse=tf.AUTO_REUSE):
        return named(tf.matmul(x, w), shared)


def third(x):
    with tf.variable_scope("third"):
        x = named(x, numbered)
        with tf.variable_scope("two"):
            x = tf.layers.dense(x, 3, name="after")
        return tf.layers.dense(x, 3, name="two_1")


def forward(x):
    return first(x) + second(x) + third(x)
