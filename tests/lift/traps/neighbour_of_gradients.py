# graph only
import tensorflow as tf


def stays(x):
    with tf.variable_scope("stays"):
        y = x
        i = 0
        while i < 2:
            w = tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            y = y * w
            i += 1
        return y + tf.gradients(tf.reduce_sum(tf.square(y)), [x])[0]


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = stays(h)
        return stays2(h)


def stays2(x):
    with tf.variable_scope("stays2"):
        y = x
        i = 0
        while i < 2:
            w = tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
            y = y * w
            i += 1
        return y


def forward(x):
    with tf.variable_scope("both"):
        return host(x, "a") + host(x, "b")
