import tensorflow as tf


def block(x, scope=None):
    with tf.variable_scope(scope, "block", [x]):
        return tf.layers.dense(x, 3)


def net(x, n):
    for _ in range(n):
        x = block(x)
    return block(x)


def forward(x):
    return net(x, 2)
