import tensorflow as tf


def embed(ids, n):
    with tf.variable_scope("embed"):
        table = tf.get_variable("t", [4, n])
        return tf.nn.embedding_lookup(table, ids)


def scaled(size, scale):
    with tf.variable_scope("scaled"):
        w = tf.get_variable("w", [3, size])
        return w * scale


def noise(n):
    with tf.variable_scope("noise"):
        g = tf.get_variable("g", [n])
        return tf.random_uniform([n], 0.0, 0.0) + g


def penalty(n, wd=None):
    w = tf.get_variable("p", [3, n])
    if wd is not None:
        tf.add_to_collection("losses", tf.multiply(tf.nn.l2_loss(w), wd))
    return w


def forward(x):
    e = embed([1, 2], 3)
    s = scaled(3, tf.reduce_max(x))
    with tf.variable_scope("two"):
        s2 = scaled(3, 2.0)
        p = penalty(3, 0.1)
        q = penalty_again(x)
    return tf.matmul(x + e, s + s2) + noise(3) + tf.matmul(x, p) + q


def penalty_again(x):
    with tf.variable_scope("again"):
        return tf.matmul(x, penalty(3, tf.reduce_sum(x)))
