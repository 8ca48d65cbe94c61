import tensorflow as tf


def net(x):
    with tf.variable_scope("net"):
        b = tf.get_variable("B", [3])
        return x * b + tf.get_variable("b", [3])


def forward(x):
    return net(x)
