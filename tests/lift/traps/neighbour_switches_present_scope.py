import tensorflow as tf


def gates(x, depth=2):
    i = 0
    while i < depth:
        x = x * tf.get_variable("gate_%d" % i, [3], initializer=tf.ones_initializer())
        i += 1
    return x


def point(x, scope="point"):
    with tf.variable_scope(scope):
        return tf.layers.dense(tf.nn.tanh(tf.layers.dense(x, 3, name="s0")), 3, name="s1")


class Pointer(object):
    """Its own scope shares from some place on."""

    def __init__(self, scope="pointer"):
        self.cell = tf.nn.rnn_cell.GRUCell(3)
        self.scope = scope

    def __call__(self, x):
        with tf.variable_scope(self.scope):
            a = point(gates(x))
            _, state = self.cell(a, x)
            tf.get_variable_scope().reuse_variables()
            return a + point(state)


class Late(object):
    """What it finds was made by others."""

    def __init__(self, first, second):
        self.first = first
        self.second = second

    def __call__(self, x):
        with tf.variable_scope(self.first):
            x = point(gates(x))
        with tf.variable_scope(self.second):
            x = gates(x)
            tf.get_variable_scope().reuse_variables()
            return point(x)


def around(x):
    """The scope of whoever calls it shares from then on."""
    x = gates(x)
    tf.get_variable_scope().reuse_variables()
    return x


def net(x, scope, reuse=None):
    with tf.variable_scope(scope, reuse=reuse):
        h = tf.layers.dense(x, 3, name="in")
        pointer = Pointer()
        h = pointer(h)
        return tf.layers.dense(h, 3, name="out")


def late(x):
    with tf.variable_scope("late"):
        with tf.variable_scope("b"):
            h = point(x)
        return Late("a", "b")(h)


def shared(x):
    with tf.variable_scope("shared"):
        h = tf.layers.dense(x, 3, name="in")
        h = around(h)
        return tf.layers.dense(h, 3, name="in")


def forward(x):
    y = net(x, "n") + net(2.0 * x, "n", True)
    return y + late(x) + shared(x)
