"""Small recurrent programs, run by TF 1.15.5 (recorder) and by the shim (replay); Python 3.7 syntax.

A program takes a `tf` namespace and returns a structure of tensors. Weights get the values of
`weight_value`, inputs those of `numbers`, so that both sides compute the same.
"""

from __future__ import annotations

import zlib

import numpy as np

ALL_MODES = ("graph", "eager", "function")
PROGRAMS = {}  # filled once, on import
BATCH, TIME, DEPTH, UNITS = 3, 4, 5, 3


class Program:
    """A program and the modes in which the shim runs it."""

    def __init__(self, name, build, modes=ALL_MODES):
        self.name = name
        self.build = build
        self.modes = modes


def program(modes=ALL_MODES):
    def register(build):
        assert build.__name__ not in PROGRAMS
        PROGRAMS[build.__name__] = Program(build.__name__, build, modes)
        return build

    return register


def add(name, build, modes=ALL_MODES):
    assert name not in PROGRAMS, name
    PROGRAMS[name] = Program(name, build, modes)


def numbers(label, shape, low=-1.0, high=1.0):
    """Uniform float32 numbers from a seed that is the CRC-32 of the label and the shape."""
    seed = zlib.crc32(f"{label} {list(shape)}".encode())
    return np.random.RandomState(seed).uniform(low, high, size=shape).astype(np.float32)


def weight_value(name, shape):
    """The value a variable gets: that of its name (without ":0") and shape."""
    return numbers("weight " + name, tuple(shape), -0.6, 0.6)


def inputs(tf, *shape):
    return tf.constant(numbers("input", shape or (BATCH, TIME, DEPTH)))


def steps(tf):
    return [tf.constant(numbers(f"step {t}", (BATCH, DEPTH))) for t in range(TIME)]


def lengths(tf, *values):
    return tf.constant(list(values or (4, 2, 3)))


# Cells by themselves: dynamic_rnn with and without lengths, static_rnn.

