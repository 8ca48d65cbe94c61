import tensorflow as tf


def head(x):
    with tf.variable_scope("head"):
        w = tf.get_variable("w", [5, 3])
        h = tf.matmul(x, w, adjoint_b=True)
        v = tf.get_variable("v", [h.shape[-1].value, 2])
        return tf.matmul(h, v)


def forward(x):
    return head(x)
