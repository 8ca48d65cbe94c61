import tensorflow as tf


def build(x, longer):
    with tf.variable_scope("build"):
        if longer:
            x = tf.pad(x, [[1, longer], [0, 0]])
        w = tf.get_variable("w", [x.get_shape().as_list()[-1], 2])
        return tf.matmul(x, w)


def forward(x):
    return build(x, 2)
