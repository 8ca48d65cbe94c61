import tensorflow as tf


class Model(object):
    def __init__(self, x, scope="model"):
        with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
            i = 0
            while i < 2:
                x = x * tf.get_variable("g%d" % i, [3])
                i += 1
            self.out = tf.layers.dense(x, 3, name="out")

    def pooled(self, scope="model"):
        with tf.variable_scope(scope, reuse=tf.AUTO_REUSE):
            x, i = self.out, 0
            while i < 2:
                x = x * tf.get_variable("p%d" % i, [3])
                i += 1
            return x + tf.layers.dense(x, 3, name="out")


def host(x, scope):
    with tf.variable_scope(scope):
        model = Model(x)
        h = model.pooled()
        return tf.layers.dense(h, 3, name="logits")


def beside(x, scope):
    with tf.variable_scope(scope):
        model = Model(x)
        h = model.pooled()
        with tf.variable_scope("model", reuse=True):
            return tf.layers.dense(h, 3, name="out")


def bare(x):
    model = Model(x, "bare")
    h = model.pooled("bare")
    return tf.layers.dense(h, 3, name="logits")


def forward(x):
    y = host(x, "a") + host(x, "b") + beside(x, "c")
    with tf.variable_scope("d", reuse=tf.AUTO_REUSE):
        y += bare(x) + bare(2.0 * x)
    return y + bare(x)