CELLS = {
    "basic_rnn": lambda tf: tf.nn.rnn_cell.BasicRNNCell(UNITS),
    "basic_rnn_relu": lambda tf: tf.nn.rnn_cell.BasicRNNCell(UNITS, activation="relu"),
    "basic_lstm": lambda tf: tf.nn.rnn_cell.BasicLSTMCell(UNITS),
    "basic_lstm_concat": lambda tf: tf.nn.rnn_cell.BasicLSTMCell(
        UNITS, forget_bias=0.3, state_is_tuple=False
    ),
    "basic_lstm_named": lambda tf: tf.nn.rnn_cell.BasicLSTMCell(
        UNITS, activation=tf.nn.softsign, name="my_lstm"
    ),
    "gru": lambda tf: tf.nn.rnn_cell.GRUCell(UNITS),
    "gru_initializers": lambda tf: tf.nn.rnn_cell.GRUCell(
        UNITS,
        kernel_initializer=tf.random_uniform_initializer(-1, 1),
        bias_initializer=tf.zeros_initializer(),
    ),
    "lstm": lambda tf: tf.nn.rnn_cell.LSTMCell(UNITS),
    "lstm_full": lambda tf: tf.nn.rnn_cell.LSTMCell(
        UNITS,
        use_peepholes=True,
        cell_clip=0.2,
        num_proj=2,
        proj_clip=0.15,
        initializer=tf.random_uniform_initializer(-0.1, 0.1),
        forget_bias=0.5,
        activation=tf.nn.elu,
    ),
    "lstm_peephole": lambda tf: tf.nn.rnn_cell.LSTMCell(UNITS, use_peepholes=True),
    "lstm_projection_concat": lambda tf: tf.nn.rnn_cell.LSTMCell(
        UNITS, num_proj=2, state_is_tuple=False
    ),
    "layer_norm_lstm": lambda tf: tf.contrib.rnn.LayerNormBasicLSTMCell(UNITS),
    "layer_norm_lstm_off": lambda tf: tf.contrib.rnn.LayerNormBasicLSTMCell(
        UNITS, layer_norm=False, activation=tf.nn.relu
    ),
    "lstm_block": lambda tf: tf.contrib.rnn.LSTMBlockCell(UNITS),
    "lstm_block_full": lambda tf: tf.contrib.rnn.LSTMBlockCell(
        UNITS, forget_bias=0.2, cell_clip=0.1, use_peephole=True
    ),
    "gru_block": lambda tf: tf.contrib.rnn.GRUBlockCell(UNITS),
    "gru_block_v2": lambda tf: tf.contrib.rnn.GRUBlockCellV2(UNITS),
    "coupled": lambda tf: tf.contrib.rnn.CoupledInputForgetGateLSTMCell(UNITS),
    "coupled_full": lambda tf: tf.contrib.rnn.CoupledInputForgetGateLSTMCell(
        UNITS,
        use_peepholes=True,
        num_proj=2,
        proj_clip=0.3,
        num_unit_shards=2,
        num_proj_shards=2,
        layer_norm=True,
        norm_gain=0.7,
        norm_shift=0.1,
    ),
    "nas": lambda tf: tf.contrib.rnn.NASCell(UNITS),
    "nas_full": lambda tf: tf.contrib.rnn.NASCell(UNITS, num_proj=2, use_bias=True),
    "ugrnn": lambda tf: tf.contrib.rnn.UGRNNCell(UNITS),
    "intersection": lambda tf: tf.contrib.rnn.IntersectionRNNCell(UNITS, num_in_proj=UNITS),
    "multi": lambda tf: tf.nn.rnn_cell.MultiRNNCell(
        [tf.nn.rnn_cell.LSTMCell(UNITS), tf.nn.rnn_cell.GRUCell(2)]
    ),
    "multi_concat": lambda tf: tf.contrib.rnn.MultiRNNCell(
        [tf.contrib.rnn.GRUCell(UNITS), tf.contrib.rnn.BasicRNNCell(2)], state_is_tuple=False
    ),
    "residual": lambda tf: tf.nn.rnn_cell.ResidualWrapper(tf.nn.rnn_cell.BasicLSTMCell(DEPTH)),
    "residual_fn": lambda tf: tf.contrib.rnn.ResidualWrapper(
        tf.contrib.rnn.GRUCell(UNITS), residual_fn=lambda i, o: o + i[:, :UNITS] * 2.0
    ),
    "device": lambda tf: tf.nn.rnn_cell.DeviceWrapper(
        tf.nn.rnn_cell.GRUCell(UNITS), "/device:CPU:0"
    ),
    "dropout_kept": lambda tf: tf.nn.rnn_cell.DropoutWrapper(
        tf.nn.rnn_cell.BasicLSTMCell(UNITS), output_keep_prob=1.0
    ),
    "wrapped_stack": lambda tf: tf.nn.rnn_cell.MultiRNNCell(
        [
            tf.nn.rnn_cell.ResidualWrapper(
                tf.nn.rnn_cell.DropoutWrapper(tf.nn.rnn_cell.BasicLSTMCell(DEPTH))
            )
            for _ in range(2)
        ]
    ),
    "input_projection": lambda tf: tf.contrib.rnn.InputProjectionWrapper(
        tf.contrib.rnn.GRUCell(UNITS), 4, activation=tf.nn.relu
    ),
    "output_projection": lambda tf: tf.contrib.rnn.OutputProjectionWrapper(
        tf.contrib.rnn.BasicLSTMCell(UNITS), 2
    ),
    "ind_rnn": lambda tf: tf.contrib.rnn.IndRNNCell(UNITS),
    "indy_gru": lambda tf: tf.contrib.rnn.IndyGRUCell(UNITS),
    "indy_lstm": lambda tf: tf.contrib.rnn.IndyLSTMCell(UNITS, forget_bias=0.5),
    "sru": lambda tf: tf.contrib.rnn.SRUCell(UNITS),
    "highway": lambda tf: tf.contrib.rnn.HighwayWrapper(tf.contrib.rnn.GRUCell(DEPTH)),
    "highway_uncoupled": lambda tf: tf.contrib.rnn.HighwayWrapper(
        tf.contrib.rnn.BasicLSTMCell(DEPTH), couple_carry_transform_gates=False
    ),
    "grid": lambda tf: tf.contrib.rnn.GridLSTMCell(
        2, feature_size=3, frequency_skip=1, num_frequency_blocks=[3], cell_clip=0.4
    ),
    "grid_full": lambda tf: tf.contrib.rnn.GridLSTMCell(
        2,
        use_peepholes=True,
        num_unit_shards=2,
        feature_size=2,
        frequency_skip=1,
        num_frequency_blocks=[2, 1],
        start_freqindex_list=[0, 3],
        end_freqindex_list=[3, 5],
    ),
    "grid_shared": lambda tf: tf.contrib.rnn.GridLSTMCell(
        2,
        use_peepholes=True,
        share_time_frequency_weights=True,
        couple_input_forget_gates=True,
        feature_size=3,
        frequency_skip=2,
        num_frequency_blocks=[2],
        state_is_tuple=False,
    ),
    "grid_both_ways": lambda tf: tf.contrib.rnn.BidirectionalGridLSTMCell(
        2,
        use_peepholes=True,
        feature_size=2,
        frequency_skip=1,
        num_frequency_blocks=[4],
        backward_slice_offset=1,
    ),
    "attention_cell": lambda tf: tf.contrib.rnn.AttentionCellWrapper(
        tf.contrib.rnn.BasicLSTMCell(UNITS), attn_length=2, state_is_tuple=True
    ),
    "attention_cell_concat": lambda tf: tf.contrib.rnn.AttentionCellWrapper(
        tf.contrib.rnn.GRUCell(UNITS),
        attn_length=3,
        attn_size=2,
        attn_vec_size=4,
        state_is_tuple=False,
    ),
}

