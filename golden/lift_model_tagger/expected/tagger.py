import collections

import tensorflow as tf
import keras
from migrate import compat_scope
from migrate.compat_scope.contrib import crf


class Encode(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_names = {"words_embeddings": "words/embeddings"}

    def __init__(self, units, vocabulary, size, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.vocabulary = vocabulary
        self.size = size
        self.bidirectional_rnn = BidirectionalRNN(
            LSTM(units, cell_name="lstm_cell", name="fw"),
            LSTM(units, cell_name="lstm_cell", name="bw"),
            name="bidirectional_rnn",
        )

    def build(self, tokens_shape):
        self.embeddings = self.add_weight(
            name="words_embeddings",
            shape=[self.vocabulary, self.size],
            initializer="glorot_uniform",
        )

    def call(self, tokens, lengths):
        with keras.name_scope("words"):
            x = tf.nn.embedding_lookup(self.embeddings, tokens)
        with keras.name_scope("bi-lstm"):
            (left, right), _ = self.bidirectional_rnn(x, sequence_length=lengths)
            return tf.concat([left, right], axis=-1)


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


class TagScores(keras.layers.Layer):
    def __init__(self, tags, *, name="proj", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = keras.layers.Dense(tags, name="dense")

    def call(self, x):
        return self.dense(x)


class CrfLoss(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def build(self, scores_shape):
        self.transitions = self.add_weight(
            name="transitions",
            shape=[scores_shape[-1], scores_shape[-1]],
            initializer="glorot_uniform",
        )

    def call(self, scores, labels, lengths):
        log_likelihood = crf.crf_sequence_score(
            scores, labels, lengths, self.transitions
        )
        log_likelihood -= crf.crf_log_norm(scores, lengths, self.transitions)
        return tf.reduce_mean(-log_likelihood), self.transitions.value


class Tagger(keras.layers.Layer):
    """A BiLSTM-CRF: the loss and the best tags."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, vocabulary=50, tags=5, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.encode = Encode(6, vocabulary, 8)
        self.tag_scores = TagScores(tags)
        self.crf_loss = CrfLoss()

    def call(self, tokens, labels, lengths):
        x = self.encode(tokens, lengths=lengths)
        scores = self.tag_scores(x)
        loss, transitions = self.crf_loss(scores, labels=labels, lengths=lengths)
        best, _ = compat_scope.contrib.crf.crf_decode(scores, transitions, lengths)
        return loss, best
