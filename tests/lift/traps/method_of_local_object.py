import tensorflow as tf


class Norm:
    def __init__(self, x, scope):
        self.x = x
        self.scope = scope
        self.calls = 0

    def run(self):
        self.calls += 1
        return self.scaled(self.x)

    def scaled(self, x):
        with tf.variable_scope(self.scope + "_norm"):
            return x * tf.get_variable("g", [3], initializer=tf.ones_initializer())


class Enc:
    """Known to others."""

    def __init__(self, n=2):
        self.n = n
        self.done = 0

    def part(self, x, i):
        with tf.variable_scope("part_%d" % i):
            return x * tf.get_variable("b", [3], initializer=tf.ones_initializer())

    def run(self, x):
        with tf.variable_scope("enc"):
            i = 0
            while i < self.n:
                x = self.part(x, i)
                i += 1
        return x

    def noted(self, x):
        self.done += 1
        with tf.variable_scope("noted_%d" % self.done):
            i = 0
            while i < self.n:
                x = self.part(x, i)
                i += 1
        return x


class Deep(Enc):
    def part(self, x, i):
        with tf.variable_scope("deep_%d" % i):
            return x * tf.get_variable("g", [3], initializer=tf.ones_initializer())


ENC = Enc()


def stays(x, scope="stays"):
    with tf.variable_scope(scope):
        i = 0
        while i < 2:
            n = Norm(x, "n%d" % i)
            x = n.run()
            x = Norm(x, "m%d" % i).run()
            i += 1
    return x


def stays2(x, enc):
    with tf.variable_scope("second"):
        x = enc.run(x)
        return x


def stays3(x):
    e = Enc(1)
    i = 0
    while i < 2:
        with tf.variable_scope("w%d" % i):
            x = e.run(x)
        i += 1
    e.n = 2
    return e.run(x)


def stays4(x):
    e = Deep(1)
    i = 0
    while i < 2:
        with tf.variable_scope("v%d" % i):
            x = e.run(x)
        i += 1
    return x


def stays5(x):
    i = 0
    while i < 2:
        with tf.variable_scope("u%d" % i):
            x = ENC.run(x)
        i += 1
    return x


def a(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = stays(h)
        return tf.layers.dense(h, 3, name="e")


def b(x, enc, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = stays2(h, enc)
        return tf.layers.dense(h, 3, name="e")


def c(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = stays3(h)
        return tf.layers.dense(h, 3, name="e")


def d(x, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, 3, name="d")
        h = stays4(h)
        h = stays5(h)
        return tf.layers.dense(h, 3, name="e")


def forward(x):
    return a(x, "a") + b(x, Deep(1), "b") + c(x, "c") + d(x, "d")
