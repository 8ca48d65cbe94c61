import tensorflow as tf


def late(x):
    n = x.shape.as_list()[-1]
    return tf.layers.dense(tf.layers.dense(x, n), n)


def forward(x):
    with tf.variable_scope("loop"):
        y = late(x)

        def body(i, h):
            return i + 1, tf.tanh(late(h))

        _, h = tf.while_loop(lambda i, h: i < 2, body, [tf.constant(0), y])
        return late(h)
