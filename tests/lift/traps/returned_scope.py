import tensorflow as tf


def first(x):
    with tf.variable_scope("first") as scope:
        return tf.layers.dense(x, 3), scope


def forward(x):
    x, scope = first(x)
    with tf.variable_scope(scope, reuse=True):
        x = tf.layers.dense(x, 3)
    with tf.variable_scope(scope):
        return tf.layers.dense(x, 3, name="last")
