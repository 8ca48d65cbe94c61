"""Policies: objects that hold the placeholders, the network and what a session does with both."""
import tensorflow as tf

from layers import fc


class Policy(object):

    def __init__(self, sess, features, actions, batch, reuse=False):
        shape = (batch, features)
        x = tf.placeholder(tf.float32, shape, name="observations")
        # One trunk, two heads
        with tf.variable_scope("model", reuse=reuse):
            h = tf.nn.relu(fc(x, "trunk", 6))
            logits = fc(h, "pi", actions, init_scale=0.01)
            pi = tf.nn.softmax(logits)
            value = fc(h, "vf", 1)[:, 0]

        greedy = tf.argmax(logits, axis=1)
        self.x = x
        self.pi = pi  # what the policy says now
        self.value = value

        def step(observations):
            return sess.run([greedy, value], {x: observations})

        self.step = step


class Critic(object):
    recurrent = False

    def __init__(self, name, *args, **kwargs):
        with tf.variable_scope(name):
            self._init(*args, **kwargs)
            self.scope = tf.get_variable_scope().name

    def _init(self, features, hidden, layers, gated=True):
        self.width = hidden
        self.x = tf.placeholder(tf.float32, [None, features], name="x")
        self.target = tf.placeholder(tf.float32, [None], name="target")
        scaled = self.x / 10.0

        with tf.variable_scope("vf"):
            last = scaled
            for i in range(layers):
                last = tf.nn.tanh(tf.layers.dense(last, self.width, name="fc%i" % (i + 1)))
            self.last = last
            if gated:
                out = tf.layers.dense(last, 1, name="final") * tf.sigmoid(tf.layers.dense(last, 1, name="gate"))
            else:
                out = tf.layers.dense(last, 1, name="final")
        self.out = out[:, 0]

        self.loss = tf.reduce_mean(tf.square(self.out - self.target))
        self.train = tf.train.GradientDescentOptimizer(0.1).minimize(self.loss)

    def get_variables(self):
        return tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, self.scope)

    def get_trainable_variables(self):
        return tf.get_collection(tf.GraphKeys.TRAINABLE_VARIABLES, self.scope)


class Value(object):
    """Knows the scope of its network from the start."""

    def __init__(self, name, x, hidden):
        with tf.variable_scope(name):
            self.scope = tf.get_variable_scope().name
            # What is estimated
            last = tf.layers.dense(x, hidden, activation=tf.nn.tanh, name="hidden")
            self.estimate = tf.layers.dense(last, 1, name="estimate")[:, 0]

    def get_variables(self):
        return tf.get_collection(tf.GraphKeys.GLOBAL_VARIABLES, self.scope)
