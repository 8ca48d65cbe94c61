import tensorflow as tf


def scoped(x, units):
    with tf.variable_scope("scoped"):
        keep = units

        def body(i, h):
            h = tf.layers.dense(h, units, name="d", reuse=tf.AUTO_REUSE)
            return i + 1, h * keep

        i, h = body(tf.constant(0), x)
        keep = 0.5
        units = 3
        return tf.while_loop(lambda i, h: i < 3, body, [i, h])[1]


def forward(x):
    return scoped(x, 3)
