import collections

import tensorflow as tf
import keras


class Unrolled(keras.layers.Layer):
    """A cell that is called step by step."""

    def __init__(self, units, steps, *, name="unrolled", **kwargs):
        super().__init__(name=name, **kwargs)
        self.steps = steps
        self.cell = BasicLSTMCell(units)

    def call(self, x):
        state = self.cell.get_initial_state(tf.shape(x)[0])
        outputs = []
        for t in range(self.steps):
            output, state = self.cell(x[:, t], state)
            outputs.append(output)
        return tf.stack(outputs, 1), state


def attend(memory, query):
    scores = tf.reduce_sum(memory * query[:, tf.newaxis], 2)
    return tf.reduce_sum(memory * tf.nn.softmax(scores)[:, :, tf.newaxis], 1)


class Captions(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, steps, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.steps = steps
        self.c = keras.layers.Dense(units, activation="tanh", name="c")
        self.h = keras.layers.Dense(units, activation="tanh", name="h")
        self.lstm_cell = BasicLSTMCell(units)

    def call(self, features):
        # the state starts with what is seen
        with keras.name_scope("start"):
            c = self.c(tf.reduce_mean(features, 1))
            h = self.h(tf.reduce_mean(features, 1))
        words = []
        for t in range(self.steps):
            context = attend(features, h)
            with keras.name_scope("lstm"):
                _, (c, h) = self.lstm_cell(
                    inputs=tf.concat([features[:, t], context], 1), state=[c, h]
                )
            words.append(h)
        return tf.stack(words, 1)


class Stacked(keras.layers.Layer):
    def __init__(self, units, depth, *, name="stacked", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        layers = [GRUCell(units) for _ in range(depth)]
        self.cell = MultiRNNCell(layers)

    def build(self, x_shape):
        self.scale = self.add_weight(
            name="scale", shape=[self.units], initializer="ones"
        )

    def call(self, x):
        output, states = self.cell(
            x[:, 0] * tf.reduce_mean(self.scale),
            self.cell.get_initial_state(tf.shape(x)[0]),
        )
        output, states = self.cell(x[:, 1], states)
        return output * self.scale, states


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


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.unrolled = Unrolled(4, 3)
        self.captions = Captions(3, 4)
        self.stacked = Stacked(3, 2)

    def call(self, x):
        outputs, state = self.unrolled(x)
        with keras.name_scope("captions"):
            words = self.captions(outputs)
        top, states = self.stacked(x)
        return {
            "outputs": outputs,
            "c": state.c,
            "h": state.h,
            "words": words,
            "top": top,
            "bottom": states[0],
        }
