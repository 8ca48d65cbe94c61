import tensorflow as tf


def inner(x):
    with tf.variable_scope("inner"):
        return x * tf.get_variable("t", [3], initializer=tf.ones_initializer())


class Held:
    """Known to others, holds things that share."""

    def __init__(self):
        self.template = tf.make_template("shared", inner)
        self.dense = tf.layers.Dense(3, name="kept")
        self.w = None
        self.reuse = None

    def by_template(self, x):
        with tf.variable_scope("bt"):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
            return self.template(x)

    def by_layer(self, x):
        with tf.variable_scope("bl"):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
            return self.dense(x)

    def lazily(self, x):
        if self.w is None:
            self.w = tf.get_variable("lazy", [3])
        i = 0
        while i < 2:
            x = x * self.w
            i += 1
        return x

    def told(self, x):
        with tf.variable_scope("told", reuse=self.reuse):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3], initializer=tf.ones_initializer())
                i += 1
        self.reuse = True
        return x


class Owner:
    def __init__(self, held):
        self.held = held

    def go(self, x):
        with tf.variable_scope("go"):
            h = tf.layers.dense(x, 3, name="d")
            h = self.first(h)
            return tf.layers.dense(h, 3, name="e")

    def first(self, x):
        i = 0
        while i < 1:
            x = x + tf.get_variable("f%d" % i, [3])
            i += 1
        return self.held.by_template(x)


HELD = Held()


def use(x, h, held):
    i = 0
    while i < 1:
        x = x + tf.get_variable("u%d" % i, [3])
        i += 1
    h = held.by_template(h)
    h = held.by_layer(h)
    return x + h


def a(x, held, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = use(x, h, held)
        return tf.layers.dense(h, 3, name="e")


def forward(x):
    held = Held()
    return a(x, held, "a") + a(x, held, "b") + held.lazily(x) + held.told(x)
