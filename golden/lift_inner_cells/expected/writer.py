"""A language model whose constructor defines how its cells are made."""

import collections

import tensorflow as tf
import keras
from migrate import compat_scope


class Settings(object):
    hidden = 4
    layers = 2
    words = 6
    batch = 2
    length = 3
    keep = 0.5


def cell(size):
    return BasicLSTMCell(size, forget_bias=0.0)


# only what is trained drops something
def make(training, settings, size):
    if training and settings.keep < 1:
        return DropoutWrapper(cell(size=size), output_keep_prob=settings.keep)
    return cell(size=size)


class WriterLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_order = ("embedding", "cells", "softmax_w", "softmax_b")  # as TF1 made them

    def __init__(self, training, settings, size, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.settings = settings
        self.size = size
        self.cells = MultiRNNCell(
            [
                make(training=training, settings=settings, size=size)
                for _ in range(settings.layers)
            ]
        )

    def build(self, words_shape):
        self.embedding = self.add_weight(
            name="embedding",
            shape=[self.settings.words, self.size],
            initializer="glorot_uniform",
        )
        self.softmax_w = self.add_weight(
            name="softmax_w",
            shape=[self.size, self.settings.words],
            initializer="glorot_uniform",
        )
        self.softmax_b = self.add_weight(
            name="softmax_b", shape=[self.settings.words], initializer="glorot_uniform"
        )

    def call(self, words):
        first_state = self.cells.get_initial_state(self.settings.batch)
        inputs = tf.nn.embedding_lookup(self.embedding, words)
        outputs = []
        state = first_state
        with keras.name_scope("unrolled"):
            for t in range(self.settings.length):
                output, state = self.cells(inputs[:, t, :], state)
                outputs.append(output)
        output = tf.reshape(tf.concat(outputs, 1), [-1, self.size])
        scores = tf.matmul(output, self.softmax_w) + self.softmax_b
        return first_state, scores, state


class Writer(object):
    """Predicts the next word."""

    def __init__(self, training, settings, words):
        size = settings.hidden

        self.first_state, self.scores, state = compat_scope.get_layer(
            WriterLayer, training, settings, size
        )(words)
        self.last_state = state
        if not training:
            return
        self.step = compat_scope.train.get_or_create_global_step()


class Reader(keras.layers.Layer):
    """The same choice in a function, of cells of two kinds."""

    def __init__(self, gated, *, name="reader", **kwargs):
        super().__init__(name=name, **kwargs)
        settings = Settings()

        def plain(units):
            return BasicRNNCell(units)

        def kind(units):
            if gated:
                if units > 8:
                    return LSTMCell(units)
                return GRUCell(units)
            return plain(units)

        self.rnn = RNN(kind(settings.hidden), name="rnn")

    def call(self, words):
        settings = Settings()

        features = tf.one_hot(words, settings.words)
        outputs, _ = self.rnn(features)
        return tf.reduce_max(outputs, 1)


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


def forward(words):
    written = Writer(False, Settings(), words)
    with compat_scope.variable_scope("gated"):
        gated = compat_scope.get_layer(Reader, True, name="reader")(words)
    return (
        written.scores,
        written.last_state[0].h,
        gated,
        compat_scope.get_layer(Reader, False, name="reader")(words),
    )
