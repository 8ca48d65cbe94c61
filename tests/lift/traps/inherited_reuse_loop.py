import tensorflow as tf


def net(x):
    for _ in range(3):
        x = tf.layers.dense(x, 3, name="fc")
    return x


def forward(x):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        return net(x)
