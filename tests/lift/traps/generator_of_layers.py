import tensorflow as tf


def layers(x):
    for i in range(3):
        with tf.variable_scope("layer_%d" % i):
            x = tf.matmul(x, tf.get_variable("w", [3, 3]))
        yield x


def forward(x):
    total = 0.0
    for i, y in enumerate(layers(x)):
        if i == 2:
            break
        total = total + y
    return total
