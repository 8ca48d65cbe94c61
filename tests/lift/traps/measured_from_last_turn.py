import tensorflow as tf


def net(x, depth, scope):
    """Each turn reads the weight of the one before."""
    with tf.variable_scope(scope):
        h, w = x, None
        for i in range(depth):
            if w is not None:
                h = h + tf.reduce_sum(w)
            h = tf.concat([h, x], -1)
            w = tf.get_variable("w%d" % i, [h.shape[-1].value, 2])
            h = tf.matmul(h, w)
        return h


def forward(x):
    return net(x, 3, "net")
