import tensorflow as tf

slim = tf.contrib.slim


def block(x, n, scope=None):
    with tf.variable_scope(scope, "block"):
        return tf.layers.dense(x, n) + x


def row(r):
    with tf.variable_scope("row", reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [3])
        return r * w


def repeated(x):
    with tf.variable_scope("repeated"):
        x = slim.repeat(x, 2, block, 3, scope="rep")
        return slim.repeat(x, 2, block, 3)


def mapped(x):
    with tf.variable_scope("mapped"):
        x = tf.layers.dense(x, 3)
        return tf.map_fn(row, x)


def chosen(x):
    with tf.variable_scope("chosen"):
        a = tf.layers.dense(x, 3, name="a")
        return tf.cond(tf.reduce_sum(x) > 0.0, lambda: row(a), lambda: a)


def forward(x):
    return chosen(mapped(repeated(x)))
