import tensorflow as tf


class Base:
    def __init__(self, x, n=2):
        self.n = n
        with tf.variable_scope("base"):
            i = 0
            while i < n:
                x = self.step(x, i)
                i += 1
        self.out = self.after(x)

    def step(self, x, i):
        return x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())

    def after(self, x):
        return x


class Loose(Base):
    """What it has of its own stands where nothing has a name."""

    def after(self, x):
        return tf.layers.dense(x, 3)


class Moved(Base):
    def step(self, x, i):
        return x + tf.get_variable("b%d" % i, [3])


class Both(Moved):
    def step(self, x, i):
        x = super().step(x, i)
        return x + tf.get_variable("c%d" % i, [3])


class Shared(Base):
    def step(self, x, i):
        with tf.variable_scope("shared", reuse=tf.AUTO_REUSE):
            return x + tf.get_variable("b", [3])


def a(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = Base(h).out
        with tf.variable_scope("m"):
            h = Moved(h).out
        with tf.variable_scope("n"):
            h = Both(h).out
        return tf.layers.dense(h, 3, name="e")


def b(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = Loose(h).out
        return tf.layers.dense(h, 3)


def c(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = Shared(h).out
        return tf.layers.dense(h, 3, name="e")


def d(x, scope):
    with tf.variable_scope(scope):
        h = Loose(x).out
        return tf.layers.dense(h, 3, name="e")


def forward(x):
    return a(x, "a") + b(x, "c") + c(x, "d") + d(x, "f")
