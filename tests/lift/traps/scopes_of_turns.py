import tensorflow as tf


def settle(x, turns, scope="settle", inner="turn", extra=False):
    with tf.variable_scope(scope):

        def turn(i, h):
            with tf.variable_scope(inner, reuse=tf.AUTO_REUSE):
                w = tf.get_variable("w", [3, 3])
                h = tf.layers.dense(h, 3, name="dense")
                with tf.variable_scope("deep"):
                    b = tf.get_variable("b", [3])
            return i + 1, tf.tanh(tf.matmul(h, w) + b)

        with tf.variable_scope("first"):
            x = tf.layers.dense(x, 3, name="dense")
        i, h = turn(0, x)
        _, h = tf.while_loop(lambda i, h: i < turns, turn, [i, h])
        return h


def forward(x):
    return settle(x, 2) + settle(x, 3, "other", inner="again")
