import tensorflow as tf


def init_scale(n):
    return tf.random_normal_initializer(stddev=0.02 / n)


def block(x, n, i):
    with tf.variable_scope("b%d" % i):
        return x + tf.layers.dense(x, 3, kernel_initializer=init_scale(n)) / (i + 1)


def forward(x):
    n = 3
    for i in range(n):
        x = block(x, n, i)
    return x
