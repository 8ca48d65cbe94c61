import tensorflow as tf


def project(h, size, name):
    return tf.layers.dense(h, size, name=name) if size else h


def net(x, flat, scope):
    """A width that nobody asks for, and one that is given by a computed tensor to a function."""
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 4, name="first")
        if flat:
            h = tf.reshape(h, [-1, 2, 2])
        if h.shape.ndims > 2:
            h = tf.reshape(h, [-1, h.shape[1].value * h.shape[2].value])
        h = project(h, h.shape[-1].value, "second")
        h = project(h, None, "third")
        return tf.layers.dense(h, h.shape[-1].value, tf.nn.relu, name="last")


def forward(x):
    return net(x, True, "one") + net(x, False, "two")
