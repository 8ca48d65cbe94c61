import tensorflow as tf


def plain(x, scope):
    with tf.variable_scope(scope):
        return tf.layers.dense(x, 3)


def wide(x, scope):
    with tf.variable_scope(scope):
        return tf.layers.dense(tf.layers.dense(x, 5), 3)


class Net(object):
    """What decides changes between the calls of the name: it holds what it held."""

    def __init__(self):
        self.deep = False

    def network(self, x):
        with tf.variable_scope("network"):
            block = wide if self.deep else plain
            x = block(x, "first")
            self.deep = True
            x = block(x, scope="second")
            return x


def chosen(x, deep):
    block = wide if deep else plain
    x = block(x, "third")
    deep = not deep
    x = block(x, scope="fourth")
    block = wide
    return block(x, "fifth")


def forward(x):
    return chosen(Net().network(x), False)
