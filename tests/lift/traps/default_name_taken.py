import tensorflow as tf


def attend(x, scope=None):
    with tf.variable_scope(scope, "block"):
        w = tf.get_variable("w", [3, 3])
        return tf.matmul(x, w)


def model(x):
    with tf.variable_scope("block"):
        x = tf.matmul(x, tf.get_variable("v", [3, 3]))
    return attend(attend(x))


def forward(x):
    return model(x)
