import tensorflow as tf


def net(x):
    with tf.variable_scope("net"):
        shape = x.get_shape().as_list()
        *_, width = shape
        w = tf.get_variable("w", [width, shape[-1] + 1])
        v = tf.get_variable("v", shape[1:] + [2])
        return tf.concat([tf.matmul(x, w), tf.matmul(x, v)], 1)


def forward(x):
    return net(x)
