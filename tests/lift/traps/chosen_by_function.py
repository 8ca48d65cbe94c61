import tensorflow as tf


def plain(x, units, scope="plain"):
    with tf.variable_scope(scope):
        return tf.layers.dense(x, units)


def wide(x, units, scope="wide"):
    with tf.variable_scope(scope):
        return tf.layers.dense(tf.layers.dense(x, 2 * units), units)


def get_block(kind, deep=False):
    """Which block a name stands for."""
    if kind == "plain":
        return plain
    elif kind == "wide" or deep:
        return wide
    raise ValueError("no block %s" % kind)


def either(depth):
    if depth < 3:
        return plain
    return wide


def first(x, kind="plain", deep=True):
    block = get_block(kind, deep)
    with tf.variable_scope("first"):
        x = block(x, 3, scope="one")
        return block(x, 3, scope="two")


class Net(object):
    def __init__(self, depth):
        self.depth = depth

    def __call__(self, x):
        with tf.variable_scope("net_%d" % self.depth):
            block = either(self.depth)
            return block(block(x, 3, scope="one"), 3)


def hidden(x, depth, plain=tf.nn.relu):
    """Its own `plain` is another function."""
    with tf.variable_scope("hidden_%d" % depth):
        block = either(depth)
        return plain(block(x, 3, "one"))


def moved(x, depth):
    """What decides changes after it was asked."""
    block = either(depth)
    depth = 5
    with tf.variable_scope("moved_%d" % depth):
        return block(x, 3, "one")


def forward(x):
    x = first(x)
    x = Net(2)(x) + Net(4)(x)
    x = hidden(x, 1) + hidden(x, 7)
    return moved(x, 1)
