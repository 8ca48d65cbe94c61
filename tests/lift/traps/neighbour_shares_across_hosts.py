import tensorflow as tf


def stays(x):
    with tf.variable_scope("stays", reuse=tf.AUTO_REUSE):
        i = 0
        while i < 2:
            x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            i += 1
        return x


def first(x):
    return stays(tf.layers.dense(x, 3, name="first"))


def second(x):
    h = tf.layers.dense(x, 3, name="second")
    return stays(h)


def forward(x):
    with tf.variable_scope("net"):
        return first(x) + second(x) + stays(x)
