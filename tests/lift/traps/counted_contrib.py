import tensorflow as tf


def plain(x):
    h = tf.contrib.layers.fully_connected(x, 3)
    h = tf.contrib.layers.layer_norm(h)
    return tf.layers.dense(h, 3)


def mixed(x):
    h = plain(x)
    with tf.variable_scope("fully_connected_5"):
        h = tf.layers.dense(h, 3)
    h = tf.contrib.layers.fully_connected(h, 3)
    return plain(h)


def forward(x):
    y = mixed(x)
    with tf.variable_scope("s"):
        y = plain(plain(y))
        y = tf.layers.dense(y, 3, name="dense_7")
        return plain(y)