for _name, _make in sorted(CELLS.items()):
    add(
        "dynamic_" + _name,
        lambda tf, make=_make: tf.nn.dynamic_rnn(
            make(tf), inputs(tf), sequence_length=lengths(tf), dtype=tf.float32
        ),
    )

for _name in ("basic_lstm", "gru", "lstm_full", "multi", "layer_norm_lstm", "attention_cell"):
    add(
        "static_" + _name,
        lambda tf, make=CELLS[_name]: tf.nn.static_rnn(make(tf), steps(tf), dtype=tf.float32),
    )
    add(
        "static_lengths_" + _name,
        lambda tf, make=CELLS[_name]: tf.nn.static_rnn(
            make(tf), steps(tf), dtype=tf.float32, sequence_length=lengths(tf, 3, 1, 2)
        ),
    )


# Unrolling.


@program()
def dynamic_time_major(tf):
    cell = tf.nn.rnn_cell.LSTMCell(UNITS)
    x = inputs(tf, TIME, BATCH, DEPTH)
    return tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, time_major=True, scope="encoder")


@program()
def dynamic_initial_state(tf):
    cell = tf.nn.rnn_cell.GRUCell(UNITS)
    state = tf.constant(numbers("state", (BATCH, UNITS)))
    return tf.nn.dynamic_rnn(cell, inputs(tf), initial_state=state, sequence_length=lengths(tf))


@program()
def dynamic_zero_state(tf):
    cell = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.BasicLSTMCell(n) for n in (2, 3)])
    state = cell.zero_state(BATCH, tf.float32)
    return tf.nn.dynamic_rnn(cell, inputs(tf), initial_state=state)


@program()
def dynamic_short_lengths(tf):
    cell = tf.nn.rnn_cell.BasicRNNCell(UNITS)
    return tf.nn.dynamic_rnn(
        cell, inputs(tf), sequence_length=lengths(tf, 1, 0, 2), dtype=tf.float32
    )


@program(modes=("graph", "function"))
def dynamic_unknown_shape(tf):
    x = tf.placeholder_with_default(numbers("input", (BATCH, TIME, DEPTH)), [None, None, DEPTH])
    cell = tf.nn.rnn_cell.MultiRNNCell([tf.nn.rnn_cell.LSTMCell(n) for n in (2, 3)])
    return tf.nn.dynamic_rnn(cell, x, sequence_length=lengths(tf), dtype=tf.float32)


