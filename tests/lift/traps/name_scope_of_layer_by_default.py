import tensorflow as tf


def layer(x, name="layer"):
    with tf.name_scope(name):
        w = tf.Variable(tf.ones([3, 3]), name="w")
        return tf.matmul(x, w)


def forward(x):
    x = x + tf.get_variable("start", [3])
    with tf.variable_scope("a"):
        x = layer(x)
    with tf.variable_scope("b"):
        x = layer(layer(x), "other")
    return layer(x)
