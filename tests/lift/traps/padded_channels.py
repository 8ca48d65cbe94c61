import tensorflow as tf


def build(x, wide):
    with tf.variable_scope("build"):
        if wide:
            x = tf.pad(x, [[0, 0], [0, 1]])
        w = tf.get_variable("w", [x.get_shape().as_list()[-1], 2])
        return tf.matmul(x, w)


def forward(x):
    return build(x, True)
