import tensorflow as tf


def added(x):
    with tf.variable_scope("added"):
        gate = tf.layers.dense(x, 1, name="gate")
        h = tf.multiply(gate, y=x)
        w = tf.get_variable("w", [h.shape[-1].value, 2])
        return tf.matmul(h, w)


def forward(x):
    return added(x)
