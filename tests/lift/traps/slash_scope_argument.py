import tensorflow as tf


def net(x, scope):
    with tf.variable_scope(scope):
        x = tf.layers.dense(x, 3)
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def both(x):
    return net(net(x, "a/b"), "c")


def forward(x):
    x = both(x)
    return net(x, "d/e/f")
