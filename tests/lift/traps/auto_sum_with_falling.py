import tensorflow as tf


def net(x):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        k = 3
        for i in range(3):
            x = tf.layers.dense(x, 3, name="l%d" % (i + k))
            k = k - 1
        return x


def forward(x):
    return net(x)
