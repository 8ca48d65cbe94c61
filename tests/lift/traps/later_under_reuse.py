import tensorflow as tf


def late(x):
    n = x.shape.as_list()[-1]
    y = tf.layers.dense(x, n)
    return tf.layers.dense(tf.tanh(y), n + 1)[:, :n]


def both(x):
    with tf.variable_scope("a", reuse=tf.AUTO_REUSE):
        y = late(x)
        y = late(y) + tf.layers.dense(y, 3)
    with tf.variable_scope("a", reuse=True):
        z = late(y)
        z = late(z)
        z = tf.layers.dense(z, 3)
    with tf.variable_scope("a") as scope:
        scope.reuse_variables()
        return z + late(y) * late(tf.tanh(y))


def forward(x):
    return both(x)
