import tensorflow as tf


def proj(x, name):
    with tf.variable_scope(name):
        y = tf.layers.dense(x, 3)
        if "last" in tf.get_variable_scope().name:
            return y
        return tf.nn.relu(y)


def forward(x):
    return proj(proj(x, "first"), "last")