@program()
def dynamic_nested_inputs(tf):
    class Pair(tf.nn.rnn_cell.RNNCell):
        @property
        def state_size(self):
            return (2, 3)

        @property
        def output_size(self):
            return (3, 2)

        def call(self, inputs, state):
            a, b = inputs
            p, q = state
            w = tf.get_variable("w", [DEPTH, 2])
            v = tf.get_variable("v", [2, 3])
            p = tf.tanh(tf.matmul(a, w) + p)
            q = tf.tanh(tf.matmul(b, v) + q)
            return (q, p), (p, q)

    pair = (inputs(tf), inputs(tf, BATCH, TIME, 2))
    return tf.nn.dynamic_rnn(Pair(), pair, sequence_length=lengths(tf), dtype=tf.float32)


@program()
def bidirectional_dynamic(tf):
    fw, bw = tf.nn.rnn_cell.LSTMCell(UNITS), tf.nn.rnn_cell.LSTMCell(2)
    return tf.nn.bidirectional_dynamic_rnn(fw, bw, inputs(tf), dtype=tf.float32)


@program()
def bidirectional_dynamic_lengths(tf):
    fw, bw = tf.nn.rnn_cell.GRUCell(UNITS), tf.nn.rnn_cell.GRUCell(UNITS)
    return tf.nn.bidirectional_dynamic_rnn(
        fw, bw, inputs(tf), sequence_length=lengths(tf), dtype=tf.float32, scope="both"
    )


@program()
def bidirectional_dynamic_time_major(tf):
    fw, bw = tf.nn.rnn_cell.GRUCell(UNITS), tf.nn.rnn_cell.BasicRNNCell(UNITS)
    return tf.nn.bidirectional_dynamic_rnn(
        fw,
        bw,
        inputs(tf, TIME, BATCH, DEPTH),
        sequence_length=lengths(tf),
        initial_state_fw=tf.constant(numbers("fw", (BATCH, UNITS))),
        initial_state_bw=tf.constant(numbers("bw", (BATCH, UNITS))),
        time_major=True,
    )


@program()
def bidirectional_static(tf):
    fw, bw = tf.nn.rnn_cell.BasicLSTMCell(UNITS), tf.nn.rnn_cell.BasicLSTMCell(UNITS)
    return tf.nn.static_bidirectional_rnn(fw, bw, steps(tf), dtype=tf.float32)


@program()
def bidirectional_static_lengths(tf):
    fw, bw = tf.contrib.rnn.GRUCell(UNITS), tf.contrib.rnn.GRUCell(2)
    return tf.contrib.rnn.static_bidirectional_rnn(
        fw, bw, steps(tf), dtype=tf.float32, sequence_length=lengths(tf)
    )


@program()
def stack_bidirectional_dynamic(tf):
    def cells():
        return [tf.nn.rnn_cell.LSTMCell(n) for n in (2, 3)]

    return tf.contrib.rnn.stack_bidirectional_dynamic_rnn(
        cells(), cells(), inputs(tf), dtype=tf.float32, sequence_length=lengths(tf)
    )


@program()
def stack_bidirectional_static(tf):
    def cells():
        return [tf.nn.rnn_cell.GRUCell(n) for n in (2, 3)]

    return tf.contrib.rnn.stack_bidirectional_rnn(
        cells(), cells(), steps(tf), dtype=tf.float32, scope="stack"
    )


@program()
def raw(tf):
    x = tf.transpose(inputs(tf), [1, 0, 2])
    array = tf.TensorArray(tf.float32, size=TIME, clear_after_read=False).unstack(x)
    ends = lengths(tf)
    cell = tf.nn.rnn_cell.LSTMCell(UNITS)

    def loop_fn(time, cell_output, cell_state, loop_state):
        if cell_output is None:
            next_state = cell.zero_state(BATCH, tf.float32)
        else:
            next_state = cell_state
        finished = time >= ends
        next_input = tf.cond(
            tf.reduce_all(finished),
            lambda: tf.zeros([BATCH, DEPTH], dtype=tf.float32),
            lambda: array.read(time),
        )
        return finished, tf.reshape(next_input, [BATCH, DEPTH]), next_state, cell_output, None

    outputs, state, _ = tf.nn.raw_rnn(cell, loop_fn)
    return outputs.stack(), state


