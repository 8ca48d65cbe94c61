import tensorflow as tf


class Stem(object):
    def __init__(self, units, name, depth=2):
        self.units = units
        self.name = name
        self.depth = depth

    def __call__(self, x):
        with tf.variable_scope(self.name, reuse=tf.AUTO_REUSE):
            for i in range(self.depth):
                x = tf.layers.dense(x, 3, name="l%d" % i)
        return x


def block(x, scope=None):
    with tf.variable_scope(scope, "proj", [x]):
        x = Stem(3, "unit")(x)
        return Stem(3, "mix")(x)


def forward(x):
    x = tf.layers.dropout(x, 0.1, training=False)
    x = block(x)
    x = block(tf.layers.dense(x, 3))
    with tf.variable_scope("unit"):
        x = block(x)
    with tf.variable_scope("unit"):
        x = block(x)
    return x
