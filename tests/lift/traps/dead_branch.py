import tensorflow as tf

DEBUG = False


def proj(x, n=0):
    with tf.variable_scope("proj"):
        if DEBUG:
            tf.get_variable("debug", [3])
        if n:
            x = tf.layers.dense(x, n)
        if False:
            x = tf.layers.dense(x, 3)
        for _ in range(n):
            x = tf.layers.dense(x, 3)
        return x + tf.get_variable("b", [3])


def forward(x):
    return proj(x)
