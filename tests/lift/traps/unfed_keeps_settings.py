# graph only
import tensorflow as tf


def table(rows, width, name="table"):
    with tf.variable_scope(name):
        w = tf.get_variable("w", [rows, width])
        return w * 2.0


def scaled(scale, n):
    with tf.variable_scope("scaled", reuse=tf.AUTO_REUSE):
        w = tf.get_variable("w", [3, n])
        b = tf.get_variable("b", [n])
        return w * scale + b


def forward(x):
    y = tf.matmul(x, table(3, 4)) + tf.matmul(x, scaled(0.5, 4))
    s = scaled(tf.reduce_mean(x), 4)
    return tf.matmul(y, s, transpose_b=True) + tf.matmul(x, scaled(3, 4)[:, :3])
