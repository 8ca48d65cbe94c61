import tensorflow as tf


def proj(x):
    with tf.variable_scope("proj"):
        tf.get_variable("unused", [3])
        unused = tf.get_variable("also_unused", [2])
        tf.layers.dense(x, 4, name="nowhere")
        w = tf.get_variable("w", [3, 3])
        return tf.matmul(x, w)


def forward(x):
    return proj(x)
