import keras
from keras import ops


class MinimalRNNCell(keras.layers.Layer):
    """A cell with state_size and output_size, as TF1's had."""

    def __init__(self, units, activation="tanh", **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = keras.activations.get(activation)

    @property
    def state_size(self):
        return self.units

    @property
    def output_size(self):
        return self.units

    def build(self, input_shape):
        self.kernel = self.add_weight(name="kernel", shape=(input_shape[-1], self.units))
        self.recurrent = self.add_weight(
            name="recurrent_kernel", shape=(self.units, self.units), initializer="orthogonal"
        )

    def call(self, inputs, states):
        h = self.activation(ops.matmul(inputs, self.kernel) + ops.matmul(states[0], self.recurrent))
        return h, [h]


def build(units=8):
    stack = keras.layers.StackedRNNCells([MinimalRNNCell(units), keras.layers.LSTMCell(units)])
    return keras.Sequential([keras.Input((None, 3)), keras.layers.RNN(stack, return_sequences=True)])
