import tensorflow as tf


class Pointer(object):
    """Stays: nobody knows how long its loop is."""

    def __init__(self, units, scope="pointer"):
        self.units = units
        self.scope = scope

    def __call__(self, x, depth=2):
        with tf.variable_scope(self.scope):
            i = 0
            while i < depth:
                x = x * tf.get_variable("gamma_%d" % i, [self.units])
                i += 1
            return x


class Counting(object):
    """Stays, and TF1 counts what it makes where it is called."""

    def __init__(self, units):
        self.units = units
        self.calls = 0

    def __call__(self, x):
        i = 0
        while i < 2:
            x = tf.layers.dense(x, self.units)
            i += 1
        self.calls += 1
        return x


def host(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="first")
        point = Pointer(3)
        h = point(h)
        h = Pointer(3, "other")(h, 1)
        return tf.layers.dense(h, 3, name="second")


def counted(x):
    with tf.variable_scope("counted"):
        net = Counting(3)
        h = net(x)
        h = net(h)
        return tf.layers.dense(h, 3, name="last")


def kept(x):
    with tf.variable_scope("kept"):
        point = Pointer(3)
        points = [point]
        return tf.layers.dense(points[0](x), 3, name="last")


def forward(x):
    return host(x, "a") + host(x, "b") + counted(x) + kept(x)
