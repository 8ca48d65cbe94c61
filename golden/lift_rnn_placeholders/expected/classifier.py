"""Classifies sentences: a bidirectional LSTM whose dropout is fed."""
import collections

import tensorflow as tf
import keras
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()


class SentenceClassifierLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        vocab_size,
        embed_size,
        hidden_size,
        dropout_keep_prob,
        drop_rate,
        depth,
        num_classes,
        *,
        name=None,
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.dropout_keep_prob = dropout_keep_prob
        self.encode = Encode(vocab_size, embed_size, hidden_size, dropout_keep_prob)
        self.decode = Decode(hidden_size, drop_rate, depth, num_classes)

    def call(self, input_x):
        states = self.encode(input_x)
        logits = self.decode(states, dropout_keep_prob=self.dropout_keep_prob)
        return states, logits


class Encode(keras.layers.Layer):
    """Embeds the words and reads them from both sides."""

    def __init__(
        self,
        vocab_size,
        embed_size,
        hidden_size,
        dropout_keep_prob,
        *,
        name="encode",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.vocab_size = vocab_size
        self.embed_size = embed_size
        cell_fw = BasicLSTMCell(hidden_size)
        cell_bw = BasicLSTMCell(hidden_size)
        if dropout_keep_prob is not None:
            cell_fw = DropoutWrapper(cell_fw, output_keep_prob=dropout_keep_prob)
            cell_bw = DropoutWrapper(cell_bw, output_keep_prob=dropout_keep_prob)
        self.bidirectional_rnn = BidirectionalRNN(
            RNN(cell_fw, name="fw"), RNN(cell_bw, name="bw"), name="bidirectional_rnn"
        )

    def build(self, input_x_shape):
        self.embedding = self.add_weight(
            name="embedding",
            shape=[self.vocab_size, self.embed_size],
            initializer="glorot_uniform",
        )

    def call(self, input_x):
        words = tf.nn.embedding_lookup(self.embedding, input_x)
        outputs, _ = self.bidirectional_rnn(words)
        return tf.concat(outputs, axis=2)


class Decode(keras.layers.Layer):
    def __init__(
        self, hidden_size, drop_rate, depth, num_classes, *, name="decode", **kwargs
    ):
        super().__init__(name=name, **kwargs)
        cells = [
            DropoutWrapper(GRUCell(hidden_size), input_keep_prob=1.0 - drop_rate)
            for _ in range(depth)
        ]
        self.rnn = RNN(MultiRNNCell(cells), name="rnn")
        self.scores = keras.layers.Dense(num_classes, name="scores")

    def call(self, states, dropout_keep_prob):
        outputs, _ = self.rnn(states)
        last = tf.nn.dropout(outputs[:, -1], rate=1 - dropout_keep_prob)
        return self.scores(last)


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


class SentenceClassifier(object):
    """The model with its placeholders."""

    def __init__(self, num_classes, hidden_size, sequence_length, vocab_size, embed_size, depth=2):
        self.num_classes = num_classes
        self.hidden_size = hidden_size
        self.depth = depth
        self.vocab_size = vocab_size
        self.embed_size = embed_size
        self.input_x = tf.compat.v1.placeholder(tf.int32, [None, sequence_length], name="input_x")
        self.dropout_keep_prob = tf.compat.v1.placeholder(tf.float32, name="dropout_keep_prob", shape=[])
        self.drop_rate = tf.compat.v1.placeholder_with_default(0.0, [], name="drop_rate")
        self.states, self.logits = compat_scope.get_layer(
            SentenceClassifierLayer,
            self.vocab_size,
            self.embed_size,
            self.hidden_size,
            self.dropout_keep_prob,
            self.drop_rate,
            self.depth,
            self.num_classes,
        )(self.input_x)

    def encode(self):
        return compat_scope.get_layer(
            Encode,
            self.vocab_size,
            self.embed_size,
            self.hidden_size,
            self.dropout_keep_prob,
            name="encode",
        )(self.input_x)

    def decode(self):
        return compat_scope.get_layer(
            Decode,
            self.hidden_size,
            self.drop_rate,
            self.depth,
            self.num_classes,
            name="decode",
        )(self.states, self.dropout_keep_prob)
