import tensorflow as tf


def inner(x):
    with tf.variable_scope("inner"):
        return x * tf.get_variable("t", [3], initializer=tf.ones_initializer())


class Held:
    """Known to others, holds things that share."""

    def __init__(self):
        self.template = inner
        self.dense = tf.layers.Dense(3, name="kept")

    def by_template(self, x):
        with tf.variable_scope("bt"):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
            return self.template(x)

    def by_layer(self, x):
        with tf.variable_scope("bl"):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
            return self.dense(x)


def layered(x, held):
    with tf.variable_scope("layered"):
        x = held.by_layer(x)
        i = 0
        while i < 1:
            x = x + tf.get_variable("u%d" % i, [3])
            i += 1
        return x


def templated(x, held):
    with tf.variable_scope("templated"):
        i = 0
        while i < 1:
            x = x + tf.get_variable("u%d" % i, [3])
            i += 1
        return held.by_template(x)


def a(x, held, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = layered(h, held)
        return tf.layers.dense(h, 3, name="e")


def b(x, held, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = templated(h, held)
        return tf.layers.dense(h, 3, name="e")


def both(x, scope):
    with tf.variable_scope(scope):
        held = Held()
        return a(x, held, "a") + a(x, held, "b") + b(x, held, "c") + b(x, held, "d")


def forward(x):
    return both(x, "m")
