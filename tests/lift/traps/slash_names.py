import tensorflow as tf


def proj(x):
    with tf.variable_scope("p/q"):
        w = tf.get_variable("r/w", [3, 3])
        b = tf.get_variable("r_w", [3])
        return tf.layers.dense(tf.matmul(x, w) + b, 3, name="s/t")


def forward(x):
    return proj(x)
