"""Sequence to sequence models without attention."""
import abc

import tensorflow as tf
import keras
from migrate import compat_scope

import cells


def _build_encoder_cell(
    hparams, depth, residuals, size, training, cell_fn, first_gpu=0
):
    """A stack of cells for the encoder."""
    return cells.make_stack(
        kind=hparams.kind,
        size=size,
        depth=depth,
        residuals=residuals,
        forget_bias=hparams.forget_bias,
        drop=hparams.drop,
        training=training,
        gpus=hparams.gpus,
        first_gpu=first_gpu,
        cell_fn=cell_fn,
    )


class BaseModel(object):
  """What all models share: embeddings, the order in which things are built, the loss."""

  def __init__(self, hparams, batch, training, extra=None):
    self._set_up(hparams, batch, training, extra)
    self.build(hparams)

  def _set_up(self, hparams, batch, training, extra):
    """Sets what the methods read, and makes the embeddings."""
    self.batch = batch
    self.training = training
    self.size = hparams.size
    self.vocab = hparams.vocab
    self.time_major = hparams.time_major
    self.batch_size = tf.size(self.batch.source_lengths)
    self.cell_fn = None
    if extra:
      self.cell_fn = extra.cell_fn
    compat_scope.get_variable_scope().set_initializer(tf.compat.v1.random_uniform_initializer(-0.1, 0.1, seed=1))
    with compat_scope.variable_scope("embeddings", dtype=tf.float32):
      self.source_table = compat_scope.get_variable("source", [self.vocab, self.size])
      self.target_table = compat_scope.get_variable("target", [self.vocab, self.size])

  def build(self, hparams):
    with compat_scope.variable_scope("network"):
      with compat_scope.variable_scope("decoder/output"):
        self.output_layer = compat_scope.layers.Dense(self.vocab, use_bias=False, name="output")
    with compat_scope.variable_scope("seq2seq", dtype=tf.float32):
      outputs, state = self._build_encoder(hparams)
      self.logits, self.last = self._build_decoder(hparams, outputs, state)

  @abc.abstractmethod
  def _build_encoder(self, hparams):
    """To be written by the models."""

  @abc.abstractmethod
  def _build_decoder_cell(self, hparams, outputs, state):
    """To be written by the models: the cell and its first state."""

  def _build_encoder_cell(self, hparams, depth, residuals, first_gpu=0):
    return compat_scope.rnn.as_tf1_cell(_build_encoder_cell(hparams, depth, residuals, self.size, self.training, self.cell_fn, first_gpu))

  def _build_decoder(self, hparams, outputs, state):
    with compat_scope.variable_scope("decoder") as scope:
      cell, first = self._build_decoder_cell(hparams, outputs, state)
      inputs = self.batch.target
      if self.time_major:
        inputs = tf.transpose(inputs)
      inputs = tf.compat.v1.nn.embedding_lookup(self.target_table, inputs)
      helper = compat_scope.contrib.seq2seq.TrainingHelper(inputs, self.batch.target_lengths, time_major=self.time_major)
      decoder = compat_scope.contrib.seq2seq.BasicDecoder(cell, helper, first)
      decoded, last, _ = compat_scope.contrib.seq2seq.dynamic_decode(
          decoder, output_time_major=self.time_major, swap_memory=True, scope=scope)
      return self.output_layer(decoded.rnn_output), last


class _Encode(keras.layers.Layer):
    def __init__(
        self, hparams, size, training, cell_fn, time_major, *, name="encoder", **kwargs
    ):
        super().__init__(name=name, **kwargs)
        self.hparams = hparams
        self.time_major = time_major
        if hparams.encoder == "uni":
            cell = _build_encoder_cell(
                hparams, hparams.depth, hparams.residuals, size, training, cell_fn
            )
            self.rnn = RNN(cell, time_major=time_major, name="rnn")
        elif hparams.encoder == "bi":
            half = int(hparams.depth / 2)
            self.encode_both_ways = _EncodeBothWays(
                hparams,
                half,
                int(hparams.residuals / 2),
                size,
                training,
                cell_fn,
                time_major,
            )

    def call(self, sequence, lengths, source_table):
        if self.time_major:
            sequence = tf.transpose(sequence)
        inputs = tf.compat.v1.nn.embedding_lookup(source_table, sequence)
        if self.hparams.encoder == "uni":
            outputs, state = self.rnn(inputs, sequence_length=lengths)
        elif self.hparams.encoder == "bi":
            half = int(self.hparams.depth / 2)
            outputs, states = self.encode_both_ways(inputs, lengths=lengths)
            state = []
            for i in range(half):
                state.append(states[0][i])
                state.append(states[1][i])
            state = tuple(state)
        else:
            raise ValueError("Unknown encoder %s" % self.hparams.encoder)
        return (outputs, state), {"inputs": inputs}


class _EncodeBothWays(keras.layers.Layer):
    """Runs one stack forward and another one backward."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        hparams,
        depth,
        residuals,
        size,
        training,
        cell_fn,
        time_major,
        first_gpu=0,
        *,
        name="encode_both_ways",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        forward = _build_encoder_cell(
            hparams, depth, residuals, size, training, cell_fn, first_gpu=first_gpu
        )
        backward = _build_encoder_cell(
            hparams,
            depth,
            residuals,
            size,
            training,
            cell_fn,
            first_gpu=(first_gpu + depth),
        )
        self.bidirectional_rnn = BidirectionalRNN(
            RNN(forward, time_major=time_major, name="fw"),
            RNN(backward, time_major=time_major, name="bw"),
            time_major=time_major,
            name="bidirectional_rnn",
        )

    def call(self, inputs, lengths):
        outputs, states = self.bidirectional_rnn(inputs, sequence_length=lengths)
        return tf.concat(outputs, -1), states


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


class Model(BaseModel):
  """A stack of cells that encodes, and one that decodes from its state."""

  def _build_encoder(self, hparams):
    return self._encode(hparams, self.batch.source, self.batch.source_lengths)

  def _encode(self, hparams, sequence, lengths):
    result, made = compat_scope.get_layer(
        _Encode,
        hparams,
        self.size,
        self.training,
        self.cell_fn,
        self.time_major,
        name="encoder",
    )(sequence, lengths=lengths, source_table=self.source_table)
    self.inputs = made["inputs"]
    return result

  def _encode_both_ways(self, inputs, lengths, dtype, hparams, depth, residuals, first_gpu=0):
    return compat_scope.get_layer(
        _EncodeBothWays,
        hparams,
        depth,
        residuals,
        self.size,
        self.training,
        self.cell_fn,
        self.time_major,
        first_gpu,
    )(inputs, lengths=lengths)

  def _build_decoder_cell(self, hparams, outputs, state):
    if hparams.attention:
      raise ValueError("This model has no attention.")
    cell = compat_scope.rnn.as_tf1_cell(cells.make_stack(
        kind=hparams.kind,
        size=self.size,
        depth=hparams.depth,
        residuals=hparams.residuals,
        forget_bias=hparams.forget_bias,
        drop=hparams.drop,
        training=self.training,
        gpus=hparams.gpus,
        cell_fn=self.cell_fn))
    return cell, state
