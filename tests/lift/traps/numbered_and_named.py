import tensorflow as tf


def conv(x, scope=None):
    with tf.variable_scope(scope, "block"):
        return tf.layers.dense(x, 3)


def several(x):
    x = conv(x)
    x = conv(x, scope="block_4")
    return conv(x)


def forward(x):
    return several(x)
