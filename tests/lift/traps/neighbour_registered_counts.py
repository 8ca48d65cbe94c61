import tensorflow as tf

KINDS = []


def keep(function):
    KINDS.append(function)
    return function


@keep
def first(x, units, reuse=None):
    with tf.variable_scope("first", reuse=reuse):
        return tf.layers.dense(x, units)


@keep
def second(x):
    h = tf.layers.dense(x, 3)
    return tf.layers.dense(h, 3)


def block(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 4)
        h = first(h, 4) + first(2.0 * h, 4, reuse=True)
        h = second(h)
        return tf.layers.dense(h, 3)


def forward(x):
    h = block(x, "a") + block(x, "b")
    for kind in KINDS[1:]:
        h = kind(h)
    return h
