import tensorflow as tf


def table(x):
    with tf.variable_scope("table", reuse=tf.AUTO_REUSE):
        return x * tf.get_variable("scale", [3])


def fixed(x):
    """A second call in one scope is refused by TF1."""
    h = table(x)
    return tf.layers.dense(h, 3, name="out")


def counted(x):
    """A second call shares the table and not the layer."""
    h = table(x)
    return tf.layers.dense(h, 3)


def told(x, scope):
    """The same, with names that are told."""
    h = table(x)
    with tf.variable_scope(scope):
        return tf.layers.dense(h, 3, name="out")


def some(x, deep):
    h = table(x)
    if deep:
        h = tf.layers.dense(h, 3, name="some")
    return h


def scoped(x, name):
    with tf.variable_scope(name, reuse=tf.AUTO_REUSE):
        return fixed(x)


def forward(x):
    y = fixed(x)
    with tf.variable_scope("one"):
        y += fixed(x)
    y += scoped(x, "two") + scoped(y, "two")
    y += counted(x) + counted(x)
    y += told(x, "a") + told(x, "b")
    return y + some(x, True) + some(x, False)
