import tensorflow as tf


def sub(x, scope):
    with tf.variable_scope(scope + "/inner"):
        return tf.layers.dense(x, 3)


def third(x, scope, n):
    with tf.variable_scope("b/" + scope + str(n) + "/c"):
        return tf.layers.dense(x, 3) * tf.get_variable("v", [3])


def outer(x, scope):
    with tf.variable_scope(scope):
        y = sub(x, "s")
        with tf.variable_scope("s"):
            z = tf.layers.dense(y, 3)
        return sub(z, "t") + third(z, "u", 2)


def forward(x):
    return outer(x, "o") + outer(x, "p")
