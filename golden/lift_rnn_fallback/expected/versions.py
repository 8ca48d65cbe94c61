"""Code that was written to run on several versions of TensorFlow."""
import collections

import tensorflow as tf
import keras
from migrate import compat_scope
from migrate.compat_scope.contrib import rnn


class BothWays(keras.layers.Layer):
    tf1_order = ("bidirectional_rnn", "w")  # as TF1 made them

    def __init__(self, units, classes, *, name="both_ways", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.classes = classes
        forward = BasicLSTMCell(units)
        backward = BasicLSTMCell(units)
        self.bidirectional_rnn = StaticBidirectionalRNN(
            StaticRNN(forward, name="fw"),
            StaticRNN(backward, name="bw"),
            name="bidirectional_rnn",
        )

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[2 * self.units, self.classes], initializer="glorot_uniform"
        )

    def call(self, x):
        steps = tf.unstack(x, 4, 1)

        # Run them.
        # it gave only the outputs once
        outputs, _, _ = self.bidirectional_rnn(steps)  # with states
        return tf.matmul(outputs[-1], self.w)


class OverTime(keras.layers.Layer):
    """The other order: the old way first, which runs on TF 1.15, too."""

    def __init__(self, units, *, name="over_time", **kwargs):
        super().__init__(name=name, **kwargs)
        self.rnn = GRU(units, name="rnn")

    def call(self, x):
        # both results
        result = self.rnn(x)
        return result[0]


class LSTMStateTuple(collections.namedtuple("LSTMStateTuple", ("c", "h"))):
    """The state of an LSTM cell: its memory and its last output."""

    __slots__ = ()


