"""The recurrent cells of all models."""
import collections

import tensorflow as tf
import keras

import log

__all__ = ["make_cell", "make_stack"]


def device_for(layer, gpus):
  return "/cpu:0" if gpus == 0 else "/gpu:%d" % (layer % gpus)


def make_cell(
    kind,
    size,
    forget_bias,
    drop,
    training,
    residual=False,
    device=None,
    residual_fn=None,
):
    """Makes one cell.

    Args:
      kind: lstm | gru | norm_lstm | nas
      drop: share of the inputs that is dropped in training.
    """
    drop = drop if training else 0.0  # all is kept for evaluation

    # What it is
    if kind == "lstm":
        log.say("  lstm, forget_bias=%g" % forget_bias, end="")
        cell = BasicLSTMCell(size, forget_bias=forget_bias)
    elif kind == "gru":
        log.say("  gru", end="")
        cell = GRUCell(size)
    elif kind == "norm_lstm":
        cell = LayerNormBasicLSTMCell(size, forget_bias=forget_bias)
    elif kind == "nas":
        cell = NASCell(size)
    else:
        raise ValueError("Unknown cell %s!" % kind)

    # What is around it
    if drop > 0.0:
        cell = DropoutWrapper(cell, input_keep_prob=1.0 - drop)
    if residual:
        cell = ResidualWrapper(cell, residual_fn=residual_fn)
        log.say("  %s" % type(cell).__name__, end="")
    if device:
        cell = DeviceWrapper(cell, device=device)
    log.say("")
    return cell


def make_cells(
    kind,
    size,
    depth,
    residuals,
    forget_bias,
    drop,
    training,
    gpus=0,
    first_gpu=0,
    cell_fn=None,
    residual_fn=None,
):
    """Makes the cells of a stack, the lowest first."""
    if not cell_fn:
        cell_fn = make_cell

    cells = []
    for i in range(depth):
        cell = cell_fn(
            kind=kind,
            size=size,
            forget_bias=forget_bias,
            drop=drop,
            training=training,
            residual=(i >= depth - residuals),
            device=device_for(i + first_gpu, gpus),
            residual_fn=residual_fn,
        )
        cells.append(cell)
    return cells


def make_stack(
    kind,
    size,
    depth,
    residuals,
    forget_bias,
    drop,
    training,
    gpus=0,
    first_gpu=0,
    cell_fn=None,
):
    """Makes one cell of `depth` others."""
    cells = make_cells(
        kind,
        size,
        depth,
        residuals,
        forget_bias,
        drop,
        training,
        gpus=gpus,
        first_gpu=first_gpu,
        cell_fn=cell_fn,
    )
    if len(cells) == 1:  # no need for a stack
        return cells[0]
    else:
        return MultiRNNCell(cells)


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


class LayerNormBasicLSTMCell(keras.layers.Layer):
    """An LSTM cell that normalizes its gates and its memory."""

    tf1_names = {
        f"{part}_{name}": f"{part}/{name}"
        for part in ("input", "transform", "forget", "output", "state")
        for name in ("gamma", "beta")
    }

    def __init__(
        self,
        units,
        *,
        forget_bias=1.0,
        activation="tanh",
        layer_norm=True,
        norm_gain=1.0,
        norm_shift=0.0,
        dropout_keep_prob=1.0,
        name="layer_norm_basic_lstm_cell",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.forget_bias = forget_bias
        self.activation = keras.activations.get(activation)
        self.layer_norm = layer_norm
        self.norm_gain = norm_gain
        self.norm_shift = norm_shift
        self.dropout_keep_prob = dropout_keep_prob

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
        if not self.layer_norm:
            self.bias = self.add_weight(
                name="bias",
                shape=[4 * self.units],
                initializer="glorot_uniform",
            )
            return
        self.norms = {}
        for part in ("input", "transform", "forget", "output", "state"):
            gamma = self.add_weight(
                name=f"{part}_gamma",
                shape=[self.units],
                initializer=keras.initializers.Constant(self.norm_gain),
            )
            beta = self.add_weight(
                name=f"{part}_beta",
                shape=[self.units],
                initializer=keras.initializers.Constant(self.norm_shift),
            )
            self.norms[part] = gamma, beta

    def normalize(self, value, part):
        if not self.layer_norm:
            return value
        gamma, beta = self.norms[part]
        mean, variance = tf.nn.moments(value, [-1], keepdims=True)
        return tf.nn.batch_normalization(value, mean, variance, beta, gamma, 1e-12)

    def call(self, inputs, state):
        c, h = state
        gates = keras.ops.matmul(keras.ops.concatenate([inputs, h], 1), self.kernel)
        if not self.layer_norm:
            gates = gates + self.bias
        i, j, f, o = keras.ops.split(gates, 4, axis=1)
        i, j = self.normalize(i, "input"), self.normalize(j, "transform")
        f, o = self.normalize(f, "forget"), self.normalize(o, "output")
        j = self.activation(j)
        if tf.is_tensor(self.dropout_keep_prob) or self.dropout_keep_prob < 1:
            j = tf.nn.dropout(j, rate=1 - self.dropout_keep_prob)
        c = c * keras.ops.sigmoid(f + self.forget_bias) + keras.ops.sigmoid(i) * j
        c = self.normalize(c, "state")
        h = self.activation(c) * keras.ops.sigmoid(o)
        return h, LSTMStateTuple(c, h)


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


class DeviceWrapper(keras.layers.Layer):
    """Runs a cell on a device."""

    tf1_scope = ""  # no level of its own

    def __init__(self, cell, device, **kwargs):
        super().__init__(**kwargs)
        self.cell = cell
        self.device = device

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
            with tf.device(self.device):
                self.cell.build(input_shape)

    def call(self, inputs, state):
        with tf.device(self.device):
            return self.cell(inputs, state)
