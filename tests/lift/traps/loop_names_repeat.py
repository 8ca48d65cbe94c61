import tensorflow as tf


def stack(x):
    for name in ["a", "b", "a"]:
        with tf.variable_scope(name, reuse=tf.AUTO_REUSE):
            x = tf.matmul(x, tf.get_variable("w", [3, 3]))
    return x


def forward(x):
    return stack(x)
