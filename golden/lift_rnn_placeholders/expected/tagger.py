import tensorflow as tf
import keras


class Reader(keras.layers.Layer):
    def __init__(self, size, keep_prob, *, name="reader", **kwargs):
        super().__init__(name=name, **kwargs)
        cell = GRUCell(size)
        cell = DropoutWrapper(cell, output_keep_prob=keep_prob)
        self.rnn = RNN(cell, name="rnn")

    def call(self, x):
        outputs, _ = self.rnn(x)
        return outputs


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


class Tagger(keras.layers.Layer):
    """A tag for each step."""

    def __init__(self, tags, size, keep_prob, *, name="tagger", **kwargs):
        super().__init__(name=name, **kwargs)
        self.keep_prob = keep_prob
        self.reader = Reader(size, keep_prob)
        self.tags = keras.layers.Dense(tags, name="tags")

    def call(self, x):
        x = tf.nn.dropout(x, rate=1 - self.keep_prob)
        x = self.reader(x)
        return self.tags(x)
