import tensorflow as tf
import keras
from migrate import compat_scope

from common import get_placeholder
from filters import Moments

tf.compat.v1.disable_v2_behavior()


class DiscriminatorLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_unnamed = ("fully_connected",)  # counted in the scope around

    def __init__(self, hidden, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.fully_connected = FullyConnected(
            hidden, activation="tanh", name="fully_connected"
        )
        self.fully_connected_1 = FullyConnected(
            hidden, activation="tanh", name="fully_connected_1"
        )
        self.fully_connected_2 = FullyConnected(
            1, activation=tf.identity, name="fully_connected_2"
        )

    def call(self, seen):
        first = self.fully_connected(seen)
        second = self.fully_connected_1(first)
        logits = self.fully_connected_2(second)
        return logits


class FullyConnected(keras.layers.Dense):
    """A dense layer with the variables `weights` and `biases`."""

    def add_weight(self, *args, name=None, **kwargs):
        name = {"kernel": "weights", "bias": "biases"}.get(name, name)
        return super().add_weight(*args, name=name, **kwargs)


class Discriminator(object):
    """Tells what the policy saw from what the expert saw."""

    def __init__(self, width, hidden, scope="discriminator"):
        self.scope = scope
        self.width = width
        self.hidden = hidden
        self.expert = tf.compat.v1.placeholder(tf.float32, [None, width], name="expert")
        own = self.build_graph(get_placeholder("ob", tf.float32, [None, width]), reuse=False)
        expert = self.build_graph(self.expert, reuse=True)
        self.loss = tf.reduce_mean(own) - tf.reduce_mean(expert)
        self.train = tf.compat.v1.train.GradientDescentOptimizer(0.1).minimize(self.loss, var_list=self.get_trainable_variables())

    def build_graph(self, ob, reuse=False):
        with compat_scope.variable_scope(self.scope):
            if reuse:
                compat_scope.get_variable_scope().reuse_variables()
            with compat_scope.variable_scope("filter"):
                self.moments = compat_scope.make_layer(Moments, shape=(self.width,))
            # what it looks at
            seen = (ob - self.moments.mean) / self.moments.std
            logits = compat_scope.get_layer(DiscriminatorLayer, self.hidden)(seen)
        return logits

    def get_trainable_variables(self):
        return compat_scope.get_collection(compat_scope.GraphKeys.TRAINABLE_VARIABLES, self.scope)
