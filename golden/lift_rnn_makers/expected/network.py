import collections

import tensorflow as tf
import keras

import cells


class Encoder(keras.layers.Layer):
    def __init__(self, units, depth, *, name="encoder", **kwargs):
        super().__init__(name=name, **kwargs)
        cell = cells.make_layers(units, depth)
        self.rnn = RNN(cell, name="rnn")

    def call(self, x, lengths):
        outputs, state = self.rnn(x, sequence_length=lengths)
        return outputs, state


class LanguageModel(keras.layers.Layer):
    """Predicts the next step."""

    def __init__(self, units, depth, *, name="language_model", **kwargs):
        super().__init__(name=name, **kwargs)

        def lstm_cell():
            return BasicLSTMCell(units, forget_bias=0.0)

        stack = MultiRNNCell([lstm_cell() for _ in range(depth)])
        self.rnn = RNN(stack, name="rnn")
        self.logits = keras.layers.Dense(3, name="logits")

    def call(self, x):
        initial = self.rnn.cell.get_initial_state(2)
        outputs, _ = self.rnn(x, initial_state=initial)
        return self.logits(outputs)


class BothWays(keras.layers.Layer):
    def __init__(self, units, *, name="both_ways", **kwargs):
        super().__init__(name=name, **kwargs)

        def gru(width):
            return GRUCell(width)

        self.bidirectional_rnn = BidirectionalRNN(
            RNN(gru(units), name="fw"),
            RNN(gru(units + 1), name="bw"),
            name="bidirectional_rnn",
        )

    def call(self, x):
        outputs, _ = self.bidirectional_rnn(x)
        return tf.concat(outputs, 2)


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.encoder = Encoder(4, 2)
        self.one_layer = OneLayer(3)
        self.language_model = LanguageModel(4, 2)
        self.both_ways = BothWays(2)
        self.deep = Deep(3, 2, 1.0)

    def call(self, x, lengths):
        outputs, state = self.encoder(x, lengths=lengths)
        shallow, last = self.one_layer(x)
        return {
            "outputs": outputs,
            "c": state[1].c,
            "logits": self.language_model(x),
            "both": self.both_ways(x),
            "shallow": shallow,
            "last": last.h,
            "deep": self.deep(x),
        }


class OneLayer(keras.layers.Layer):
    def __init__(self, units, *, name="one_layer", **kwargs):
        super().__init__(name=name, **kwargs)
        self.rnn = RNN(cells.make_cell(units), name="rnn")

    def call(self, x):
        return self.rnn(x)


class Deep(keras.layers.Layer):
    def __init__(self, units, depth, keep_prob, *, name="deep", **kwargs):
        super().__init__(name=name, **kwargs)
        self.rnn = RNN(cells.make_stack(units, depth, keep_prob), name="rnn")
        self.pair_rnn = RNN(cells.make_pair(units), name="rnn")

    def call(self, x):
        x, _ = self.rnn(x)
        with keras.name_scope("pair"):
            return self.pair_rnn(x)[0]


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


