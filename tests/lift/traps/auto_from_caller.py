import tensorflow as tf


def stack(x):
    for i in range(4):
        x = tf.layers.dense(x, 3, name="l%d" % (i // 2))
    return x


def pair(x):
    for i in range(2):
        with tf.variable_scope("p%d%d" % (i, 1)):
            x = tf.layers.dense(x, 3)
    with tf.variable_scope("p%d" % 11):
        return tf.layers.dense(x, 3)


def forward(x):
    with tf.variable_scope("o", reuse=tf.AUTO_REUSE):
        return pair(stack(x))
