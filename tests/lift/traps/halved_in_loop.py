import tensorflow as tf


def proj(x, units):
    for i in range(3):
        with tf.variable_scope("p%d" % i):
            x = tf.layers.dense(x, units)
        units //= 2
    return x


def forward(x):
    return proj(x, 8)
