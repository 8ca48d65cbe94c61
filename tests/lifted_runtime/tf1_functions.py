"""The TF1 functions that ``lifted.py`` has as layers. Python 3.7 and TF 1.15.5 run this file."""

# ruff: noqa: UP031 - runs on Python 3.7, where TF 1.15.5 lives

import tensorflow as tf

graph = True


def dense(x, units, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return tf.matmul(x, w) + b


def encoder(x, units, depth, scope="encoder", reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        for i in range(depth):
            with tf.variable_scope("layer_%d" % i):
                x = tf.nn.relu(dense(x, units, "dense"))
        return x


def similarity(a, b, units, depth):
    left = encoder(a, units, depth)
    right = encoder(b, units, depth, reuse=True)
    return tf.reduce_sum(left * right, -1)


def block(x, units, scope=None, reuse=None):
    with tf.variable_scope(scope, "block", reuse=reuse):
        g = tf.get_variable("g", [1], initializer=tf.ones_initializer())
        return tf.tanh(dense(x, units, "fc") * g)


def pair(x):
    return tf.layers.dense(tf.layers.dense(x, 4), 4)


def tf_dense(x, units):
    return tf.layers.dense(x, units)


def scaled(x):
    with tf.variable_scope("scaled"):
        return x * 2.0


def scaled_dense(x, units, scale, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        w = tf.get_variable("w", [x.shape[-1].value, units])
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return (tf.matmul(x, w) + b) * scale


def predictions(x):
    with tf.variable_scope("cls/predictions"):
        x = dense(x, 4, "transform")
        return x + tf.get_variable("output_bias", [4], initializer=tf.zeros_initializer())


def gated(x, scope, reuse=None):
    """Makes variables of its own before, between and after those of the layers that it calls."""
    with tf.variable_scope(scope, reuse=reuse):
        g = tf.get_variable("g", [4], initializer=tf.ones_initializer())
        y = dense(x * g, 4, "first")
        h = tf.get_variable("h", [4], initializer=tf.ones_initializer())
        for i in range(2):
            y = dense(y, 4, "inner_%d" % i) * h
        return y + tf.get_variable("offset", [4], initializer=tf.zeros_initializer())


def tied(ids, scope):
    """A table that a function returns and another one multiplies with."""
    with tf.variable_scope(scope):
        x, table = embedded(ids)
        x = dense(x, 4, "fc")
        return tf.matmul(x, table, transpose_b=True)


def embedded(ids):
    with tf.variable_scope("words"):
        table = tf.get_variable("table", [3, 4])
        return tf.nn.embedding_lookup(table, ids), table


def normalized(x, training, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        x = tf.layers.dense(x, 4, name="fc")
        x = tf.layers.batch_normalization(
            x, momentum=0.9, epsilon=1e-3, training=training, name="bn"
        )
        steps = tf.get_variable("steps", [], tf.int32, tf.zeros_initializer(), trainable=False)
        return x * tf.cast(steps + 1, tf.float32)


def regularized(x, units, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        w = tf.get_variable("w", [4, units], regularizer=tf.contrib.layers.l2_regularizer(0.2))
        b = tf.get_variable("b", [units], initializer=tf.zeros_initializer())
        return tf.matmul(x, w) + b


def old_function(x):
    """Stays as it is: a function with scopes, called by a lifted layer."""
    x = tf.layers.dense(x, 4)
    with tf.variable_scope("inner"):
        return x * tf.get_variable("s", [4], initializer=tf.ones_initializer())


def mixed(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        x = dense(x, 4, "first")
        x = old_function(x)
        with tf.variable_scope("level"):
            x = old_function(x)
        x = tf.layers.dense(x, 4)
        return x


def values(variables):
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        return [value.tolist() for value in session.run(variables)]


def constant(value):
    return tf.placeholder_with_default(value, [])


def dropped(x, training):
    return tf.layers.dropout(x, 0.5, training=training)
