import tensorflow as tf


def stack(x, n):
    for i in range(n):
        with tf.variable_scope("l%d" % i):
            x = tf.layers.dense(x, 3)
    with tf.variable_scope("last_%d" % i):
        return tf.layers.dense(x, i + 2)


def forward(x):
    return stack(x, 2)
