import tensorflow as tf


def net(x, sizes):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        for i, n in enumerate([*sizes, 3]):
            x = tf.layers.dense(x, n, name="l%d" % i)
        return tf.layers.dense(x, 3, name="l2")


def forward(x):
    return net(x, (3, 3))
