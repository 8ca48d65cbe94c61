"""Networks of such layers."""
import tensorflow as tf
import keras
from migrate import compat_scope

import stays
from pieces import AddLayer, bias_variable, ConvLayer, NnLayer, Normalize, weight_variable


class Regression(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.add_layer = AddLayer(6, 5, activation_function=tf.nn.tanh)
        self.add_layer_2 = AddLayer(
            5, 4, tf.nn.relu, weights_name="Variable_1", biases_name="biases_1"
        )
        self.add_layer_3 = AddLayer(
            4, 3, weights_name="Variable_2", biases_name="biases_2"
        )

    def call(self, x):
        hidden = self.add_layer(x)
        hidden = self.add_layer_2(hidden)
        return self.add_layer_3(hidden)


class Convolutions(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_order = ("conv_layer", "conv_layer_2", "w", "b")  # as TF1 made them

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.conv_layer = ConvLayer(1, 3, 2)
        self.conv_layer_2 = ConvLayer(
            2,
            3,
            num_filters=4,
            use_pooling=False,
            weights_name="Variable_2",
            biases_name="Variable_3",
        )

    def build(self, images_shape):
        # The last layer has weights of the network's own
        self.w = weight_variable(self, [16, 3], name="Variable_4")
        self.b = bias_variable(self, [3], name="Variable_5")

    def call(self, images):
        h, weights_1 = self.conv_layer(images)
        h, weights_2 = self.conv_layer_2(h)
        flat = tf.reshape(h, [-1, 2 * 2 * 4])
        penalty = tf.nn.l2_loss(weights_1) + tf.nn.l2_loss(weights_2)
        return tf.matmul(flat, self.w) + self.b, penalty


class Perceptron(keras.layers.Layer):
    def __init__(self, *, name="perceptron", **kwargs):
        super().__init__(name=name, **kwargs)
        self.layer1 = NnLayer(6, 5, name="layer1")
        self.layer2 = NnLayer(5, 3, act=tf.identity, name="layer2")

    def call(self, x):
        hidden = self.layer1(x)
        return self.layer2(hidden)


class Blocks(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.for_both = keras.layers.Dense(4, name="for_both")
        self.first_normalize = Normalize()
        self.second_normalize = Normalize()
        self.other = Normalize(name="other")

    def call(self, x):
        for_both = self.for_both(x)
        with keras.name_scope("first"):
            left = self.first_normalize(for_both)
        with keras.name_scope("second"):
            return self.second_normalize(left + for_both) + self.other(left)


def model(x, images):
    with compat_scope.variable_scope('regression'):
        a = compat_scope.get_layer(Regression)(x)
    with compat_scope.variable_scope('convolutions'):
        b, penalty = compat_scope.get_layer(Convolutions)(images)
    c = compat_scope.get_layer(Perceptron, name='perceptron')(x)
    with compat_scope.variable_scope('blocks'):
        d = compat_scope.get_layer(Blocks)(x)
    return a, b, c, d, penalty, stays.all_of_them(x)
