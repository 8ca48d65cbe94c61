import tensorflow as tf


class Scaled:
    def __init__(self, x, scope="scaled"):
        self.scope = scope
        with tf.variable_scope(scope):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        self.out = x

    @property
    def moved(self):
        with tf.variable_scope("moved"):
            return self.out + tf.get_variable("b", [3])


def finish(s):
    return s.moved


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        s = Scaled(h)
        return finish(s)


def ret(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        return Scaled(h)


def outer(x, scope):
    with tf.variable_scope(scope):
        s = ret(x, "r")
        return tf.layers.dense(s.moved, 3, name="e")


def forward(x):
    return host(x, "a") + outer(x, "b")
