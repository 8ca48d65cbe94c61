# graph only
import tensorflow as tf


class Policy(object):
    def __init__(self, x):
        self.x = x
        a, self.p = self._build("pi")
        b, self.q = self._build("pi", reuse=True)
        c, self.r = self._build("old")
        self.y = a + b * 2.0 + c

    def _build(self, name, reuse=None):
        with tf.variable_scope(name, reuse=reuse):
            l1 = tf.layers.dense(self.x, 5, tf.nn.relu)
            mu = tf.layers.dense(l1, 2)
            self.x = self.x + 1.0
            params = tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, scope=name)
        return mu * len(params), params


def forward(x):
    return Policy(x).y
