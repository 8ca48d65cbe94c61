import tensorflow as tf


def unit(x, name):
    with tf.variable_scope(name):
        return tf.layers.dense(x, 3)


def net(x):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        for i in [1, 2, 12]:
            with tf.variable_scope("b%d" % i):
                for j in [2, 3]:
                    x = unit(x, "u%d" % j)
        for i in range(2):
            x = unit(x, "b1%d/u2" % (i + 1))
        return x


def forward(x):
    return net(x)
