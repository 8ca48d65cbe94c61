import tensorflow as tf
from migrate import compat_scope

from layers import Spread


class Model(object):
    def __init__(self, name):
        self.name = name
        self.layers = []
        self.steps = []
        self.inputs = None
        self.outputs = None
        self.loss = 0

    def _make_layers(self):
        raise NotImplementedError

    def build(self):
        with compat_scope.variable_scope(self.name):
            self._make_layers()

        # Each layer reads what the one before it made.
        self.steps.append(self.inputs)
        for layer in self.layers:
            hidden = layer(self.steps[-1])
            self.steps.append(hidden)
        self.outputs = self.steps[-1]
        self._loss()

    def _loss(self):
        raise NotImplementedError


class Spreader(Model):
    def __init__(self, features, supports, hidden, classes, weight_decay=0.05, name="spreader"):
        super(Spreader, self).__init__(name)
        self.inputs = features
        self.supports = supports
        self.hidden = hidden
        self.classes = classes
        self.weight_decay = weight_decay
        self.build()

    def _make_layers(self):
        self.layers.append(
            compat_scope.make_layer(
                Spread,
                width_in=self.inputs.get_shape().as_list()[1],
                width_out=self.hidden,
                supports=self.supports,
                activation=tf.nn.relu,
                name="near",
            )
        )
        self.layers.append(
            compat_scope.make_layer(
                Spread,
                width_in=self.hidden,
                width_out=self.classes,
                supports=self.supports,
                activation=lambda x: x,
                bias=True,
                name="far",
            )
        )

    def _loss(self):
        # Weight decay on the first layer only
        for var in self.layers[0].vars.values():
            self.loss += self.weight_decay * tf.nn.l2_loss(var)

    def predict(self):
        return tf.nn.softmax(self.outputs)
