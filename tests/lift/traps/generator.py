import tensorflow as tf


def layers_of(x, n):
    for i in range(n):
        with tf.variable_scope("l%d" % i):
            w = tf.get_variable("w", [3, 3])
        yield tf.matmul(x, w)


def forward(x):
    total = x
    for y in layers_of(x, 3):
        with tf.variable_scope("mix"):
            total = total + y
    return total
