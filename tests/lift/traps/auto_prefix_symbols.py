import tensorflow as tf


def net(x, a, b):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        for i in range(2):
            x = tf.layers.dense(x, 3, name=a + str(i))
        for i in range(10, 12):
            x = tf.layers.dense(x, 3, name=b + str(i))
        return x


def forward(x):
    return net(x, "l1", "l")
