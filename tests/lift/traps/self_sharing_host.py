import tensorflow as tf


def scorer(x, reuse=None):
    with tf.variable_scope("scorer", reuse=reuse):
        ys = [tf.layers.dense(x, 2, name="d%d" % i) for i in range(2)]
        return ys[0] * ys[1]


def pairwise(a, b):
    with tf.variable_scope("pairwise"):
        w = tf.get_variable("w", [2])
        first = scorer(a)
        second = scorer(b, reuse=True)
        return (first - second) * w


def forward(x):
    return pairwise(x, 2.0 * x)
