import tensorflow as tf


def layer(x, name):
    with tf.name_scope(name):
        w = tf.Variable(tf.ones([3, 3]), name="w")
        return tf.matmul(x, w)


def forward(x):
    with tf.name_scope("first"):
        x = x * 2.0
    x = layer(x, "first")
    return layer(x, "second") + tf.get_variable("b", [3])
