import tensorflow as tf


def pair(a, b):
    with tf.variable_scope("pair"):
        return a * tf.get_variable("g", [3]) + b


def dense(x, name):
    return tf.layers.dense(x, 3, name=name)


def net(x):
    return pair(b=dense(x, "first"), a=dense(x, "second"))


def forward(x):
    return net(x)
