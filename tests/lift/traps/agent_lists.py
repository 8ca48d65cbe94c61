import tensorflow as tf


class Agent(object):
    def __init__(self, name, n, x):
        self.name = name
        with tf.variable_scope(self.name):
            self.heads = [self._head(x, i) for i in range(n)]
            self.value = tf.layers.dense(tf.concat(self.heads, 1), 1, name="value")

    def _head(self, x, i):
        with tf.variable_scope("head_%d" % i):
            h = tf.layers.dense(x, 3, tf.nn.relu)
            return tf.layers.dense(h, 2)

    @property
    def vars(self):
        return tf.trainable_variables(scope=self.name + "/")


def forward(x):
    agents = {k: Agent(k, 2, x) for k in ("online", "target")}
    sync = [tf.reduce_sum(a * b) for a, b in zip(agents["online"].vars, agents["target"].vars)]
    return agents["online"].value + agents["target"].value * tf.add_n(sync)
