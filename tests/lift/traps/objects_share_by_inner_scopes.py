import tensorflow as tf


class All(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with tf.variable_scope(self.name):
            with tf.variable_scope("in", reuse=tf.AUTO_REUSE):
                x = tf.layers.dense(x, 3, name="d0")
            return tf.layers.dense(x, 3, name="d1", reuse=tf.AUTO_REUSE)


class Some(object):
    def __init__(self, name):
        self.name = name

    def __call__(self, x):
        with tf.variable_scope(self.name):
            with tf.variable_scope("in", reuse=tf.AUTO_REUSE):
                x = tf.layers.dense(x, 3, name="d0")
            return tf.layers.dense(x, 3, name="d1")


def twice(x):
    with tf.variable_scope("twice"):
        return All("a")(x) + All("a")(-x)


def stays(x, names=("a", "b")):
    with tf.variable_scope("stays", partitioner=None):
        nets = {name: All(name) for name in names}
        return nets["a"](x) + nets["b"](x) + All("a")(-x)


def forward(x):
    x = twice(x) + All("b")(x)
    x = x + All("b")(-x) + stays(x)
    return Some("c")(x) + Some("d")(x)
