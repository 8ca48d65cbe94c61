# graph only
import tensorflow as tf


class Counter(object):
    def __init__(self):
        self.n = 2

    def step(self):
        self.n += 1
        return self.n


def host(x, counter, scope):
    with tf.variable_scope(scope):
        h = tf.layers.dense(x, counter.n, name="in")
        counter.step()
        return tf.layers.dense(h, counter.n, name="out")


def forward(x):
    counter = Counter()
    return host(host(x, counter, "a"), counter, "b")