@program()
def raw_emit_and_loop_state(tf):
    cell = tf.nn.rnn_cell.GRUCell(UNITS)

    def loop_fn(time, cell_output, cell_state, loop_state):
        if cell_output is None:
            emit = (tf.zeros([2]), tf.zeros([], tf.int32))
            state = cell.zero_state(BATCH, tf.float32)
            return time >= lengths(tf), inputs(tf, BATCH, DEPTH), state, emit, tf.constant(1.0)
        emit = (cell_output[:, :2], tf.fill([BATCH], time))
        next_input = inputs(tf, BATCH, DEPTH) * tf.cast(time, tf.float32)
        return time >= lengths(tf), next_input, cell_state, emit, loop_state * 2.0

    emits, state, loop_state = tf.nn.raw_rnn(cell, loop_fn, scope="driver")
    return [e.stack() for e in emits], state, loop_state


@program()
def state_saving(tf):
    class Saver:
        saved = {}

        def state(self, name):
            return tf.constant(numbers(name, (BATCH, UNITS)))

        def save_state(self, name, value):
            self.saved[name] = tf.identity(value)
            return self.saved[name]

    cell = tf.nn.rnn_cell.BasicLSTMCell(UNITS)
    return tf.nn.static_state_saving_rnn(cell, steps(tf), Saver(), ("c", "h"))


@program()
def unrolled_by_hand(tf):
    cell = tf.nn.rnn_cell.BasicLSTMCell(UNITS)
    state = cell.zero_state(BATCH, tf.float32)
    outputs = []
    with tf.variable_scope("RNN"):
        for t in range(TIME):
            if t > 0:
                tf.get_variable_scope().reuse_variables()
            output, state = cell(inputs(tf)[:, t, :], state)
            outputs.append(output)
    return tf.concat(outputs, 1), state


# Scopes, reuse, names.


@program()
def two_rnns(tf):
    first, _ = tf.nn.dynamic_rnn(
        tf.nn.rnn_cell.GRUCell(UNITS), inputs(tf), dtype=tf.float32, scope="one"
    )
    with tf.variable_scope("top"):
        second, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(2), first, dtype=tf.float32)
    return second


@program()
def two_cells_one_scope(tf):
    a, b = tf.nn.rnn_cell.LSTMCell(UNITS), tf.nn.rnn_cell.LSTMCell(UNITS)
    x = inputs(tf, BATCH, DEPTH)
    one, state = a(x, a.zero_state(BATCH, tf.float32))
    return b(tf.concat([one, x], 1), state)


@program()
def reuse_scope(tf):
    def model(x):
        cell = tf.nn.rnn_cell.BasicLSTMCell(UNITS)
        return tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)

    with tf.variable_scope("model"):
        one = model(inputs(tf))
    with tf.variable_scope("model", reuse=True):
        two = model(inputs(tf) * 2.0)
    with tf.variable_scope("model", reuse=tf.AUTO_REUSE):
        three = model(inputs(tf) * 3.0)
    return one, two, three


@program()
def reuse_cell_object(tf):
    cell = tf.nn.rnn_cell.GRUCell(UNITS)
    one, _ = tf.nn.dynamic_rnn(cell, inputs(tf), dtype=tf.float32, scope="first")
    two, _ = tf.nn.dynamic_rnn(cell, inputs(tf) * 2.0, dtype=tf.float32, scope="second")
    return one, two


@program()
def reuse_argument(tf):
    x = inputs(tf, BATCH, DEPTH)
    zeros = tf.zeros([BATCH, UNITS])
    one = tf.nn.rnn_cell.GRUCell(UNITS, name="shared")(x, zeros)
    two = tf.nn.rnn_cell.GRUCell(UNITS, name="shared", reuse=True)(x * 2.0, zeros)
    return one, two


@program()
def cell_called_with_scope(tf):
    cell = tf.nn.rnn_cell.BasicLSTMCell(UNITS)
    state = cell.zero_state(BATCH, tf.float32)
    one, state = cell(inputs(tf, BATCH, DEPTH), state, scope="here")
    with tf.variable_scope("elsewhere"):
        two, state = cell(inputs(tf, BATCH, DEPTH) * 2.0, state, scope="there")
    return one, two, state


