import tensorflow as tf


def net(x, n):
    with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
        for i in range(1, 4):
            x = tf.layers.dense(x, 3, name="l" + str(n % i))
        return x


def forward(x):
    return net(x, 6)
