import tensorflow as tf


def stays(x, name):
    i = 0
    while i < 2:
        x = x * tf.get_variable(name + "_%d" % i, [3], initializer=tf.ones_initializer())
        i += 1
    return x


def host(x, name):
    h = tf.layers.dense(x, 3, name=name)
    return stays(h, name + "_scale")


def both(x):
    with tf.variable_scope("both"):
        y = host(x, "one") + host(x, "two")
        return y + tf.layers.dense(y, 3)


def forward(x):
    y = both(x) + host(x, "one")
    with tf.variable_scope("again", reuse=tf.AUTO_REUSE):
        y = host(y, "three")
        return host(y, "three")