@program()
def scope_initializer_and_regularizer(tf):
    with tf.variable_scope(
        "m",
        initializer=tf.random_uniform_initializer(-0.1, 0.1),
        regularizer=lambda w: 0.1 * tf.reduce_sum(w * w),
    ):
        out, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell(2), inputs(tf), dtype=tf.float32)
        tf.get_variable("after", [2])
    return out


@program()
def custom_getter(tf):
    def getter(getter, name, *args, **kwargs):
        return getter(name, *args, **kwargs) * 0.5

    with tf.variable_scope("m", custom_getter=getter):
        return tf.nn.dynamic_rnn(tf.nn.rnn_cell.GRUCell(2), inputs(tf), dtype=tf.float32)


@program()
def float64_cells(tf):
    x = tf.cast(inputs(tf), tf.float64)
    cell = tf.nn.rnn_cell.MultiRNNCell(
        [tf.nn.rnn_cell.LSTMCell(2, use_peepholes=True), tf.nn.rnn_cell.GRUCell(2)]
    )
    return tf.nn.dynamic_rnn(cell, x, dtype=tf.float64)


@program()
def not_trainable(tf):
    cell = tf.nn.rnn_cell.GRUCell(2, trainable=False)
    return tf.nn.dynamic_rnn(cell, inputs(tf), dtype=tf.float32)


@program()
def sharded_lstm(tf):
    cell = tf.nn.rnn_cell.LSTMCell(4, num_unit_shards=2, num_proj_shards=3, num_proj=3)
    return tf.nn.dynamic_rnn(cell, inputs(tf), dtype=tf.float32)


@program()
def partitioned_scope(tf):
    with tf.variable_scope("m", partitioner=tf.fixed_size_partitioner(2)):
        cell = tf.contrib.rnn.OutputProjectionWrapper(tf.nn.rnn_cell.GRUCell(2), 2)
        return tf.nn.dynamic_rnn(cell, inputs(tf), dtype=tf.float32)


@program()
def shared_cells_in_stack(tf):
    cell = tf.nn.rnn_cell.BasicLSTMCell(DEPTH)
    return tf.nn.dynamic_rnn(
        tf.nn.rnn_cell.MultiRNNCell([cell, cell]), inputs(tf), dtype=tf.float32
    )


# Cells of users.


@program()
def user_cell_get_variable(tf):
    class MyCell(tf.nn.rnn_cell.RNNCell):
        def __init__(self, units):
            super().__init__()
            self._units = units

        @property
        def state_size(self):
            return self._units

        @property
        def output_size(self):
            return self._units

        def call(self, inputs, state):
            size = inputs.get_shape()[-1]
            w = tf.get_variable("w", [size, self._units])
            with tf.variable_scope("inner"):
                u = tf.get_variable("u", [self._units, self._units])
                b = tf.get_variable("b", [self._units], initializer=tf.zeros_initializer())
            new = tf.tanh(tf.matmul(inputs, w) + tf.matmul(state, u) + b)
            return new, new

    return tf.nn.dynamic_rnn(MyCell(UNITS), inputs(tf), dtype=tf.float32)


@program()
def user_cell_layers(tf):
    class DenseCell(tf.contrib.rnn.RNNCell):
        state_size = UNITS
        output_size = 2

        def call(self, inputs, state):
            joined = tf.concat([inputs, state], 1)
            gate = tf.layers.dense(joined, UNITS, activation=tf.sigmoid, name="gate")
            new = gate * state + (1 - gate) * tf.layers.dense(joined, UNITS)
            return tf.layers.dense(new, 2, use_bias=False), new

    return tf.nn.dynamic_rnn(DenseCell(), inputs(tf), dtype=tf.float32)


