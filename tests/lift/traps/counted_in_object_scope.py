import tensorflow as tf


def counted(x):
    return tf.layers.dense(x, 3)


def pair(x, two):
    x = tf.layers.dense(x, 3)
    if two:
        x = tf.layers.dense(x, 3)
    return x


def forward(x):
    with tf.variable_scope("s", reuse=tf.AUTO_REUSE) as s:
        y = counted(x)
        y = tf.layers.dense(y, 3, name="Dense_1")
    with tf.variable_scope(s):
        y = counted(y)
        y = pair(y, True)
    with tf.variable_scope(s, reuse=True):
        y = counted(y)
    with tf.variable_scope("s", reuse=True):
        y = counted(y)
    with tf.variable_scope(s, auxiliary_name_scope=False):
        return pair(y, False)
