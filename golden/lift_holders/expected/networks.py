import tensorflow as tf
import keras
from migrate import compat_scope

from parts import Dense, Gate

tf.compat.v1.disable_v2_behavior()


class Network(keras.layers.Layer):
    """A network and what trains it.

    Subclasses append to `layers` in `_make_layers`.
    """

    def __init__(self, rate=0.1, **kwargs):
        name = kwargs.get("name")
        if not name:
            name = self.__class__.__name__.lower()
        super().__init__(name=name)

        self.layers = []
        self.activations = []
        self.loss = 0
        self.optimizer = tf.compat.v1.train.GradientDescentOptimizer(rate)

    def _make_layers(self):
        raise NotImplementedError

    def build_(self):
        """Makes the layers, then all that follows from them."""
        with keras.name_scope(self.name):
            self._make_layers()

        # One after the other
        self.activations.append(self.inputs)
        for layer in self.layers:
            self.activations.append(layer(self.activations[-1]))
        self.outputs = self.activations[-1]

        self.vars = {
            v.op.name: v
            for v in compat_scope.get_collection(
                compat_scope.GraphKeys.GLOBAL_VARIABLES, scope=self.name
            )
        }
        self._loss()
        self.train = self.optimizer.minimize(self.loss)

    def _loss(self):
        for var in self.layers[0].vars.values():
            self.loss += 0.01 * tf.nn.l2_loss(var)
        self.loss += tf.reduce_mean(tf.square(self.outputs - self.targets))

    def summary_line(self):
        return "%s: %s" % (self.name, ", ".join(sorted(self.vars)))


class Tower(Network):
    def __init__(self, x, y, hidden=5, **kwargs):
        super().__init__(**kwargs)
        self.inputs = x
        self.targets = y
        self.hidden = hidden
        self.build_()

    def _make_layers(self):
        # narrowing
        self.layers.append(
            Dense(self.inputs.get_shape().as_list()[1], self.hidden, act=tf.nn.tanh)
        )
        self.layers.append(Dense(self.hidden, 2, act=lambda x: x))


class Narrow(Tower):
    """Has one layer only."""

    def _make_layers(self):
        self.layers.append(Dense(3, 2, act=tf.nn.sigmoid, name="only"))


class Gated(keras.layers.Layer):
    def __init__(self, x, y, **kwargs):
        super().__init__(name="gated", **kwargs)
        self.build_(x, y)

    def build_(self, x, y):
        with keras.name_scope(self.name):
            self.first = Gate(3, "first")
            self.second = Gate(3, name="second")
        self.outputs = self.second(self.first(x))
        error = tf.reduce_mean(tf.square(self.outputs[:, :2] - y))
        self.train = tf.compat.v1.train.GradientDescentOptimizer(0.5).minimize(error)
