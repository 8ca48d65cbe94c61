import tensorflow as tf


def loss(x, name=None):
    with tf.variable_scope(name, "loss", [x]):
        return tf.layers.dense(x, 3, name=name)


def signed(x, name=None):
    with tf.variable_scope(name or "signed"):
        y = tf.layers.dense(x, 3, name="d")
        return y if name is None else -y


def inner(x, scope):
    with tf.variable_scope(scope or "inner"):
        return tf.layers.dense(x, 3)


def outer(x, scope=None):
    with tf.variable_scope(scope or "outer"):
        return inner(x, scope)


def weight(x, name=None):
    with tf.variable_scope(name, default_name="weight"):
        w = tf.get_variable("w" if name is None else name, [3])
        return tf.multiply(x, w, name=name)


def forward(x):
    y = loss(x) + loss(x, "here") + loss(x)
    y = signed(y) + signed(y, "there")
    y = outer(y) + outer(y, "around")
    return weight(y) + weight(y, "own")
