import tensorflow as tf


def plain(x, units, scope="plain"):
    with tf.variable_scope(scope):
        return tf.layers.dense(x, units, name="d")


def wide(x, units, scope="wide"):
    with tf.variable_scope(scope):
        return tf.layers.dense(tf.layers.dense(x, 2 * units), units)


def two(x, block):
    """A layer that hosts what it is given, in a layer that has parts of its own."""
    with tf.variable_scope("two"):
        x = block(x, 4, scope="a")
        return block(x, 3, scope="b")


def first(x, reuse=False):
    with tf.variable_scope("first", reuse=reuse):
        x = tf.layers.dense(x, 3, name="own")
        x = two(x, plain)
        return tf.layers.dense(x, 3)


def second(x):
    with tf.variable_scope("second"):
        x = two(tf.nn.relu(x), block=wide)
        return tf.layers.dense(x, 3)


def forward(x):
    return first(x) + first(2 * x, reuse=True) + second(x)
