# graph only
import tensorflow as tf


class Counter(object):
    def __init__(self):
        self.n = 2

    def step(self):
        self.n += 1
        return self.n


def stays(x, counter):
    with tf.variable_scope("stays"):
        i = 0
        while i < 2:
            x = tf.layers.dense(x, 3, name="fc_%d" % i)
            counter.step()
            i += 1
        return x


def host(x, counter, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, counter.n, name="in")
        h = stays(h, counter)
        return tf.layers.dense(h, counter.n, name="out")


def forward(x):
    counter = Counter()
    return host(host(x, counter, "a"), counter, "b")
