import tensorflow as tf


def net(x, units):
    with tf.variable_scope("net"):
        h = tf.layers.dense(x, units)
        w = tf.get_variable("w", [h.shape[-1].value, 2])
        return tf.matmul(h, w)


def forward(x):
    return net(x, 4)