class GRUCell(keras.layers.Layer):
    """A GRU cell that resets the state before its product, as TF1 did."""

    tf1_names = {
        "gates_kernel": "gates/kernel",
        "gates_bias": "gates/bias",
        "candidate_kernel": "candidate/kernel",
        "candidate_bias": "candidate/bias",
    }

    def __init__(
        self,
        units,
        *,
        activation="tanh",
        kernel_initializer=None,
        bias_initializer=None,
        name="gru_cell",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.activation = keras.activations.get(activation or "tanh")
        self.kernel_initializer = keras.initializers.get(
            kernel_initializer or "glorot_uniform",
        )
        self.bias_initializer = bias_initializer

    @property
    def state_size(self):
        return self.units

    @property
    def output_size(self):
        return self.units

    def get_initial_state(self, batch_size):
        return keras.ops.zeros([batch_size, self.units])

    def build(self, input_shape):
        def weights(name, units, initializer):
            shape = [input_shape[-1] + self.units, units]
            kernel = self.add_weight(
                name=f"{name}_kernel",
                shape=shape,
                initializer=self.kernel_initializer,
            )
            initializer = self.bias_initializer or initializer
            bias = self.add_weight(
                name=f"{name}_bias",
                shape=[units],
                initializer=initializer,
            )
            return kernel, bias

        self.gates = weights("gates", 2 * self.units, "ones")
        self.candidate = weights("candidate", self.units, "zeros")

    def call(self, inputs, state):
        kernel, bias = self.gates
        gates = keras.ops.matmul(keras.ops.concatenate([inputs, state], 1), kernel)
        r, u = keras.ops.split(keras.ops.sigmoid(gates + bias), 2, axis=1)
        kernel, bias = self.candidate
        both = keras.ops.concatenate([inputs, r * state], 1)
        candidate = keras.ops.matmul(both, kernel)
        state = u * state + (1 - u) * self.activation(candidate + bias)
        return state, state


class MultiRNNCell(keras.layers.Layer):
    """Cells on top of each other."""

    def __init__(self, cells, *, name="multi_rnn_cell", **kwargs):
        super().__init__(name=name, **kwargs)
        self.cells = list(cells)

    @property
    def state_size(self):
        return tuple(cell.state_size for cell in self.cells)

    @property
    def output_size(self):
        return self.cells[-1].output_size

    def get_initial_state(self, batch_size):
        return tuple(cell.get_initial_state(batch_size) for cell in self.cells)

    def build(self, input_shape):
        shape = input_shape
        for i, cell in enumerate(self.cells):
            with keras.name_scope(f"cell_{i}"):
                if not cell.built:
                    cell.build(shape)
            shape = (*input_shape[:-1], cell.output_size)

    def call(self, inputs, state):
        states = []
        for cell, own in zip(self.cells, state):
            inputs, own = cell(inputs, own)
            states.append(own)
        return inputs, tuple(states)


class RNN(keras.layers.Layer):
    """Runs a cell over time.

    Past `sequence_length` outputs are zero, and the state stays as it is.
    """

    def __init__(self, cell, *, time_major=False, **kwargs):
        super().__init__(**kwargs)
        self.cell = cell
        self.time_major = time_major

    def build(self, inputs_shape):
        if not self.cell.built:
            self.cell.build([None, inputs_shape[-1]])

    def call(self, inputs, sequence_length=None, initial_state=None):
        if not self.time_major:
            inputs = keras.ops.swapaxes(inputs, 0, 1)
        steps, batch_size = keras.ops.shape(inputs)[:2]
        if initial_state is None:
            initial_state = self.cell.get_initial_state(batch_size)

        def step(before, now):
            (_, state), (time, x) = before, now
            output, new_state = self.cell(x, state)
            if sequence_length is None:
                return output, new_state
            running = keras.ops.expand_dims(time < sequence_length, 1)
            output = keras.ops.where(running, output, 0.0)
            return output, tf.nest.map_structure(
                lambda new, old: keras.ops.where(running, new, old), new_state, state
            )

        nothing = keras.ops.zeros([batch_size, self.cell.output_size])
        times = tf.range(steps, dtype=getattr(sequence_length, "dtype", "int32"))
        outputs, states = tf.scan(step, (times, inputs), (nothing, initial_state))
        if not self.time_major:
            outputs = keras.ops.swapaxes(outputs, 0, 1)
        return outputs, tf.nest.map_structure(lambda state: state[-1], states)


class BidirectionalRNN(keras.layers.Layer):
    """Runs one layer forward and one backward over time."""

    def __init__(self, forward, backward, *, time_major=False, **kwargs):
        super().__init__(**kwargs)
        self.forward = forward
        self.backward = backward
        self.time_major = time_major

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
        outputs = forward, self.reverse(backward, sequence_length)
        return outputs, (state_fw, state_bw)

    def reverse(self, value, sequence_length):
        time, batch = (0, 1) if self.time_major else (1, 0)
        if sequence_length is None:
            return keras.ops.flip(value, time)
        return tf.reverse_sequence(value, sequence_length, time, batch)
