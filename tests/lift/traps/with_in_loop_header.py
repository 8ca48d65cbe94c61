import tensorflow as tf


def net(x, n):
    with tf.variable_scope("net"):
        for i, w in enumerate([tf.get_variable("w", [3, 3])] * n):
            x = tf.matmul(x, w) + tf.get_variable("b%d" % i, [3])
        return x


def forward(x):
    return net(x, 2)
