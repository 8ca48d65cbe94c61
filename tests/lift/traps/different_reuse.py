import tensorflow as tf


def net(x, reuse):
    with tf.variable_scope("net", reuse=reuse):
        a = tf.layers.dense(x, 3, name="a")
    with tf.variable_scope("net", reuse=True):
        b = tf.layers.dense(x, 3, name="a")
    with tf.variable_scope("extra", reuse=reuse):
        return tf.layers.dense(a + b, 3, name="c")


def forward(x):
    return net(net(x, None), True)
