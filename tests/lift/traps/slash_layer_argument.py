import tensorflow as tf


def net(x, name):
    return tf.layers.dense(x, 3, name=name)


def both(x):
    with tf.variable_scope("both"):
        return net(net(x, "a/b"), "c")


def forward(x):
    return both(x)