@program()
def user_cell_build(tf):
    class Built(tf.nn.rnn_cell.RNNCell):
        def __init__(self, units, **kwargs):
            super().__init__(**kwargs)
            self.units = units

        @property
        def state_size(self):
            return tf.nn.rnn_cell.LSTMStateTuple(self.units, self.units)

        @property
        def output_size(self):
            return self.units

        def build(self, input_shape):
            size = input_shape[-1]
            size = getattr(size, "value", size)
            self.kernel = self.add_variable("kernel", shape=[size + self.units, 2 * self.units])
            self.scale = self.add_variable(
                "scale", shape=[], initializer=tf.ones_initializer(), trainable=False
            )
            self.built = True

        def call(self, inputs, state):
            c, h = state
            a, b = tf.split(tf.matmul(tf.concat([inputs, h], 1), self.kernel), 2, axis=1)
            c = self.scale * c + tf.tanh(a)
            h = tf.sigmoid(b) * c
            return h, tf.nn.rnn_cell.LSTMStateTuple(c, h)

    cell = Built(UNITS, name="built")
    return tf.nn.dynamic_rnn(cell, inputs(tf), sequence_length=lengths(tf), dtype=tf.float32)


@program()
def user_cell_old_style_call(tf):
    class Old(tf.nn.rnn_cell.RNNCell):
        def __init__(self, units):
            self._units = units

        @property
        def state_size(self):
            return self._units

        @property
        def output_size(self):
            return self._units

        def __call__(self, inputs, state, scope=None):
            with tf.variable_scope(scope or type(self).__name__):
                w = tf.get_variable("W", [DEPTH + self._units, self._units])
                new = tf.nn.relu(tf.matmul(tf.concat([inputs, state], 1), w))
            return new, new

    return tf.nn.dynamic_rnn(Old(UNITS), inputs(tf), dtype=tf.float32)


@program()
def user_cell_extends_gru(tf):
    class Doubled(tf.nn.rnn_cell.GRUCell):
        def call(self, inputs, state):
            output, state = super().call(inputs, state)
            return output * 2.0, state

    stack = tf.nn.rnn_cell.MultiRNNCell([Doubled(UNITS), Doubled(2)])
    return tf.nn.dynamic_rnn(stack, inputs(tf), dtype=tf.float32)


@program()
def user_stack_overrides_call(tf):
    class Skipping(tf.nn.rnn_cell.MultiRNNCell):
        def __call__(self, inputs, state, scope=None):
            with tf.variable_scope(scope or "multi_rnn_cell"):
                new_states = []
                x = inputs
                for i, cell in enumerate(self._cells):
                    with tf.variable_scope(f"cell_{i}"):
                        x, new_state = cell(tf.concat([x, inputs], -1), state[i])
                        new_states.append(new_state)
            return x, tuple(new_states)

    cells = [tf.nn.rnn_cell.LSTMCell(n) for n in (2, 3)]
    return tf.nn.dynamic_rnn(Skipping(cells), inputs(tf), dtype=tf.float32)


# Wrappers that draw random numbers: with seeds, the masks are those of TF 1.15 in a graph.


@program(modes=("graph",))
def dropout_seeded(tf):
    cell = tf.nn.rnn_cell.DropoutWrapper(
        tf.nn.rnn_cell.BasicLSTMCell(UNITS),
        input_keep_prob=0.7,
        state_keep_prob=0.6,
        output_keep_prob=0.5,
        seed=11,
    )
    return tf.nn.static_rnn(cell, steps(tf), dtype=tf.float32)


@program(modes=("graph",))
def dropout_variational(tf):
    cell = tf.nn.rnn_cell.DropoutWrapper(
        tf.nn.rnn_cell.GRUCell(UNITS),
        input_keep_prob=0.7,
        state_keep_prob=0.6,
        output_keep_prob=0.5,
        variational_recurrent=True,
        input_size=DEPTH,
        dtype=tf.float32,
        seed=7,
    )
    return tf.nn.dynamic_rnn(cell, inputs(tf), dtype=tf.float32)


@program(modes=("graph",))
def dropout_tensor_and_filter(tf):
    cell = tf.nn.rnn_cell.DropoutWrapper(
        tf.nn.rnn_cell.MultiRNNCell(
            [tf.nn.rnn_cell.BasicLSTMCell(UNITS), tf.nn.rnn_cell.GRUCell(UNITS)]
        ),
        state_keep_prob=tf.placeholder_with_default(0.5, []),
        seed=5,
        dropout_state_filter_visitor=lambda s: (
            (True, False) if isinstance(s, tuple) and not hasattr(s, "c") else True
        ),
    )
    return tf.nn.static_rnn(cell, steps(tf), dtype=tf.float32)


