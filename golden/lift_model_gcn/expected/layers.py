import tensorflow as tf
import keras

from inits import scaled_uniform, zeros


class GraphLayer(keras.layers.Layer):
    """Base of the layers.

    Subclasses say in `compute` what they do; calling one does it under a name scope.
    """

    def __init__(self, name, **kwargs):
        super().__init__(name=name, **kwargs)
        self.vars = {}

    def compute(self, inputs):
        return inputs

    def call(self, inputs):
        with tf.name_scope(self.name):
            return self.compute(inputs)


class Spread(GraphLayer):
    def __init__(
        self,
        width_in,
        width_out,
        supports,
        dropout=0.0,
        activation=tf.nn.relu,
        bias=False,
        name="gc",
        **kwargs,
    ):
        super().__init__(name, **kwargs)
        self.activation = activation
        self.supports = supports
        self.dropout = dropout
        self.bias = bias

        self.tf1_scope = self.name + "_params"
        for i in range(len(supports)):
            self.vars["weights_" + str(i)] = scaled_uniform(
                self, [width_in, width_out], name="weights_" + str(i)
            ).value
        if self.bias:
            self.vars["bias"] = zeros(self, [width_out], name="bias").value

    def compute(self, inputs):
        x = inputs
        if self.dropout:
            x = tf.nn.dropout(x, rate=self.dropout)

        # One product per support, then their sum.
        outputs = list()
        for i in range(len(self.supports)):
            mapped = tf.matmul(x, self.vars["weights_" + str(i)])
            outputs.append(tf.matmul(self.supports[i], mapped))
        output = tf.add_n(outputs)
        if self.bias:
            output += self.vars["bias"]
        return self.activation(output)