class BasicLSTMCell(keras.layers.Layer):
    """An LSTM cell with one `kernel` for inputs and state; its gates are i, j, f and o."""

    def __init__(
        self,
        units,
        *,
        forget_bias=1.0,
        activation="tanh",
        name="basic_lstm_cell",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.forget_bias = forget_bias
        self.activation = keras.activations.get(activation or "tanh")

    @property
    def state_size(self):
        return LSTMStateTuple(self.units, self.units)

    @property
    def output_size(self):
        return self.units

    def get_initial_state(self, batch_size):
        zeros = keras.ops.zeros([batch_size, self.units])
        return LSTMStateTuple(zeros, zeros)

    def build(self, input_shape):
        self.kernel = self.add_weight(
            name="kernel",
            shape=[input_shape[-1] + self.units, 4 * self.units],
            initializer="glorot_uniform",
        )
        self.bias = self.add_weight(
            name="bias",
            shape=[4 * self.units],
            initializer="zeros",
        )

    def call(self, inputs, state):
        c, h = state
        gates = keras.ops.matmul(keras.ops.concatenate([inputs, h], 1), self.kernel)
        i, j, f, o = keras.ops.split(gates + self.bias, 4, axis=1)
        j = self.activation(j)
        c = c * keras.ops.sigmoid(f + self.forget_bias) + keras.ops.sigmoid(i) * j
        h = self.activation(c) * keras.ops.sigmoid(o)
        return h, LSTMStateTuple(c, h)


class GRU(keras.layers.GRU):
    """A GRU layer with TF1's weights, which resets the state before its product.

    Past `sequence_length` outputs are zero, and the state stays as it is.
    """

    def __init__(self, units, *, cell_name="gru_cell", time_major=False, **kwargs):
        keras.layers.RNN.__init__(
            self,
            TwoKernelGRUCell(units, name=cell_name),
            return_sequences=True,
            return_state=True,
            zero_output_for_mask=True,
            **kwargs,
        )
        self.use_cudnn = False  # its kernel resets the state after the product
        self.time_major = time_major

    def build(self, inputs_shape):
        if not self.cell.built:
            self.cell.build([None, inputs_shape[-1]])

    def call(self, inputs, sequence_length=None, initial_state=None):
        if self.time_major:
            inputs = keras.ops.swapaxes(inputs, 0, 1)
        if initial_state is None:
            initial_state = self.get_initial_state(keras.ops.shape(inputs)[0])
        mask = None
        if sequence_length is not None:
            length = keras.ops.expand_dims(keras.ops.cast(sequence_length, "int32"), 1)
            mask = keras.ops.arange(keras.ops.shape(inputs)[1], dtype="int32") < length
        outputs, state = super().call(inputs, initial_state=[initial_state], mask=mask)
        if self.time_major:
            outputs = keras.ops.swapaxes(outputs, 0, 1)
        return outputs, state

    def get_initial_state(self, batch_size):
        return keras.ops.zeros([batch_size, self.units])

    def get_config(self):
        return keras.layers.Layer.get_config(self) | {
            "units": self.units,
            "cell_name": self.cell.name,
            "time_major": self.time_major,
        }


class TwoKernelGRUCell(keras.layers.GRUCell):
    """A GRU cell with one kernel for its two gates and one for the candidate, each for inputs and state."""

    tf1_names = {
        "gates_kernel": "gates/kernel",
        "gates_bias": "gates/bias",
        "candidate_kernel": "candidate/kernel",
        "candidate_bias": "candidate/bias",
    }

    def __init__(self, units, *, reset_after=False, **kwargs):
        super().__init__(units, reset_after=reset_after, **kwargs)

    def build(self, input_shape):
        def weights(name, units, initializer):
            kernel = self.add_weight(
                name=f"{name}_kernel",
                shape=[input_shape[-1] + self.units, units],
                initializer="glorot_uniform",
            )
            bias = self.add_weight(
                name=f"{name}_bias",
                shape=[units],
                initializer=initializer,
            )
            return kernel, bias

        self.gates = weights("gates", 2 * self.units, "ones")
        self.candidate = weights("candidate", self.units, "zeros")

    def call(self, inputs, states, training=False):
        (state,) = states
        kernel, bias = self.gates
        gates = keras.ops.matmul(keras.ops.concatenate([inputs, state], 1), kernel)
        r, u = keras.ops.split(keras.ops.sigmoid(gates + bias), 2, axis=1)
        kernel, bias = self.candidate
        both = keras.ops.concatenate([inputs, r * state], 1)
        candidate = keras.ops.tanh(keras.ops.matmul(both, kernel) + bias)
        state = u * state + (1 - u) * candidate
        return state, [state]


class StaticRNN(keras.layers.Layer):
    """Runs a cell over a list of steps.

    Past `sequence_length` outputs are zero, and the state stays as it is.
    """

    def __init__(self, cell, **kwargs):
        super().__init__(**kwargs)
        self.cell = cell

    def call(self, inputs, sequence_length=None, initial_state=None):
        state = initial_state
        if state is None:
            state = self.cell.get_initial_state(keras.ops.shape(inputs[0])[0])
        outputs = []
        for time, x in enumerate(inputs):
            output, new_state = self.cell(x, state)
            if sequence_length is not None:
                running = keras.ops.expand_dims(time < sequence_length, 1)
                output = keras.ops.where(running, output, 0.0)
                new_state = tf.nest.map_structure(
                    lambda new, old: keras.ops.where(running, new, old),
                    new_state,
                    state,
                )
            state = new_state
            outputs.append(output)
        return outputs, state


class StaticBidirectionalRNN(keras.layers.Layer):
    """Runs one layer forward and one backward over a list, and joins their outputs."""

    def __init__(self, forward, backward, **kwargs):
        super().__init__(**kwargs)
        self.forward = forward
        self.backward = backward

    def call(
        self,
        inputs,
        sequence_length=None,
        initial_state_fw=None,
        initial_state_bw=None,
    ):
        forward, state_fw = self.forward(inputs, sequence_length, initial_state_fw)
        reversed_inputs = self.reverse(inputs, sequence_length)
        backward, state_bw = self.backward(
            reversed_inputs,
            sequence_length,
            initial_state_bw,
        )
        backward = self.reverse(backward, sequence_length)
        outputs = [keras.ops.concatenate(both, 1) for both in zip(forward, backward)]
        return outputs, state_fw, state_bw

    def reverse(self, values, sequence_length):
        if sequence_length is None:
            return values[::-1]
        value = tf.reverse_sequence(
            keras.ops.stack(values), sequence_length, seq_axis=0, batch_axis=1
        )
        return keras.ops.unstack(value, len(values))


def old_way_first(x, units):
    """Fails on TF 1.15 and runs again, with a scope of another name."""
    with compat_scope.variable_scope("old_way_first"):
        cell = rnn.GRUCell(units)
        steps = tf.unstack(x, 4, 1)
        try:
            outputs, _, _ = rnn.static_rnn(cell, steps, dtype=tf.float32)
        except ValueError:
            outputs, _ = rnn.static_rnn(cell, steps, dtype=tf.float32)
        return outputs[-1]


def other_call(x, units):
    """The second way is another call."""
    with compat_scope.variable_scope("other_call"):
        cell = rnn.GRUCell(units)
        try:
            outputs, _ = compat_scope.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="new")
        except TypeError:
            outputs, _ = compat_scope.nn.dynamic_rnn(cell, x, dtype=tf.float32)
        return outputs


def shared(x, units):
    """Makes a variable, or takes the one that is there."""
    with compat_scope.variable_scope("shared") as scope:
        try:
            w = compat_scope.get_variable("w", [4, units])
        except ValueError:
            scope.reuse_variables()
            w = compat_scope.get_variable("w", [4, units])
        return tf.tensordot(x, w, 1)


def run(x):
    return [
        compat_scope.get_layer(BothWays, 3, 2, name="both_ways")(x),
        compat_scope.get_layer(OverTime, 3, name="over_time")(x),
        old_way_first(x, 3),
        other_call(x, 3),
        shared(x, 2),
    ]
