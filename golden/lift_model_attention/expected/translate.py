"""Sequence to sequence with attention."""
import collections

import tensorflow as tf
import keras

import cells


class Config(object):
    """How large the model is."""

    def __init__(self, vocabulary=11, units=4, layers=2, keep_prob=1.0):
        self.vocabulary = vocabulary
        self.units = units
        self.layers = layers
        self.keep_prob = keep_prob


SMALL = Config()


def embedding(layer, config):
    """The table of both languages."""
    return layer.add_weight(
        name="embedding",
        shape=[config.vocabulary, config.units],
        initializer=keras.initializers.RandomNormal(stddev=0.3),
    )


class Encoder(keras.layers.Layer):
    """Reads in both directions, layer by layer.

    Args:
      inputs: [batch, time, units].
      lengths: [batch], how many steps of each are read.

    Returns:
      memory: [batch, time, 2 * units].
      state: the last memory and output of the upmost backward cell, as pairs.
    """

    def __init__(self, config, *, name="encoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.config = config
        self.bidirectional_rnn = []
        for i in range(config.layers):
            forward = cells.make_cell(config)
            backward = cells.make_cell(config)
            self.bidirectional_rnn.append(
                BidirectionalRNN(
                    RNN(forward, name="fw"),
                    RNN(backward, name="bw"),
                    name="bidirectional_rnn",
                )
            )

    def call(self, inputs, lengths):
        memory = inputs
        for i in range(self.config.layers):
            with keras.name_scope("layer_%d" % i):
                outputs, states = self.bidirectional_rnn[i](
                    memory, sequence_length=lengths
                )
                memory = tf.concat(outputs, -1)
        return memory, states[1]


class Attend(keras.layers.Layer):
    """A mixture of the memory: of those steps that fit the query."""

    def __init__(self, units, *, name="attention", **kwargs):
        super().__init__(name=name, **kwargs)
        self.units = units
        self.query = keras.layers.Dense(units, use_bias=False, name="query")

    def build(self, query_shape):
        self.v = self.add_weight(
            name="v", shape=[self.units], initializer="glorot_uniform"
        )

    def call(self, query, keys, memory, mask):
        hidden = self.query(query)
        scores = tf.reduce_sum(self.v * tf.tanh(keys + tf.expand_dims(hidden, 1)), -1)
        scores += (1.0 - mask) * -1e9  # nothing behind the end
        weights = tf.nn.softmax(scores)
        context = tf.reduce_sum(tf.expand_dims(weights, -1) * memory, 1)
        return context, weights


class Decoder(keras.layers.Layer):
    """Writes step by step, each step knowing the right word before it.

    Returns:
      outputs: [batch, steps, units].
      alignments: [batch, steps, time].
    """

    tf1_order = ("keys", "attend", "cell")  # as TF1 made them

    def __init__(self, config, steps, *, name="decoder", **kwargs):
        super().__init__(name=name, **kwargs)
        self.steps = steps
        self.cell = BasicLSTMCell(config.units)
        self.keys = keras.layers.Dense(config.units, use_bias=False, name="keys")
        self.attend = Attend(config.units)

    def call(self, words, state, memory, mask):
        # Computed once, for all steps.
        keys = self.keys(memory)
        outputs = []
        alignments = []
        for t in range(self.steps):
            context, weights = self.attend(state[1], keys, memory, mask=mask)
            inputs = tf.concat([words[:, t], context], -1)
            with keras.name_scope("step"):
                output, state = self.cell(inputs, state)
            outputs.append(output)
            alignments.append(weights)
        return tf.stack(outputs, 1), tf.stack(alignments, 1)


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


class Translate(keras.layers.Layer):
    """How likely each word of the target is."""

    tf1_order = ("embedding", "encoder", "decoder", "bias")  # as TF1 made them

    def __init__(self, *, name="translator", **kwargs):
        super().__init__(name=name, **kwargs)
        config = SMALL
        self.encoder = Encoder(config)
        self.decoder = Decoder(config, 4)

    def build(self, source_shape):
        config = SMALL
        self.embedding = embedding(self, config)
        self.bias = self.add_weight(
            name="bias", shape=[config.vocabulary], initializer="zeros"
        )

    def call(self, source, lengths, target):
        memory, state = self.encoder(
            tf.compat.v1.nn.embedding_lookup(self.embedding, source), lengths=lengths
        )
        mask = tf.sequence_mask(lengths, 5, dtype=tf.float32)

        # What was written is known one step later.
        before = tf.pad(target[:, :-1], [[0, 0], [1, 0]])
        words = tf.compat.v1.nn.embedding_lookup(self.embedding, before)
        outputs, alignments = self.decoder(words, state, memory, mask=mask)

        # The table again: how much an output is like each word.
        logits = tf.tensordot(outputs, self.embedding, [[2], [1]])
        logits = tf.nn.bias_add(logits, self.bias)
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=target, logits=logits
        )
        return {
            "logits": logits,
            "loss": tf.reduce_mean(losses),
            "alignments": alignments,
        }
