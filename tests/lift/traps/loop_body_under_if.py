import tensorflow as tf


def sample(x, first=True):
    with tf.variable_scope("sample"):

        def body(i, h):
            h = tf.layers.dense(h, 3, name="d", reuse=tf.AUTO_REUSE, kernel_initializer=tf.ones_initializer())
            return i + 1, h

        i, h = tf.constant(0), x
        if first:
            i, h = body(i, h)
        h = tf.layers.dense(h, 3, name="between")
        return tf.while_loop(lambda i, h: i < 3, body, [i, h])[1]


def forward(x):
    with tf.variable_scope("a"):
        y = sample(x)
    with tf.variable_scope("b"):
        return y + sample(x, False)
