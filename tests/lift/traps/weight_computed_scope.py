import tensorflow as tf


def banks(x, sizes, prefix="bank"):
    outs = []
    for i, n in enumerate(sizes):
        with tf.variable_scope("%s-%d" % (prefix, n)):
            w = tf.get_variable("w", [3, n])
            b = tf.get_variable("b_{}".format(i), [n])
            outs.append(tf.matmul(x, w) + b)
    return tf.concat(outs, 1)


def shared(x, keys):
    total = 0.0
    for key in keys:
        with tf.variable_scope("k-%s" % key.lower(), reuse=tf.AUTO_REUSE):
            w = tf.get_variable("w", [3, 3])
            total += tf.matmul(x, w)
    return total


def forward(x):
    h = banks(x, [2, 3, 4])
    s = shared(x, ["A", "b", "a"])
    with tf.variable_scope("out"):
        w = tf.get_variable("w", [h.shape[1].value, 3])
    return tf.matmul(h, w) + s
