import collections

import tensorflow as tf
import keras


class Encode(keras.layers.Layer):
    """Reads each sequence up to its end."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        # the forget gates start nearly open
        self.rnn = LSTM(units, forget_bias=0.8, name="rnn")

    def call(self, x, lengths):
        outputs, state = self.rnn(x, sequence_length=lengths)
        return outputs, state.c, state.h


class Gated(keras.layers.Layer):
    def __init__(self, units, *, name="gated", **kwargs):
        super().__init__(name=name, **kwargs)
        cell = GRUCell(units, activation="relu")
        self.rnn = RNN(cell, name="rnn")

    def call(self, x):
        initial = self.rnn.cell.get_initial_state(tf.shape(x)[0])
        _, state = self.rnn(x, initial_state=initial)
        return state


class Layers(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, depth, keep_prob=1.0, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        cells = []
        for _ in range(depth):
            cell = LSTMCell(units)
            if keep_prob < 1.0:
                cell = DropoutWrapper(cell, output_keep_prob=keep_prob)
            cells.append(cell)
        cell = MultiRNNCell(cells)
        self.layers_ = RNN(cell, name="layers")

    def call(self, x):
        outputs, states = self.layers_(x)
        return outputs, states[-1].h


class Residual(keras.layers.Layer):
    def __init__(self, units, depth, *, name="residual", **kwargs):
        super().__init__(name=name, **kwargs)
        cells = [ResidualWrapper(BasicRNNCell(units)) for _ in range(depth)]
        self.rnn = RNN(MultiRNNCell(cells), name="rnn")

    def call(self, x, lengths):
        outputs, states = self.rnn(x, sequence_length=lengths)
        return outputs, states


class Projected(keras.layers.Layer):
    def __init__(self, units, *, name="projected", **kwargs):
        super().__init__(name=name, **kwargs)
        cell = LSTMCell(
            units,
            use_peepholes=True,
            num_proj=3,
            cell_clip=0.4,
            proj_clip=0.2,
            initializer=keras.initializers.RandomUniform(minval=-0.1, maxval=0.1),
        )
        self.rnn = RNN(cell, time_major=True, name="rnn")

    def call(self, x):
        outputs, state = self.rnn(tf.transpose(x, [1, 0, 2]))
        return outputs, state


class BothWays(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.bidirectional_rnn = BidirectionalRNN(
            LSTM(units, cell_name="lstm_cell", name="fw"),
            LSTM(units, cell_name="lstm_cell", name="bw"),
            name="bidirectional_rnn",
        )

    def call(self, x, lengths):
        outputs, states = self.bidirectional_rnn(x, sequence_length=lengths)
        last = tf.concat([states[0].h, states[1].h], axis=-1)
        return tf.concat(outputs, axis=-1), last


class LSTMStateTuple(collections.namedtuple("LSTMStateTuple", ("c", "h"))):
    """The state of an LSTM cell: its memory and its last output."""

    __slots__ = ()


class LSTMCell(keras.layers.Layer):
    """An LSTM cell with one `kernel` for inputs and state, peepholes and a projection."""

    tf1_names = {"projection_kernel": "projection/kernel"}

    def __init__(
        self,
        units,
        *,
        use_peepholes=False,
        cell_clip=None,
        initializer=None,
        num_proj=None,
        proj_clip=None,
        forget_bias=1.0,
        activation="tanh",
        name="lstm_cell",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.use_peepholes = use_peepholes
        self.cell_clip = cell_clip
        self.initializer = keras.initializers.get(initializer or "glorot_uniform")
        self.num_proj = num_proj
        self.proj_clip = proj_clip
        self.forget_bias = forget_bias
        self.activation = keras.activations.get(activation or "tanh")

    @property
    def state_size(self):
        return LSTMStateTuple(self.units, self.output_size)

    @property
    def output_size(self):
        return self.num_proj or self.units

    def get_initial_state(self, batch_size):
        c, h = (keras.ops.zeros([batch_size, size]) for size in self.state_size)
        return LSTMStateTuple(c, h)

    def build(self, input_shape):
        def weight(name, *shape):
            return self.add_weight(name=name, shape=shape, initializer=self.initializer)

        self.kernel = weight(
            "kernel",
            input_shape[-1] + self.output_size,
            4 * self.units,
        )
        self.bias = self.add_weight(
            name="bias",
            shape=[4 * self.units],
            initializer="zeros",
        )
        if self.use_peepholes:
            self.w_f = weight("w_f_diag", self.units)
            self.w_i = weight("w_i_diag", self.units)
            self.w_o = weight("w_o_diag", self.units)
        if self.num_proj:
            self.projection = weight("projection_kernel", self.units, self.num_proj)

    def call(self, inputs, state):
        c, h = state
        gates = keras.ops.matmul(keras.ops.concatenate([inputs, h], 1), self.kernel)
        i, j, f, o = keras.ops.split(gates + self.bias, 4, axis=1)
        f = f + self.forget_bias
        if self.use_peepholes:
            f, i = f + self.w_f * c, i + self.w_i * c
        c = keras.ops.sigmoid(f) * c + keras.ops.sigmoid(i) * self.activation(j)
        if self.cell_clip is not None:
            c = keras.ops.clip(c, -self.cell_clip, self.cell_clip)
        if self.use_peepholes:
            o = o + self.w_o * c
        h = keras.ops.sigmoid(o) * self.activation(c)
        if self.num_proj:
            h = keras.ops.matmul(h, self.projection)
            if self.proj_clip is not None:
                h = keras.ops.clip(h, -self.proj_clip, self.proj_clip)
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


class BasicRNNCell(keras.layers.Layer):
    """The plain recurrent cell, with one `kernel` for inputs and state."""

    def __init__(self, units, *, activation="tanh", name="basic_rnn_cell", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.activation = keras.activations.get(activation or "tanh")

    @property
    def state_size(self):
        return self.units

    @property
    def output_size(self):
        return self.units

    def get_initial_state(self, batch_size):
        return keras.ops.zeros([batch_size, self.units])

    def build(self, input_shape):
        self.kernel = self.add_weight(
            name="kernel",
            shape=[input_shape[-1] + self.units, self.units],
            initializer="glorot_uniform",
        )
        self.bias = self.add_weight(
            name="bias",
            shape=[self.units],
            initializer="zeros",
        )

    def call(self, inputs, state):
        both = keras.ops.concatenate([inputs, state], 1)
        state = self.activation(keras.ops.matmul(both, self.kernel) + self.bias)
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


class DropoutWrapper(keras.layers.Layer):
    """Drops parts of the inputs, outputs and states of a cell, others in each step."""

    tf1_scope = ""  # no level of its own

    def __init__(
        self,
        cell,
        *,
        input_keep_prob=1.0,
        output_keep_prob=1.0,
        state_keep_prob=1.0,
        **kwargs,
    ):
        super().__init__(**kwargs)
        self.cell = cell
        self.input_keep_prob = input_keep_prob
        self.output_keep_prob = output_keep_prob
        self.state_keep_prob = state_keep_prob

    @property
    def state_size(self):
        return self.cell.state_size

    @property
    def output_size(self):
        return self.cell.output_size

    def get_initial_state(self, batch_size):
        return self.cell.get_initial_state(batch_size)

    def build(self, input_shape):
        if not self.cell.built:
            self.cell.build(input_shape)

    def call(self, inputs, state):
        output, state = self.cell(self.drop(inputs, self.input_keep_prob), state)
        return self.drop(output, self.output_keep_prob), self.drop_state(state)

    def drop_state(self, state):
        """An LSTM keeps its memory `c`."""
        if hasattr(state, "c"):
            return state._replace(h=self.drop(state.h, self.state_keep_prob))
        if isinstance(state, tuple):
            return tuple(self.drop_state(part) for part in state)
        return self.drop(state, self.state_keep_prob)

    def drop(self, value, keep_prob):
        if not tf.is_tensor(keep_prob) and keep_prob == 1:
            return value
        return tf.nn.dropout(value, rate=1 - keep_prob)


class ResidualWrapper(keras.layers.Layer):
    """Adds a cell's inputs to its outputs, or gives both to `residual_fn`."""

    tf1_scope = ""  # no level of its own

    def __init__(self, cell, *, residual_fn=None, **kwargs):
        super().__init__(**kwargs)
        self.cell = cell
        self.residual_fn = residual_fn

    @property
    def state_size(self):
        return self.cell.state_size

    @property
    def output_size(self):
        return self.cell.output_size

    def get_initial_state(self, batch_size):
        return self.cell.get_initial_state(batch_size)

    def build(self, input_shape):
        if not self.cell.built:
            self.cell.build(input_shape)

    def call(self, inputs, state):
        outputs, state = self.cell(inputs, state)
        return (self.residual_fn or keras.ops.add)(inputs, outputs), state


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


class Run(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.encode = Encode(4)
        self.layers_ = Layers(5, 2)
        self.both_ways = BothWays(3)
        self.residual = Residual(4, 2)
        self.projected = Projected(5)
        self.gated = Gated(3)

    def call(self, x, lengths):
        outputs, c, h = self.encode(x, lengths=lengths)
        layers, top = self.layers_(x)
        both, last = self.both_ways(x, lengths=lengths)
        residuals, states = self.residual(outputs, lengths=lengths)
        projections, (memory, _) = self.projected(x)
        return {
            "outputs": outputs,
            "c": c,
            "h": h,
            "gated": self.gated(outputs),
            "layers": layers,
            "top": top,
            "both": both,
            "last": last,
            "residual": residuals,
            "states": states[1],
            "projected": projections,
            "memory": memory,
        }
