import tensorflow as tf


def scoped(x):
    with tf.variable_scope("scoped"):

        def body(i, h):
            return i + 1, tf.layers.dense(h, 3, name="d", reuse=tf.AUTO_REUSE)

        i, h = body(tf.constant(0), x)
        with tf.variable_scope("inner"):
            h = h + tf.layers.dense(h, 3, name="between")
            i, h = body(i, h)
        return tf.while_loop(lambda i, h: i < 5, body, [i, h])[1]


def forward(x):
    return scoped(x)
