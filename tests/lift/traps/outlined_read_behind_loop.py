import tensorflow as tf


def net(x, depth, scope):
    """The weight of the last scope is read behind the loop."""
    with tf.variable_scope(scope):
        for i in range(depth):
            with tf.variable_scope("layer_%d" % i):
                w = tf.get_variable("w", [x.shape[-1].value, 4])
                x = tf.matmul(x, w)
        return x + tf.reduce_sum(w, 0)


def forward(x):
    return net(x, 2, "net")
