import tensorflow as tf


def block(x, n):
    with tf.variable_scope(None, "block"):
        x = tf.layers.dense(x, n)
        return tf.layers.dense(x, n)


def stack(x, depth):
    for _ in range(depth):
        x = block(x, 3)
    return x


def net(x, depth):
    x = stack(x, depth)
    with tf.variable_scope("block_1x"):
        x = tf.layers.dense(x, 3)
    x = block(x, 3)
    return tf.layers.dense(x, 2)


def forward(x):
    with tf.variable_scope("a"):
        y = net(x, 1)
    with tf.variable_scope("b"):
        return y + net(x, 3)
