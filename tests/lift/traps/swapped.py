import tensorflow as tf


def net(x, y):
    with tf.variable_scope("net"):
        x, y = y, x
        a = tf.get_variable("a", [x.shape[-1].value, 3])
        b = tf.get_variable("b", [y.shape[-1].value, 3])
        return tf.matmul(x, a) + tf.matmul(y, b)


def forward(x):
    return net(x, tf.concat([x, x], 1))
