import tensorflow as tf


def net(x):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        for i in [1, 11]:
            for j in [1, 11]:
                x = tf.layers.dense(x, 3, name="l%d%d" % (i, j))
        return x


def forward(x):
    return net(x)