@program(modes=("graph",))
def layer_norm_dropout(tf):
    cell = tf.contrib.rnn.LayerNormBasicLSTMCell(UNITS, dropout_keep_prob=0.5, dropout_prob_seed=3)
    return tf.nn.static_rnn(cell, steps(tf), dtype=tf.float32)


# Other contrib.rnn.


@program()
def group_lstm(tf):
    cell = tf.contrib.rnn.GLSTMCell(4, num_proj=2, number_of_groups=2)
    return tf.nn.dynamic_rnn(cell, inputs(tf, BATCH, TIME, 6), dtype=tf.float32)


@program()
def time_frequency(tf):
    cell = tf.contrib.rnn.TimeFreqLSTMCell(
        2, use_peepholes=True, feature_size=3, frequency_skip=2, cell_clip=0.3
    )
    state = tf.constant(numbers("state", (BATCH, 8)))
    with tf.variable_scope("root"):
        return cell(inputs(tf, BATCH, DEPTH), state)


@program()
def phased(tf):
    times = tf.constant(numbers("times", (BATCH, TIME, 1), 0.0, 9.0))
    cell = tf.contrib.rnn.PhasedLSTMCell(UNITS, use_peepholes=True, trainable_ratio_on=False)
    return tf.nn.dynamic_rnn(cell, (times, inputs(tf)), dtype=tf.float32)


@program()
def conv_1d(tf):
    cell = tf.contrib.rnn.Conv1DLSTMCell(input_shape=[5, 2], output_channels=3, kernel_shape=[3])
    return tf.nn.dynamic_rnn(cell, inputs(tf, BATCH, TIME, 5, 2), dtype=tf.float32)


@program()
def conv_2d(tf):
    cell = tf.contrib.rnn.ConvLSTMCell(
        conv_ndims=2,
        input_shape=[4, 3, 1],
        output_channels=2,
        kernel_shape=[2, 3],
        use_bias=False,
        forget_bias=0.5,
        skip_connection=False,
    )
    return tf.nn.dynamic_rnn(cell, inputs(tf, 2, 2, 4, 3, 1), dtype=tf.float32)


@program()
def conv_3d(tf):
    cell = tf.contrib.rnn.Conv3DLSTMCell(
        input_shape=[2, 3, 2, 1], output_channels=1, kernel_shape=[2, 2, 2]
    )
    return tf.nn.dynamic_rnn(cell, inputs(tf, 2, 2, 2, 3, 2, 1), dtype=tf.float32)


@program()
def embedding_wrapper(tf):
    cell = tf.contrib.rnn.EmbeddingWrapper(tf.contrib.rnn.GRUCell(UNITS), 10, 4)
    ids = [tf.constant([1, 5, 7]), tf.constant([0, 9, 2])]
    return tf.nn.static_rnn(cell, ids, dtype=tf.float32)


@program()
def fused_cell(tf):
    cell = tf.contrib.rnn.LSTMBlockFusedCell(UNITS, forget_bias=0.4)
    return cell(inputs(tf, TIME, BATCH, DEPTH), dtype=tf.float32)


@program()
def fused_cell_full(tf):
    cell = tf.contrib.rnn.LSTMBlockFusedCell(UNITS, cell_clip=0.3, use_peephole=True)
    state = tuple(tf.constant(numbers(k, (BATCH, UNITS))) for k in "ch")
    reverse = tf.contrib.rnn.TimeReversedFusedRNN(cell)
    return reverse(inputs(tf, TIME, BATCH, DEPTH), initial_state=state, sequence_length=lengths(tf))


@program()
def fused_adaptor(tf):
    cell = tf.contrib.rnn.FusedRNNCellAdaptor(tf.contrib.rnn.GRUCell(UNITS))
    dynamic = tf.contrib.rnn.FusedRNNCellAdaptor(
        tf.contrib.rnn.GRUCell(UNITS), use_dynamic_rnn=True
    )
    x = inputs(tf, TIME, BATCH, DEPTH)
    return (
        cell(x, dtype=tf.float32, scope="static"),
        dynamic(x, dtype=tf.float32, sequence_length=lengths(tf), scope="dynamic"),
    )
