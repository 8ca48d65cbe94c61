import tensorflow as tf
import keras

import cells
from cells import MemoryCell, MixingCell


def make_cell(units, residual):
    cell = MixingCell(units, activation=tf.nn.relu, name="mixing")
    if residual:
        cell = ResidualWrapper(cell)
    return cell


class Encoder(keras.layers.Layer):
    def __init__(self, units, *, name="encoder", **kwargs):
        super().__init__(name=name, **kwargs)
        cell = MixingCell(units)
        self.rnn = RNN(cell, name="rnn")
        memory = MemoryCell(units, forget_bias=0.5)
        self.memory = RNN(memory, name="memory")

    def call(self, x, lengths):
        outputs, _ = self.rnn(x, sequence_length=lengths)
        outputs, state = self.memory(outputs)
        return outputs, state.h


class Stacked(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        layers = [make_cell(units, i > 0) for i in range(2)] + [cells.ScaledCell(units)]
        cell = MultiRNNCell(layers)
        cell = DropoutWrapper(cell)
        self.rnn = StaticRNN(cell, name="rnn")
        self.last = keras.layers.Dense(3, name="last")

    def call(self, x):
        outputs, _ = self.rnn(tf.unstack(x, axis=1))
        return self.last(outputs[-1])


class BothWays(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        forward = MemoryCell(units)
        backward = MemoryCell(units)
        self.bidirectional_rnn = BidirectionalRNN(
            RNN(forward, name="fw"), RNN(backward, name="bw"), name="bidirectional_rnn"
        )

    def call(self, x):
        outputs, _ = self.bidirectional_rnn(x)
        return tf.concat(outputs, 2)


class Once(keras.layers.Layer):
    """Reads with a cell that it makes itself: TensorFlow is not told the size of the state."""

    def __init__(self, units, *, name="once", **kwargs):
        super().__init__(name=name, **kwargs)
        cell = MultiRNNCell([cells.ScaledCell(units)])
        self.rnn = RNN(cell, name="rnn")

    def call(self, x):
        state = self.rnn.cell.get_initial_state(tf.shape(x)[0])
        outputs, state = self.rnn(x, initial_state=state)
        return outputs[:, -1] + tf.reduce_sum(state[0])


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


class StaticRNN(keras.layers.Layer):
    """Runs a cell over a list of steps.

    Past `sequence_length` outputs are zero, and the state stays as it is.
    """

    def __init__(self, cell, **kwargs):
        super().__init__(**kwargs)
        self.cell = cell

    def call(self, inputs, sequence_length=None, initial_state=None):
        state = initial_state
        if state is None:
            state = self.cell.get_initial_state(keras.ops.shape(inputs[0])[0])
        outputs = []
        for time, x in enumerate(inputs):
            output, new_state = self.cell(x, state)
            if sequence_length is not None:
                running = keras.ops.expand_dims(time < sequence_length, 1)
                output = keras.ops.where(running, output, 0.0)
                new_state = tf.nest.map_structure(
                    lambda new, old: keras.ops.where(running, new, old),
                    new_state,
                    state,
                )
            state = new_state
            outputs.append(output)
        return outputs, state


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


class Forward(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(self, units=5, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.encoder = Encoder(units)
        self.stacked = Stacked(units)
        self.both_ways = BothWays(2)
        self.once = Once(3)

    def call(self, x, lengths):
        outputs, state = self.encoder(x, lengths=lengths)
        last = self.stacked(outputs)
        with keras.name_scope("both"):
            both = self.both_ways(outputs)
        return {"state": state, "last": last, "both": both, "once": self.once(x)}
