import collections

import tensorflow as tf
import keras

TIMESTEPS = 5


class Classify(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_order = ("rnn", "w")  # as TF1 made them

    def __init__(self, units, classes, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.classes = classes
        lstm_cell = BasicLSTMCell(units, forget_bias=1.0)
        self.rnn = StaticRNN(lstm_cell, name="rnn")

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[self.units, self.classes], initializer="glorot_uniform"
        )

    def call(self, x, lengths):
        # one tensor for each step
        steps = tf.unstack(x, TIMESTEPS, 1)
        outputs, states = self.rnn(steps, sequence_length=lengths)
        return tf.matmul(outputs[-1], self.w), states


class BothWays(keras.layers.Layer):
    def __init__(self, units, *, name="both_ways", **kwargs):
        super().__init__(name=name, **kwargs)
        fw_cell = GRUCell(units)
        bw_cell = GRUCell(units)
        self.bidirectional_rnn = StaticBidirectionalRNN(
            StaticRNN(fw_cell, name="fw"),
            StaticRNN(bw_cell, name="bw"),
            name="bidirectional_rnn",
        )

    def call(self, x):
        steps = tf.unstack(x, TIMESTEPS, 1)
        outputs, fw, bw = self.bidirectional_rnn(steps)
        return tf.stack(outputs, 1), fw, bw


class BothWaysToTheEnd(keras.layers.Layer):
    def __init__(self, units, *, name="to_the_end", **kwargs):
        super().__init__(name=name, **kwargs)
        cells = [BasicLSTMCell(units) for _ in range(2)]
        self.bidirectional_rnn = StaticBidirectionalRNN(
            StaticRNN(MultiRNNCell(cells), name="fw"),
            StaticRNN(BasicLSTMCell(units, name="backward"), name="bw"),
            name="bidirectional_rnn",
        )

    def call(self, x, lengths):
        outputs, fw, _ = self.bidirectional_rnn(
            tf.unstack(x, axis=1), sequence_length=lengths
        )
        return tf.stack(outputs, 1), fw[-1].h


class Continued(keras.layers.Layer):
    """Runs on from the state that the first steps left."""

    def __init__(self, units, *, name="continued", **kwargs):
        super().__init__(name=name, **kwargs)
        self.first_rnn = LSTM(units, cell_name="lstm_cell", name="rnn")
        self.second_rnn = LSTM(units, cell_name="lstm_cell", name="rnn")

    def call(self, x):
        with keras.name_scope("first"):
            _, state = self.first_rnn(x[:, :2])
        with keras.name_scope("second"):
            start = LSTMStateTuple(state.h, state.c)
            outputs, (c, h) = self.second_rnn(x[:, 2:], initial_state=start)
        return outputs, c + h


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


class LSTM(keras.layers.LSTM):
    """An LSTM layer with TF1's weights.

    Past `sequence_length` outputs are zero, and the state (c, h) stays as it is.
    """

    def __init__(
        self,
        units,
        *,
        forget_bias=1.0,
        cell_name="basic_lstm_cell",
        time_major=False,
        **kwargs,
    ):
        cell = FusedLSTMCell(units, forget_bias=forget_bias, name=cell_name)
        keras.layers.RNN.__init__(
            self,
            cell,
            return_sequences=True,
            return_state=True,
            **kwargs,
        )
        self.use_cudnn = "auto"
        self.time_major = time_major

    def build(self, inputs_shape):
        if not self.cell.built:
            self.cell.build([None, inputs_shape[-1]])

    def call(self, inputs, sequence_length=None, initial_state=None):
        if self.time_major:
            inputs = keras.ops.swapaxes(inputs, 0, 1)
        if initial_state is None:
            initial_state = self.get_initial_state(keras.ops.shape(inputs)[0])
        c, h = initial_state
        if sequence_length is None:
            outputs, h, c = super().call(inputs, initial_state=[h, c])
        else:
            length = keras.ops.expand_dims(keras.ops.cast(sequence_length, "int32"), 1)
            step = keras.ops.arange(keras.ops.shape(inputs)[1], dtype="int32")
            # The fused kernel wants one step of each row.
            mask = step < keras.ops.maximum(length, 1)
            outputs, new_h, new_c = super().call(
                inputs,
                initial_state=[h, c],
                mask=mask,
            )
            running = keras.ops.expand_dims(step < length, -1)
            outputs = keras.ops.where(running, outputs, 0.0)
            h = keras.ops.where(length > 0, new_h, h)
            c = keras.ops.where(length > 0, new_c, c)
        if self.time_major:
            outputs = keras.ops.swapaxes(outputs, 0, 1)
        return outputs, LSTMStateTuple(c, h)

    def get_initial_state(self, batch_size):
        zeros = keras.ops.zeros([batch_size, self.units])
        return LSTMStateTuple(zeros, zeros)

    def get_config(self):
        return keras.layers.Layer.get_config(self) | {
            "units": self.units,
            "forget_bias": self.cell.forget_bias,
            "cell_name": self.cell.name,
            "time_major": self.time_major,
        }


class FusedLSTMCell(keras.layers.LSTMCell):
    """An LSTM cell with one weight for inputs and state, its gates in the order i, j, f, o.

    `kernel`, `recurrent_kernel` and `bias` are what Keras' fused kernel takes.
    """

    def __init__(self, units, *, forget_bias=1.0, **kwargs):
        super().__init__(units, **kwargs)
        self.forget_bias = forget_bias

    def build(self, input_shape):
        self.input_size = input_shape[-1]
        self.gates = self.add_weight(
            name="kernel",
            shape=[self.input_size + self.units, 4 * self.units],
            initializer="glorot_uniform",
        )
        self.offsets = self.add_weight(
            name="bias",
            shape=[4 * self.units],
            initializer="zeros",
        )

    def call(self, inputs, states, training=False):
        h, c = states
        gates = keras.ops.matmul(keras.ops.concatenate([inputs, h], 1), self.gates)
        i, j, f, o = keras.ops.split(gates + self.offsets, 4, axis=1)
        j = keras.ops.tanh(j)
        c = c * keras.ops.sigmoid(f + self.forget_bias) + keras.ops.sigmoid(i) * j
        h = keras.ops.tanh(c) * keras.ops.sigmoid(o)
        return h, [h, c]

    @property
    def kernel(self):
        return self.in_order(self.gates[: self.input_size])

    @property
    def recurrent_kernel(self):
        return self.in_order(self.gates[self.input_size :])

    @property
    def bias(self):
        return self.in_order(self.offsets, self.forget_bias)

    def in_order(self, weights, forget_bias=0.0):
        i, j, f, o = keras.ops.split(weights, 4, axis=-1)
        return keras.ops.concatenate([i, f + forget_bias, j, o], axis=-1)

    def get_config(self):
        return super().get_config() | {"forget_bias": self.forget_bias}


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


class Run(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.classify = Classify(4, 3)
        self.both_ways = BothWays(2)
        self.both_ways_to_the_end = BothWaysToTheEnd(3)
        self.continued = Continued(3)

    def call(self, x, lengths):
        logits, state = self.classify(x, lengths=lengths)
        both, fw, bw = self.both_ways(x)
        ended, top = self.both_ways_to_the_end(x, lengths=lengths)
        outputs, total = self.continued(x)
        return {
            "logits": logits,
            "c": state.c,
            "h": state[1],
            "both": both,
            "fw": fw,
            "bw": bw,
            "ended": ended,
            "top": top,
            "outputs": outputs,
            "total": total,
        }
