import tensorflow as tf


def proj(x, units):
    i = 0
    with tf.variable_scope("proj"):
        while units > 1:
            x = tf.layers.dense(x, units, name="l%d" % i)
            units //= 2
            i += 1
    return x


def forward(x):
    return proj(x, 8)
