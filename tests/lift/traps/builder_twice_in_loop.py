import tensorflow as tf


class Encoder:
    def __init__(self, x, units, scope=None):
        with tf.variable_scope(scope, default_name="encoder"):
            self.hidden = tf.layers.dense(x, units)
            self.pooled = tf.layers.dense(self.hidden, 3, tf.tanh)

    def get_pooled(self):
        return self.pooled


def use(x, depth):
    with tf.variable_scope("use"):
        for i in range(depth):
            encoder = Encoder(x, 3 + i)
            x = x + encoder.get_pooled()
        last = encoder.hidden
        return x + tf.layers.dense(last, 3)


def forward(x):
    return use(x, 2) + Encoder(x, 4, "encoder").get_pooled() + Encoder(x, 4).get_pooled()
