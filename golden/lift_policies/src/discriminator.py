import tensorflow as tf

from common import get_placeholder
from filters import Moments


class Discriminator(object):
    """Tells what the policy saw from what the expert saw."""

    def __init__(self, width, hidden, scope="discriminator"):
        self.scope = scope
        self.width = width
        self.hidden = hidden
        self.expert = tf.placeholder(tf.float32, [None, width], name="expert")
        own = self.build_graph(get_placeholder("ob", tf.float32, [None, width]), reuse=False)
        expert = self.build_graph(self.expert, reuse=True)
        self.loss = tf.reduce_mean(own) - tf.reduce_mean(expert)
        self.train = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss, var_list=self.get_trainable_variables())

    def build_graph(self, ob, reuse=False):
        with tf.variable_scope(self.scope):
            if reuse:
                tf.get_variable_scope().reuse_variables()
            with tf.variable_scope("filter"):
                self.moments = Moments(shape=(self.width,))
            # what it looks at
            seen = (ob - self.moments.mean) / self.moments.std
            first = tf.contrib.layers.fully_connected(seen, self.hidden, activation_fn=tf.nn.tanh)
            second = tf.contrib.layers.fully_connected(first, self.hidden, activation_fn=tf.nn.tanh)
            logits = tf.contrib.layers.fully_connected(second, 1, activation_fn=tf.identity)
        return logits

    def get_trainable_variables(self):
        return tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, self.scope)
