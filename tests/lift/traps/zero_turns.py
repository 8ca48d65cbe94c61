import tensorflow as tf


def net(x, n):
    with tf.variable_scope("net"):
        for i in range(n):
            y = tf.layers.dense(x, 3, name="l%d" % i)
            x = x + y
        return tf.layers.dense(x, 2, name="out")


def forward(x):
    x2 = net(x, 0)
    with tf.variable_scope("b"):
        return net(x, 1) * x2
