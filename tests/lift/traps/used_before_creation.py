import tensorflow as tf


def tied(x):
    with tf.variable_scope("tied"):
        w = None
        for i in range(3):
            if w is not None:
                x = tf.matmul(x, w, transpose_b=True)
            w = tf.get_variable("w_%d" % i, [3, 3])
        return tf.matmul(x, w)


def forward(x):
    return tied(x)
