import tensorflow as tf


def gated(x, n):
    with tf.variable_scope("gated"):
        gate = tf.layers.dense(x, n, name="gate")
        h = gate * tf.concat([x, x], 1)
        w = tf.get_variable("w", [h.shape[-1].value, 2])
        return tf.matmul(h, w)


def forward(x):
    return gated(x, 1)
