"""Policies: objects that hold the placeholders, the network and what a session does with both."""
import tensorflow as tf
import keras
from migrate import compat_scope

from layers import Fc

tf.compat.v1.disable_v2_behavior()


class PolicyLayer(keras.layers.Layer):
    def __init__(self, actions, *, name="model", **kwargs):
        super().__init__(name=name, **kwargs)
        self.trunk = Fc(6, name="trunk")
        self.pi = Fc(actions, init_scale=0.01, name="pi")
        self.vf = Fc(1, name="vf")

    def call(self, x):
        # One trunk, two heads
        h = tf.nn.relu(self.trunk(x))
        logits = self.pi(h)
        pi = tf.nn.softmax(logits)
        value = self.vf(h)[:, 0]
        return logits, pi, value


class Policy(object):

    def __init__(self, sess, features, actions, batch, reuse=False):
        shape = (batch, features)
        x = tf.compat.v1.placeholder(tf.float32, shape, name="observations")
        logits, pi, value = compat_scope.get_layer(
            PolicyLayer, actions, name="model", reuse=reuse
        )(x)

        greedy = tf.argmax(logits, axis=1)
        self.x = x
        self.pi = pi  # what the policy says now
        self.value = value

        def step(observations):
            return sess.run([greedy, value], {x: observations})

        self.step = step


class CriticLayer(keras.layers.Layer):
    def __init__(self, layers, width, gated, *, name="vf", **kwargs):
        super().__init__(name=name, **kwargs)
        self.gated = gated
        self.dense = [
            keras.layers.Dense(width, name="fc%i" % (i + 1)) for i in range(layers)
        ]
        if gated:
            self.final = keras.layers.Dense(1, name="final")
            self.gate = keras.layers.Dense(1, name="gate")
        else:
            self.final = keras.layers.Dense(1, name="final")

    def call(self, scaled):
        last = scaled
        for dense in self.dense:
            last = tf.nn.tanh(dense(last))
        if self.gated:
            out = self.final(last) * tf.sigmoid(self.gate(last))
        else:
            out = self.final(last)
        return last, out


class Critic(object):
    recurrent = False

    def __init__(self, name, *args, **kwargs):
        with compat_scope.variable_scope(name):
            self._init(*args, **kwargs)
            self.scope = compat_scope.get_variable_scope().name

    def _init(self, features, hidden, layers, gated=True):
        self.width = hidden
        self.x = tf.compat.v1.placeholder(tf.float32, [None, features], name="x")
        self.target = tf.compat.v1.placeholder(tf.float32, [None], name="target")
        scaled = self.x / 10.0

        self.last, out = compat_scope.get_layer(
            CriticLayer, layers, self.width, gated, name="vf"
        )(scaled)
        self.out = out[:, 0]

        self.loss = tf.reduce_mean(tf.square(self.out - self.target))
        self.train = tf.compat.v1.train.GradientDescentOptimizer(0.1).minimize(self.loss)

    def get_variables(self):
        return compat_scope.get_collection(compat_scope.GraphKeys.GLOBAL_VARIABLES, self.scope)

    def get_trainable_variables(self):
        return compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, self.scope)


class ValueLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, hidden, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.hidden = keras.layers.Dense(hidden, activation="tanh", name="hidden")
        self.estimate = keras.layers.Dense(1, name="estimate")

    def call(self, x):
        # What is estimated
        last = self.hidden(x)
        estimate = self.estimate(last)[:, 0]
        return estimate


class Value(object):
    """Knows the scope of its network from the start."""

    def __init__(self, name, x, hidden):
        with compat_scope.variable_scope(name):
            self.scope = compat_scope.get_variable_scope().name
            self.estimate = compat_scope.get_layer(ValueLayer, hidden)(x)

    def get_variables(self):
        return compat_scope.get_collection(compat_scope.GraphKeys.GLOBAL_VARIABLES, self.scope)
