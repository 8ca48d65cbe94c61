import tensorflow as tf


def proj(x):
    with tf.variable_scope("class"):
        w = tf.get_variable("lambda", [3, 3])
        b = tf.get_variable("0", [3])
        return tf.layers.dense(tf.matmul(x, w) + b, 3, name="import")


def forward(x):
    return proj(x)
