import collections

import tensorflow as tf
import keras
from migrate import compat_scope
from migrate.compat_scope.contrib import rnn


def joined_state(x, units):
    """The state is one tensor."""
    cell = rnn.BasicLSTMCell(units, state_is_tuple=False)
    return compat_scope.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="joined")


def run_twice(x, units):
    """The second run has the weights that the first one made, under the first one's name."""
    cell = rnn.GRUCell(units)
    _, first = compat_scope.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="first")
    _, second = compat_scope.nn.dynamic_rnn(cell, x[:, ::-1], dtype=tf.float32, scope="second")
    return first + second


def run_given(cell, x):
    """Only the caller knows which cell it is."""
    return compat_scope.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="given")


class Searched(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        cell = NASCell(units)
        self.searched = RNN(cell, name="searched")

    def call(self, x):
        outputs, _ = self.searched(x)
        return outputs


def doubled(x, units):
    cell = rnn.GRUCell(units)
    outputs, _ = compat_scope.nn.dynamic_rnn(cell, tf.cast(x, tf.float64), dtype=tf.float64, scope="doubled")
    return outputs


def dropped(x, keep_prob, units):
    """Keeps what a tensor says."""
    cell = rnn.DropoutWrapper(rnn.GRUCell(units), output_keep_prob=keep_prob)
    outputs, _ = compat_scope.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="dropped")
    return outputs


def handed_out(x, units):
    """The caller gets the cell, too."""
    cell = rnn.GRUCell(units)
    outputs, _ = compat_scope.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="handed_out")
    return outputs, cell


class Counted(keras.layers.Layer):
    """TF1 numbers the second one."""

    def __init__(self, units, *, name="counted", **kwargs):
        super().__init__(name=name, **kwargs)
        self.one = GRUCell(units)
        self.two = GRUCell(units, name="gru_cell_1")

    def call(self, x):
        state = self.one.get_initial_state(tf.shape(x)[0])
        _, state = self.one(x[:, 0], state)
        _, state = self.two(x[:, 1], state)
        return state


def perhaps(x, units, twice):
    with compat_scope.variable_scope("perhaps"):
        cell = rnn.GRUCell(units)
        state = cell.zero_state(tf.shape(x)[0], tf.float32)
        if twice:
            _, state = cell(x[:, 0], state)
        return cell(x[:, 1], state)[1]


def folded(x, units):
    with compat_scope.variable_scope("folded"):
        cell = rnn.BasicRNNCell(units)
        start = cell.zero_state(2, tf.float32)
        states = compat_scope.scan(lambda state, step: cell(step, state)[0], tf.transpose(x, [1, 0, 2]), start)
        return states[-1]


def in_callers_scope(x, units):
    cell = rnn.BasicRNNCell(units)
    return cell(x[:, 0], cell.zero_state(2, tf.float32))[0]


def make(units):
    """Makes a cell for two, of which one cannot be a layer."""
    return BasicRNNCell(units)


class RunMade(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.run_made = RNN(make(units), name="run_made")

    def call(self, x):
        return self.run_made(x)[1]


def made_and_returned(x, units):
    cell = compat_scope.rnn.as_tf1_cell(make(units))
    return compat_scope.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="made_and_returned")[1], cell


COUNT = []


def make_counted(units):
    COUNT.append(units)
    return rnn.BasicRNNCell(units + len(COUNT))


def run_counted(x, units):
    return compat_scope.nn.dynamic_rnn(make_counted(units), x, dtype=tf.float32, scope="run_counted")[1]


class Fine(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.fine = GRU(units, name="fine")

    def call(self, x):
        outputs, _ = self.fine(x)
        return outputs


class LSTMStateTuple(collections.namedtuple("LSTMStateTuple", ("c", "h"))):
    """The state of an LSTM cell: its memory and its last output."""

    __slots__ = ()


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


class NASCell(keras.layers.Layer):
    """The cell that architecture search found (arXiv 1611.01578)."""

    def __init__(
        self,
        units,
        *,
        num_proj=None,
        use_bias=False,
        name="nas_cell",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.num_proj = num_proj
        self.use_bias = use_bias

    @property
    def state_size(self):
        return LSTMStateTuple(self.units, self.output_size)

    @property
    def output_size(self):
        return self.units if self.num_proj is None else self.num_proj

    def get_initial_state(self, batch_size):
        c, h = (keras.ops.zeros([batch_size, size]) for size in self.state_size)
        return LSTMStateTuple(c, h)

    def build(self, input_shape):
        def weight(name, *shape, initializer="glorot_uniform"):
            return self.add_weight(name=name, shape=shape, initializer=initializer)

        self.recurrent_kernel = weight(
            "recurrent_kernel",
            self.output_size,
            8 * self.units,
        )
        self.kernel = weight("kernel", input_shape[-1], 8 * self.units)
        if self.use_bias:
            self.bias = weight("bias", 8 * self.units, initializer="zeros")
        if self.num_proj is not None:
            self.projection = weight("projection_weights", self.units, self.num_proj)

    def call(self, inputs, state):
        c, h = state
        h = keras.ops.matmul(h, self.recurrent_kernel)
        if self.use_bias:
            h = h + self.bias
        h = keras.ops.split(h, 8, axis=1)
        x = keras.ops.split(keras.ops.matmul(inputs, self.kernel), 8, axis=1)
        sigmoid, tanh, relu = keras.ops.sigmoid, keras.ops.tanh, keras.ops.relu
        first = tanh(sigmoid(x[0] + h[0]) * relu(x[1] + h[1]))
        second = tanh(sigmoid(x[2] + h[2]) + relu(x[3] * h[3]))
        third = tanh(tanh(x[4] + h[4]) * sigmoid(x[5] + h[5]))
        fourth = sigmoid(tanh(x[6] + h[6]) + sigmoid(x[7] + h[7]))
        c = tanh(first + c) * second
        h = tanh(c * tanh(third + fourth))
        if self.num_proj is not None:
            h = keras.ops.matmul(h, self.projection)
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


def forward(x):
    keep_prob = tf.reduce_max(tf.ones_like(x))
    outputs, cell = handed_out(x, 3)
    joined, state = joined_state(x, 2)
    given, _ = run_given(rnn.BasicRNNCell(2), x)
    return {
        "joined": joined,
        "state": state,
        "twice": run_twice(x, 3),
        "given": given,
        "searched": compat_scope.get_layer(Searched, 2)(x),
        "doubled": doubled(x, 2),
        "dropped": dropped(x, keep_prob, 3),
        "handed_out": outputs * cell.output_size,
        "fine": compat_scope.get_layer(Fine, 2)(x),
        "counted": compat_scope.get_layer(Counted, 2, name="counted")(x),
        "perhaps": perhaps(x, 2, True),
        "folded": folded(x, 2),
        "made": compat_scope.get_layer(RunMade, 2)(x),
        "returned": made_and_returned(x, 3)[0],
        "counts": run_counted(x, 2),
        "callers": in_callers_scope(x, 2) + in_callers_scope(x, 2),
    }
