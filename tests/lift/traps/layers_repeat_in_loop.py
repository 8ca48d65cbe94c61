import tensorflow as tf


def net(x, names):
    for name in names:
        with tf.variable_scope(name, reuse=tf.AUTO_REUSE):
            x = tf.layers.dense(x, 3, name="fc")
    return x


def forward(x):
    return net(x, ["a", "b", "a"])
