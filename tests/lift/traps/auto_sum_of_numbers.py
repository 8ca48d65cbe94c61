import tensorflow as tf


def net(x):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        for i in range(2):
            for j in range(2):
                x = tf.layers.dense(x, 3, name="l%d" % (i + j))
        return x


def forward(x):
    return net(x)
