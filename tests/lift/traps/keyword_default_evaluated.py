import tensorflow as tf

WIDTH = 3


def proj(x, units=WIDTH, name="n"):
    with tf.variable_scope(name):
        return tf.layers.dense(x, units)


WIDTH = 5


def forward(x):
    return proj(proj(x), WIDTH, "m")
