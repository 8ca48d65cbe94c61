import tensorflow as tf


def net(x, deep, scope, reuse=None):
    """The second call shares what the first one made, the third does not."""
    with tf.variable_scope(scope, reuse=reuse):
        h = x
        for i in range(deep):
            h = tf.layers.dense(h, 4, name="fc%d" % i)
        w = tf.get_variable("w", [h.shape[-1].value, 3])
        return tf.matmul(h, w)


def forward(x):
    y = net(x, 1, "one")
    y = y + net(2.0 * x, 1, "one", reuse=True)
    return y + net(x, 0, "two")
