import tensorflow as tf


class Policy(object):
    def __init__(self, name, x, units, reuse=False):
        with tf.variable_scope(name):
            if reuse:
                tf.get_variable_scope().reuse_variables()
            self._init(x, units)
            self.scope = tf.get_variable_scope().name

    def _init(self, x, units):
        with tf.variable_scope("vf"):
            last = x
            for i in range(2):
                last = tf.nn.tanh(tf.layers.dense(last, units, name="fc%i" % (i + 1)))
            self.vpred = tf.layers.dense(last, 1, name="final")[:, 0]
        with tf.variable_scope("pol"):
            last = x
            for i in range(2):
                last = tf.nn.tanh(tf.layers.dense(last, units, name="fc%i" % (i + 1)))
            mean = tf.layers.dense(last, 2, name="final")
            logstd = tf.get_variable(name="logstd", shape=[1, 2], initializer=tf.zeros_initializer())
        self.pd = mean + mean * 0.0 + logstd

    def get_variables(self):
        return tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, self.scope)

    def get_trainable_variables(self):
        return tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, self.scope)


def forward(x):
    pi = Policy("pi", x, 4)
    old = Policy("oldpi", x, 4)
    again = Policy("pi", 2.0 * x, 4, reuse=True)
    diff = tf.add_n([tf.reduce_sum(a - b) for a, b in zip(pi.get_variables(), old.get_variables())])
    return pi.pd + old.pd + again.pd + tf.expand_dims(pi.vpred + again.vpred, 1) + diff
