import tensorflow as tf


def late(x):
    y = tf.layers.dense(x, x.shape.as_list()[-1])
    return tf.layers.dense(y, x.shape.as_list()[-1])


def taken(x):
    """A name of the caller's takes a number, also one between those of a call."""
    x = tf.layers.dense(x, 3, name="dense_1")
    x = late(x)
    with tf.variable_scope("dense_4"):
        x = late(x)
    return late(x) + late(x)


def given(x, name=None):
    y = tf.layers.dense(x, x.shape.as_list()[-1], name=name)
    return tf.layers.dense(y, x.shape.as_list()[-1])


def forward(x):
    with tf.variable_scope("a"):
        y = taken(x)
    y = given(y)
    y = given(y, "dense_2")
    return given(y) + given(y, "other")
