import tensorflow as tf


class Layer(object):
    """Base."""

    def __init__(self, name, **settings):
        self.name = name
        self.vars = {}
        self.settings = settings

    def __call__(self, x, mask=None):
        with tf.name_scope(self.name):
            return self.apply(x, mask)


class Dense(Layer):
    def __init__(self, width, name):
        Layer.__init__(self, name)
        with tf.variable_scope(self.name):
            self.vars["w"] = tf.get_variable("w", [3, width])

    def apply(self, x, mask):
        return tf.matmul(x, self.vars["w"])


def use(x):
    with tf.variable_scope("outer"):
        return Dense(3, "first")(x)


def forward(x):
    y = use(x)
    d = Dense(3, "second")
    return d(y) + d(x)
