import tensorflow as tf


def sub(x, scope):
    with tf.variable_scope(scope + "/inner"):
        return tf.layers.dense(x, 3)


def outer(x, scope):
    with tf.variable_scope(scope):
        y = sub(x, "s")
        with tf.variable_scope("s"):
            z = tf.layers.dense(y, 3)
            with tf.variable_scope("inner2"):
                z = tf.layers.dense(z, 3)
        return sub(z, "t") + tf.layers.dense(z, 3)


def forward(x):
    return outer(x, "o") + outer(x, "p/q")
