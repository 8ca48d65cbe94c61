"""Parts of the model; what is not said here, the scopes around say."""
import collections

import tensorflow as tf
import keras
from migrate import compat_scope


class Embed(keras.layers.Layer):
    def __init__(self, vocab=7, dim=4, *, name="embed", **kwargs):
        super().__init__(name=name, **kwargs)
        self.vocab = vocab
        self.dim = dim

    def build(self, ids_shape):
        self.table = self.add_weight(
            name="table", shape=[self.vocab, self.dim], initializer="glorot_uniform"
        )

    def call(self, ids):
        return tf.nn.embedding_lookup(self.table, ids)


class Tower(keras.layers.Layer):
    def __init__(self, depth=2, *, name="tower", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = [
            keras.layers.Dense(4, activation="tanh", name="dense_%d" % i)
            for i in range(depth)
        ]

    def call(self, x):
        for dense in self.dense:
            x = dense(x)
        return x


class Linear(keras.layers.Layer):
    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w", shape=[x_shape[-1], self.units], initializer="glorot_uniform"
        )
        self.b = self.add_weight(name="b", shape=[self.units], initializer="zeros")

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


class Gated(keras.layers.Layer):
    """Its own variables stand around those of the layer it calls."""

    tf1_order = ("gain", "inner", "scale")  # as TF1 made them

    def __init__(self, *, name="gated", **kwargs):
        super().__init__(name=name, **kwargs)
        self.inner = Linear(4, name="inner")

    def build(self, x_shape):
        self.gain = self.add_weight(
            name="gain", shape=[x_shape[-1]], initializer="ones"
        )
        self.scale = self.add_weight(
            name="scale", shape=[4], initializer="glorot_uniform"
        )

    def call(self, x):
        h = self.inner(x * self.gain)
        return h * self.scale


class Encode(keras.layers.Layer):
    def __init__(self, *, name="encoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.rnn = LSTM(4, name="rnn")

    def call(self, x):
        outputs, state = self.rnn(x)
        return outputs, state.h


class Decode(keras.layers.Layer):
    def __init__(self, *, name="decoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.rnn = GRU(4, name="rnn")

    def call(self, x, state):
        outputs, _ = self.rnn(x, initial_state=state)
        return outputs


class LSTMStateTuple(collections.namedtuple("LSTMStateTuple", ("c", "h"))):
    """The state of an LSTM cell: its memory and its last output."""

    __slots__ = ()


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


class Normalized(keras.layers.Layer):
    def __init__(self, *, name="normalized", **kwargs):
        super().__init__(name=name, **kwargs)
        self.fc = Linear(4, name="fc")
        self.bn = keras.layers.BatchNormalization(name="bn")

    def call(self, x):
        return self.bn(self.fc(x), training=False)


class OwnPenalty(keras.layers.Layer):
    """A regularizer of its own takes the place of the scope's."""

    def __init__(self, *, name="own_penalty", **kwargs):
        super().__init__(name=name, **kwargs)

    def build(self, x_shape):
        self.w = self.add_weight(
            name="w",
            shape=[4, 4],
            initializer="glorot_uniform",
            regularizer=keras.regularizers.L1(0.3),
        )
        self.b = self.add_weight(name="b", shape=[4], initializer="glorot_uniform")

    def call(self, x):
        return tf.matmul(x, self.w) + self.b


def drawn(x):
    """Says which initializer it wants, and that is TF1's default one."""
    with compat_scope.variable_scope("drawn"):
        w = compat_scope.get_variable("w", [4, 4], initializer=tf.compat.v1.glorot_uniform_initializer())
        return tf.matmul(x, w)


def connected(x):
    return compat_scope.contrib.layers.fully_connected(x, 4, scope="connected")


def counted(x):
    """`tf.Variable` takes nothing from scopes."""
    with compat_scope.variable_scope("counted"):
        return x + compat_scope.Variable(tf.zeros([4]), name="offset")


def penalized(x):
    """Two losses, its own and that of the scope."""
    l2 = compat_scope.contrib.layers.l2_regularizer(0.2)
    return compat_scope.layers.dense(x, 4, kernel_regularizer=l2, name="penalized")


def double(x):
    with compat_scope.variable_scope("double"):
        return x * tf.cast(compat_scope.get_variable("s", [4]), tf.float32)
