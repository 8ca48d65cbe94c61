import collections
import tensorflow as tf

Config = collections.namedtuple("Config", ["sizes", "act"])


class Gate(object):
    def __call__(self, x):
        return x * tf.layers.dense(x, 4, name="gate")


def net(x, config, scope="net"):
    with tf.variable_scope(scope):
        for i, n in enumerate(config.sizes):
            with tf.variable_scope("l%d" % i):
                x = config.act(tf.layers.dense(x, n, name="fc"))
            v = tf.get_variable("v%d" % i, [1])
            x = x * v
        return x


def forward(x):
    return net(x, Config([4, 4], tf.nn.relu)) * net(x, Config([4, 4], Gate()), "b")
