import tensorflow as tf


class Policy(object):
    def __init__(self, name, x, units, reuse=False):
        with tf.variable_scope(name, reuse=reuse):
            self.scope = tf.get_variable_scope().name
            h = tf.layers.dense(x, units, tf.tanh)
            with tf.variable_scope("heads"):
                self.inner = tf.get_variable_scope().name
                self.pi = tf.layers.dense(h, 3, name="pi")
                self.v = tf.layers.dense(h, 1, name=self.inner.replace("/", "_"))
        self.x = x

    def count(self):
        return len(self.scope) + len(self.inner)


class Other(object):
    def __init__(self, name, x, units):
        with tf.variable_scope(name) as scope:
            self.before = tf.get_variable_scope()
            h = tf.layers.dense(x, units, name="h")
            scope.reuse_variables()
            self.shares = tf.get_variable_scope().reuse
            self.out = tf.layers.dense(h + tf.layers.dense(x, units, name="h"), units, name="h")

    def again(self, x):
        with tf.variable_scope(self.before, reuse=True):
            return tf.layers.dense(x, int(x.shape[-1]), name="h")


class Last(object):
    def __init__(self, name, x, units):
        with tf.variable_scope(name):
            h = tf.layers.dense(x, units, tf.tanh)
            self.out = tf.layers.dense(h, 3)
            self.scope = tf.get_variable_scope().name
            self.more = tf.layers.dense(h, 3)


class Plain(object):
    def __init__(self, name, x, units, reuse=False):
        with tf.variable_scope(name, reuse=reuse):
            self.scope = tf.get_variable_scope().name
            self.h = tf.layers.dense(x, units, tf.tanh)
            self.out = tf.layers.dense(self.h, 3)
        self.tail = self.scope[-1:]

    def again(self, x):
        with tf.variable_scope(self.scope, reuse=True):
            return tf.layers.dense(x, 3, name="dense_1")


def forward(x):
    with tf.variable_scope("plain"):
        p, q = Plain("a", x, 4), Plain("a", -x, 4, reuse=True)
    assert p.scope == q.scope == "plain/a" and p.tail == "a"
    x = x + tf.reduce_sum(p.out * q.out) + tf.reduce_sum(p.again(q.h))
    with tf.variable_scope("top"):
        one = Policy("p", x, 4)
        two = Policy("p", -x, 4, reuse=True)
        last = Last("last", x, 4)
    assert one.scope == two.scope == "top/p" and last.scope == "top/last"
    other = Other("o", x, int(x.shape[-1]))
    assert other.shares and other.before.name == "o"
    y = one.pi + two.pi * one.v + last.out * last.more
    return y * tf.reduce_sum(other.out + other.again(x)) * float(one.count())
