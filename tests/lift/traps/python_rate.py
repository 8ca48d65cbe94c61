import tensorflow as tf


def drop(x, rate, training):
    with tf.variable_scope("drop"):
        x = tf.layers.dense(x, 3, name="d")
        return tf.layers.dropout(x, rate, training=training) * rate


def keep(x, keep_prob):
    with tf.variable_scope("keep"):
        return tf.nn.dropout(tf.layers.dense(x, 3, name="d"), keep_prob)


def forward(x):
    return keep(drop(x, 0.5, False), 1.0)
