import tensorflow as tf


def net(x):
    x = tf.layers.dense(x, 3, name="fc")
    return tf.layers.dense(x, 3, name="fc")


def forward(x):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        return net(x)
