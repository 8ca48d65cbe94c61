import tensorflow as tf


def linear(x):
    with tf.variable_scope("linear"):
        return tf.matmul(x, tf.get_variable("w", [3, 3]))


def shift(x):
    with tf.variable_scope("shift"):
        return x + tf.get_variable("b", [3])


KINDS = {"linear": linear, "shift": shift}


def net(x, kinds):
    for i, kind in enumerate(kinds):
        with tf.variable_scope("n%d" % i):
            x = KINDS[kind](x)
    return x


def forward(x):
    return net(x, ["shift", "linear", "shift"])
