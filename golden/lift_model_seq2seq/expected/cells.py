"""Recurrent steps on `get_variable`, for graphs that are unrolled by hand."""
import tensorflow as tf
import keras


class Linear(keras.layers.Layer):
    """sum_i(inputs[i] * W[i]), the W[i] being one variable."""

    def __init__(self, output_size, bias, bias_start=0.0, *, name="linear", **kwargs):
        super().__init__(name=name, **kwargs)
        self.output_size = output_size
        self.bias = bias
        self.bias_start = bias_start

    def build(self, inputs_shape):
        total_arg_size = inputs_shape[1]
        self.matrix = self.add_weight(
            name="matrix",
            shape=[total_arg_size, self.output_size],
            initializer="glorot_uniform",
        )
        if not self.bias:
            return
        self.bias_2 = self.add_weight(
            name="bias",
            shape=[self.output_size],
            initializer=keras.initializers.Constant(self.bias_start),
        )

    def call(self, inputs):
        res = tf.matmul(inputs, self.matrix)
        if not self.bias:
            return res
        return res + self.bias_2


class LstmStep(keras.layers.Layer):
    def __init__(self, units, forget_bias=1.0, *, name="lstm", **kwargs):
        super().__init__(name=name, **kwargs)
        self.forget_bias = forget_bias
        self.linear = Linear(4 * units, bias=True)

    def call(self, x, state):
        c, h = state
        i, j, f, o = tf.split(self.linear(tf.concat([x, h], 1)), 4, axis=1)
        c = tf.sigmoid(f + self.forget_bias) * c + tf.sigmoid(i) * tf.tanh(j)
        h = tf.sigmoid(o) * tf.tanh(c)
        return h, (c, h)


def zero_state(batch, units):
  return tf.zeros([batch, units]), tf.zeros([batch, units])
