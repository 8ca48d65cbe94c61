# graph only
import functools
import tensorflow as tf


@functools.lru_cache(maxsize=None)
def scale(units):
    with tf.variable_scope("scale", reuse=tf.AUTO_REUSE):
        return tf.get_variable("g", [units])


def block(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 4, name="in")
        h = h * scale(4)
        return tf.layers.dense(h, 3, name="out")


def forward(x):
    return block(x, "a") + block(x, "b")
