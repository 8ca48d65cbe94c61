import tensorflow as tf


def forward(x):
    with tf.variable_scope("one"):
        x = tf.layers.dense(x, 3, name="Block")
        x = tf.layers.dense(x, 3)
        with tf.variable_scope(None, default_name="block"):
            x = tf.layers.dense(x, 3, name="fc")
        with tf.variable_scope(None, default_name="dense"):
            x = tf.layers.dense(x, 3, name="fc")
    return x
