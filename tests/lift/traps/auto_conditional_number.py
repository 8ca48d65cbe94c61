import tensorflow as tf


def net(x):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        for i in range(3):
            if i < 1:
                k = i
            x = tf.layers.dense(x, 3, name="l%d" % k)
        return x


def forward(x):
    return net(x)
