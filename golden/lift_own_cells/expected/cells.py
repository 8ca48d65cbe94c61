"""Recurrent cells of our own."""
import collections

import tensorflow as tf
import keras


class MixingCell(keras.layers.Layer):
    """Mixes the state with what comes in, as much as a gate lets through."""

    tf1_names = {"candidate_w": "candidate/w", "candidate_b": "candidate/b"}
    tf1_order = ("dense", "w", "b")  # as TF1 made them

    def __init__(self, num_units, activation=tf.tanh, name=None, **kwargs):
        super().__init__(name=name or "mixing_cell", **kwargs)
        self._num_units = num_units
        self._activation = activation
        self.dense = keras.layers.Dense(self._num_units, name="dense")

    @property
    def state_size(self):
        return self._num_units

    @property
    def output_size(self):
        return self._num_units

    def build(self, inputs_shape):
        self.w = self.add_weight(
            name="candidate_w",
            shape=[inputs_shape[-1] + self._num_units, self._num_units],
            initializer="glorot_uniform",
        )
        self.b = self.add_weight(
            name="candidate_b", shape=[self._num_units], initializer="zeros"
        )
        # One symbolic step builds the layers that `call` uses, before a loop runs it.
        state = keras.KerasTensor([None, self._num_units])
        self.compute_output_spec(keras.KerasTensor(inputs_shape), state)

    def call(self, inputs, state):
        """One step."""
        both = tf.concat([inputs, state], 1)

        # How much of the new state to take.
        with keras.name_scope("gate"):
            gate = tf.sigmoid(self.dense(both))
        with keras.name_scope("candidate"):
            candidate = self._activation(tf.matmul(both, self.w) + self.b)
        state = gate * state + (1.0 - gate) * candidate
        return state, state

    def get_initial_state(self, batch_size):
        return tf.zeros([batch_size, self._num_units])


class MemoryCell(keras.layers.Layer):
    """A memory and an output, as those of an LSTM; opens its own scope."""

    tf1_order = ("gates", "peephole")  # as TF1 made them

    def __init__(self, num_units, forget_bias=1.0, *, name="MemoryCell", **kwargs):
        super().__init__(name=name, **kwargs)
        self._num_units = num_units
        self._forget_bias = forget_bias
        self.gates = _Linear(3 * self._num_units, name="gates")

    @property
    def state_size(self):
        return LSTMStateTuple(self._num_units, self._num_units)

    @property
    def output_size(self):
        return self._num_units

    def build(self, inputs_shape):
        self.peephole = self.add_weight(
            name="peephole", shape=[self._num_units], initializer="ones"
        )
        # One symbolic step builds the layers that `call` uses, before a loop runs it.
        state = tf.nest.map_structure(
            lambda size: keras.KerasTensor([None, size]), self.state_size
        )
        self.compute_output_spec(keras.KerasTensor(inputs_shape), state)

    def call(self, inputs, state):
        c, h = state
        gates = self.gates(tf.concat([inputs, h], 1))
        j, f, o = tf.split(gates, 3, 1)
        new_c = c * tf.sigmoid(f + self._forget_bias) + tf.tanh(j)
        new_h = tf.tanh(new_c * self.peephole) * tf.sigmoid(o)
        return new_h, LSTMStateTuple(new_c, new_h)

    def get_initial_state(self, batch_size):
        return tf.nest.map_structure(
            lambda size: tf.zeros([batch_size, size]), self.state_size
        )


class LSTMStateTuple(collections.namedtuple("LSTMStateTuple", ("c", "h"))):
    """The state of an LSTM cell: its memory and its last output."""

    __slots__ = ()


class ScaledCell(keras.layers.Layer):
    """Its state is twice as wide as its output."""

    def __init__(self, units, *, name="scaled_cell", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units

    @property
    def state_size(self):
        return 2 * self.units

    @property
    def output_size(self):
        return self.units

    def build(self, inputs_shape):
        width = inputs_shape[-1]
        self.kernel = self.add_weight(
            name="kernel",
            shape=[width + 2 * self.units, self.units],
            initializer="glorot_uniform",
        )
        self.scale = self.add_weight(
            name="scale", shape=[self.units], initializer="ones"
        )

    def call(self, inputs, state):
        new = tf.tanh(tf.matmul(tf.concat([inputs, state], axis=1), self.kernel))
        return new, tf.concat([new * self.scale, tf.split(state, 2, 1)[0]], 1)

    def get_initial_state(self, batch_size):
        return tf.zeros([batch_size, 2 * self.units])


class _Linear(keras.layers.Layer):
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
