import tensorflow as tf


def net(x, names):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        for n in names:
            x = tf.layers.dense(x, 3, name=n)
        return x


def forward(x):
    return net(x, ["a", "b", "a"])
