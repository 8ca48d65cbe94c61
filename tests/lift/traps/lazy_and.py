import tensorflow as tf


def net(x, use=True, extra=False):
    with tf.variable_scope("net"):
        y = use and tf.layers.dense(x, 3)
        z = tf.layers.dense(x, 3) if extra else x
        return y + z


def forward(x):
    return net(x)
