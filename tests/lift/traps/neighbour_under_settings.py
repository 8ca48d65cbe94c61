import tensorflow as tf


def stays(x):
    with tf.variable_scope("stays"):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3])
            i += 1
        return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return stays(h)


def inside(x):
    with tf.variable_scope("inside", initializer=tf.constant_initializer(0.5)):
        h = tf.layers.dense(x, 3, name="d")
        return stays(h)


def forward(x):
    with tf.variable_scope(
        "top",
        initializer=tf.constant_initializer(0.25),
        regularizer=tf.contrib.layers.l2_regularizer(0.5),
    ):
        y = host(x, "a") + inside(x)
    y += host(x, "c")
    return y + tf.add_n(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES))
