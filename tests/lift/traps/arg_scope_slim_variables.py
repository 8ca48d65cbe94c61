import tensorflow as tf
from tensorflow.contrib import slim


def votes(x, n, regularizer, tag=False):
    with tf.variable_scope("votes"):
        w = slim.variable("w", shape=[3, n], dtype=tf.float32, initializer=tf.truncated_normal_initializer(stddev=1.0),
                          regularizer=regularizer)
        b = tf.contrib.framework.variable("b", [n], tf.float32, tf.constant_initializer(0.5), trainable=False)
    return tf.matmul(x, w) + b


def shared(x, reuse=None):
    with tf.variable_scope("shared", reuse=reuse):
        w = slim.variable("w", [3, 3], collections=["mine", tf.GraphKeys.GLOBAL_VARIABLES])
        v = slim.model_variable("v", [3])
        return tf.matmul(x, w) + v


def on_device(x):
    with slim.arg_scope([slim.variable], device="/cpu:0"):
        w = slim.variable("last", [3, 3])
        return tf.matmul(x, w)


def forward(x):
    with tf.variable_scope("net"):
        x = votes(x, 3, slim.l2_regularizer(0.1))
        x = shared(shared(x), reuse=True)
        return on_device(x)
