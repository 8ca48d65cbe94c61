import tensorflow as tf


def proj(x):
    with tf.variable_scope("build"):
        weights = tf.get_variable("weights", [3, 3])
        losses = tf.get_variable("losses", [3])
        name = tf.get_variable("name", [3])
        call = tf.get_variable("call", [3])
        dtype = tf.get_variable("dtype", [3])
        trainable = tf.get_variable("trainable", [3])
        return tf.matmul(x, weights) + losses + name * call - dtype * trainable


def forward(x):
    return proj(x)
