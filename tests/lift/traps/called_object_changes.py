import tensorflow as tf


class Counts(object):
    """Numbers its calls, and says of which width the next is."""

    def __init__(self, name, width):
        self.name = name
        self.width = width
        self.depth = 0
        self.outputs = []

    def __call__(self, x):
        with tf.variable_scope(self.name + "_%d" % self.depth):
            y = tf.layers.dense(x, self.width, name="fc")
        self.depth += 1
        self.width -= 1
        self.outputs.append(y)
        return y


class Shared(object):
    """Its scope is shared from the second call on; its own variable is not."""

    def __init__(self, name):
        self.name = name
        self.reuse = False
        self.mean = None

    def __call__(self, x):
        with tf.variable_scope(self.name, reuse=self.reuse):
            self.mean = tf.reduce_mean(x)
            y = x * tf.get_variable("w", [], initializer=tf.ones_initializer())
            z = y + tf.Variable(0.5, name="own")
        self.reuse = True
        return z


class Twice(object):
    """No constructor of its own; the second scope is another one."""

    def __call__(self, x, name="twice", reuse=None):
        with tf.variable_scope(name, reuse=reuse):
            return tf.layers.dense(x, 2, name="fc")


def forward(x):
    counts = Counts("counts", 4)
    shared = Shared("shared")
    twice = Twice()
    h = counts(counts(x))
    s = shared(h) + shared(h)
    t = twice(s) + twice(s, "other") + twice(s, reuse=True)
    return tf.concat([t, counts.outputs[0], counts.outputs[1] + shared.mean], 1)
