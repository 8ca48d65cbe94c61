import tensorflow as tf


def part(x, scope=None):
    with tf.variable_scope(scope, "part", [x], reuse=tf.AUTO_REUSE if scope else None):
        return tf.layers.dense(x, 3, name="a")


def unit(x, name):
    with tf.variable_scope(name, reuse=tf.AUTO_REUSE):
        return tf.layers.dense(x, 3)


def block(x, scope=None):
    with tf.variable_scope(scope, "proj", [x]):
        return unit(x, "u") + unit(x, "v") + unit(x, "u")


def forward(x):
    with tf.variable_scope("top") as top:
        x = block(x)
        x = block(x)
    with tf.variable_scope(top):
        x = block(x, "proj")
    with tf.variable_scope(top, reuse=True):
        x = block(x)
    with tf.variable_scope("top"):
        x = block(x)
    return x
