import collections

import tensorflow as tf
import keras


def make_cell(units, keep_prob=1.0, residual=False):
    """One layer of a recurrent network."""
    cell = LSTMCell(
        units, initializer=keras.initializers.RandomUniform(minval=-0.1, maxval=0.1)
    )
    if keep_prob < 1.0:
        cell = DropoutWrapper(cell, output_keep_prob=keep_prob)
    if residual:
        # the inputs come through
        cell = ResidualWrapper(cell)
    return cell


def make_layers(units, depth):
    cells = []
    for layer in range(depth):
        cells.append(make_cell(units, residual=(layer > 0)))
    if len(cells) == 1:
        return cells[0]
    return MultiRNNCell(cells)


def one(width, keep_prob):
    cell = GRUCell(width)
    # what comes in is not dropped
    return DropoutWrapper(cell, output_keep_prob=keep_prob)


def make_stack(units, depth, keep_prob):
    """A stack of cells, each of its own."""

    return MultiRNNCell([one(units, keep_prob=keep_prob) for _ in range(depth)])


def narrow(units):
    return BasicRNNCell(units - 1)


def wide(units):
    return BasicRNNCell(units)


def make_pair(units):
    pair = [narrow(units=units)]
    pair.append(wide(units=units))
    return MultiRNNCell(pair)


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
