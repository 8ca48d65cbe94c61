import tensorflow as tf


def net(x):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        for i in range(2):
            with tf.variable_scope("p%d" % i):
                x = tf.layers.dense(x, 3)
                x = tf.layers.dense(x, 3)
                with tf.variable_scope("in"):
                    x = tf.layers.dense(x, 3)
        with tf.variable_scope("q0"):
            x = tf.layers.dense(x, 3)
        return x


def forward(x):
    return net(x) + net(x)
