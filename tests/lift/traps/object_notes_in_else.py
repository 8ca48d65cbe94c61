import tensorflow as tf


class Flag(object):
    def __init__(self, name, flag=False):
        self.name = name
        self.flag = flag

    def __call__(self, x):
        with tf.variable_scope(self.name) as scope:
            if self.flag:
                scope.reuse_variables()
            return tf.layers.dense(x, 3, name="d0")


class Notes(object):
    def __init__(self, name):
        self.name = name
        self.reuse = False

    def __call__(self, x):
        with tf.variable_scope(self.name):
            if self.reuse:
                tf.get_variable_scope().reuse_variables()
            else:
                assert tf.get_variable_scope().reuse is False
                self.reuse = True
            return tf.layers.dense(x, 3, name="d0")


class Doubles(object):
    def __init__(self, name):
        self.name = name
        self.reuse = False

    def __call__(self, x):
        with tf.variable_scope(self.name) as scope:
            if self.reuse:
                scope.reuse_variables()
            else:
                x = x * 2.0
            y = tf.layers.dense(x, 3, name="d0")
        self.reuse = True
        return y


class Asked(object):
    def __init__(self, name):
        self.name = name
        self.reuse = False

    def __call__(self, x):
        with tf.variable_scope(self.name) as scope:
            if self.reuse:
                scope.reuse_variables()
            else:
                self.reuse = True
            y = tf.layers.dense(x, 3, name="d0")
            return -y if self.reuse else y


class Given(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x, reuse=False):
        with tf.variable_scope(self.name) as scope:
            if reuse:
                scope.reuse_variables()
            else:
                assert scope.reuse is False
            return tf.layers.dense(x, 3, name="d0")


class Model(object):
    def __init__(self):
        self.built = False

    def net(self, x):
        with tf.variable_scope("net") as scope:
            if self.built:
                scope.reuse_variables()
            else:
                self.built = True
            return tf.layers.dense(x, 3, name="d0")

    def late(self, x):
        with tf.variable_scope("late") as scope:
            w = tf.get_variable("w", [3, 3])
            if self.built:
                scope.reuse_variables()
            else:
                self.built = True
            return tf.matmul(x, w) + tf.matmul(x, tf.get_variable("w" if self.built else "v", [3, 3]))


def forward(x):
    x = Flag("a")(x) + Flag("a", True)(x)
    b, c, d, e = Notes("b"), Doubles("c"), Asked("d"), Given("e")
    x = b(x) + b(-x) + c(x) + c(-x) + d(x) + d(-x) + e(x) + e(-x, reuse=True)
    model = Model()
    return model.net(x) + model.net(-x) + model.late(x)
