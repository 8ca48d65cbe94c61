import tensorflow as tf


def counted(x, reuse=None):
    h = tf.layers.dense(x, 3, reuse=reuse)
    return tf.layers.dense(h, 3, reuse=reuse, name="named")


def forward(x):
    with tf.variable_scope("a"):
        y = counted(x)
    with tf.variable_scope("a"):
        y = counted(y, True)
    with tf.variable_scope("a", reuse=tf.AUTO_REUSE):
        return counted(y) + counted(y)
