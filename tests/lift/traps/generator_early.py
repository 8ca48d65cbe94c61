import tensorflow as tf


def weights(n):
    for i in range(n):
        yield tf.get_variable("w%d" % i, [3, 3])


def forward(x):
    with tf.variable_scope("g"):
        made = weights(5)
        w = next(made)
    x = tf.matmul(x, w)
    with tf.variable_scope("h"):
        return tf.matmul(x, next(made))
