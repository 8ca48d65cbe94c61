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
        return tf.layers.dense(x, counter.step(), name="fc")


def host(x, counter, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, counter.n, name="in")
        h = stays(h, counter)
        return tf.layers.dense(h, counter.n, name="out")


def last(x, counter, scope):
    with tf.variable_scope(scope):
        h = stays(x, counter)
        return tf.layers.dense(h, 3, name="fc_%d" % counter.n)


def forward(x):
    counter = Counter()
    h = host(host(x, counter, "a"), counter, "b")
    return last(h, counter, "c")
