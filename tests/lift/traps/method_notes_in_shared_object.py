import tensorflow as tf


class Cellish:
    """Shares by what it has noted itself."""

    def __init__(self, units):
        self.units = units
        self.vs = None
        self.made = {}

    def step(self, x):
        with tf.variable_scope("step") as vs:
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [self.units], initializer=tf.ones_initializer())
                i += 1
        self.vs = vs
        return x

    def weight(self, name):
        if name not in self.made:
            self.made[name] = tf.get_variable(name, [self.units], initializer=tf.ones_initializer())
        return self.made[name]

    def two(self, x):
        with tf.variable_scope("two"):
            i = 0
            while i < 2:
                x = x * self.weight("w%d" % i)
                i += 1
            return x

    def asked(self, x):
        with tf.variable_scope("asked"):
            i = 0
            while i < 2:
                x = x * tf.get_variable("a%d" % i, [self.units])
                i += 1
            self.last = x
            return x


def steps(x, cell):
    with tf.variable_scope("steps"):
        i = 0
        while i < 1:
            x = x + tf.get_variable("u%d" % i, [3])
            i += 1
        return cell.step(x)


def twos(x, cell):
    with tf.variable_scope("twos"):
        i = 0
        while i < 1:
            x = x + tf.get_variable("u%d" % i, [3])
            i += 1
        return cell.two(x)


def askeds(x, cell):
    with tf.variable_scope("askeds"):
        i = 0
        while i < 1:
            x = x + tf.get_variable("u%d" % i, [3])
            i += 1
        return cell.asked(x)


def a(x, cell, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = steps(h, cell)
        return tf.layers.dense(h, 3, name="e")


def b(x, cell, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = twos(h, cell)
        return tf.layers.dense(h, 3, name="e")


def c(x, cell, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = askeds(h, cell)
        return tf.layers.dense(h, 3, name="e")


def forward(x):
    cell = Cellish(3)
    y = a(x, cell, "a") + b(x, cell, "b") + b(x, cell, "c")
    return y + c(x, cell, "d") + cell.last
