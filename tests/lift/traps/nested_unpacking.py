import tensorflow as tf


def parts(x):
    with tf.variable_scope("parts"):
        a = tf.layers.dense(x, 3, name="a")
        b, c = tf.split(tf.layers.dense(x, 6, name="bc"), 2, axis=1)
        return a, (b, c)


def forward(x):
    a, (b, c) = parts(x)
    (d, e), [f] = (a, b), [c]
    return d + e * f
