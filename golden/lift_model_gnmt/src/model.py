"""Sequence to sequence models without attention."""
import abc

import tensorflow as tf

import cells


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
    tf.get_variable_scope().set_initializer(tf.random_uniform_initializer(-0.1, 0.1, seed=1))
    with tf.variable_scope("embeddings", dtype=tf.float32):
      self.source_table = tf.get_variable("source", [self.vocab, self.size])
      self.target_table = tf.get_variable("target", [self.vocab, self.size])

  def build(self, hparams):
    with tf.variable_scope("network"):
      with tf.variable_scope("decoder/output"):
        self.output_layer = tf.layers.Dense(self.vocab, use_bias=False, name="output")
    with tf.variable_scope("seq2seq", dtype=tf.float32):
      outputs, state = self._build_encoder(hparams)
      self.logits, self.last = self._build_decoder(hparams, outputs, state)

  @abc.abstractmethod
  def _build_encoder(self, hparams):
    """To be written by the models."""

  @abc.abstractmethod
  def _build_decoder_cell(self, hparams, outputs, state):
    """To be written by the models: the cell and its first state."""

  def _build_encoder_cell(self, hparams, depth, residuals, first_gpu=0):
    """A stack of cells for the encoder."""
    return cells.make_stack(
        kind=hparams.kind,
        size=self.size,
        depth=depth,
        residuals=residuals,
        forget_bias=hparams.forget_bias,
        drop=hparams.drop,
        training=self.training,
        gpus=hparams.gpus,
        first_gpu=first_gpu,
        cell_fn=self.cell_fn)

  def _build_decoder(self, hparams, outputs, state):
    with tf.variable_scope("decoder") as scope:
      cell, first = self._build_decoder_cell(hparams, outputs, state)
      inputs = self.batch.target
      if self.time_major:
        inputs = tf.transpose(inputs)
      inputs = tf.nn.embedding_lookup(self.target_table, inputs)
      helper = tf.contrib.seq2seq.TrainingHelper(inputs, self.batch.target_lengths, time_major=self.time_major)
      decoder = tf.contrib.seq2seq.BasicDecoder(cell, helper, first)
      decoded, last, _ = tf.contrib.seq2seq.dynamic_decode(
          decoder, output_time_major=self.time_major, swap_memory=True, scope=scope)
      return self.output_layer(decoded.rnn_output), last


class Model(BaseModel):
  """A stack of cells that encodes, and one that decodes from its state."""

  def _build_encoder(self, hparams):
    return self._encode(hparams, self.batch.source, self.batch.source_lengths)

  def _encode(self, hparams, sequence, lengths):
    if self.time_major:
      sequence = tf.transpose(sequence)
    with tf.variable_scope("encoder") as scope:
      dtype = scope.dtype
      self.inputs = tf.nn.embedding_lookup(self.source_table, sequence)
      if hparams.encoder == "uni":
        cell = self._build_encoder_cell(hparams, hparams.depth, hparams.residuals)
        outputs, state = tf.nn.dynamic_rnn(
            cell, self.inputs, dtype=dtype, sequence_length=lengths, time_major=self.time_major, swap_memory=True)
      elif hparams.encoder == "bi":
        half = int(hparams.depth / 2)
        outputs, states = self._encode_both_ways(self.inputs, lengths, dtype, hparams, half, int(hparams.residuals / 2))
        state = []
        for i in range(half):
          state.append(states[0][i])
          state.append(states[1][i])
        state = tuple(state)
      else:
        raise ValueError("Unknown encoder %s" % hparams.encoder)
    return outputs, state

  def _encode_both_ways(self, inputs, lengths, dtype, hparams, depth, residuals, first_gpu=0):
    """Runs one stack forward and another one backward."""
    forward = self._build_encoder_cell(hparams, depth, residuals, first_gpu=first_gpu)
    backward = self._build_encoder_cell(hparams, depth, residuals, first_gpu=(first_gpu + depth))
    outputs, states = tf.nn.bidirectional_dynamic_rnn(
        forward,
        backward,
        inputs,
        dtype=dtype,
        sequence_length=lengths,
        time_major=self.time_major,
        swap_memory=True)
    return tf.concat(outputs, -1), states

  def _build_decoder_cell(self, hparams, outputs, state):
    if hparams.attention:
      raise ValueError("This model has no attention.")
    cell = cells.make_stack(
        kind=hparams.kind,
        size=self.size,
        depth=hparams.depth,
        residuals=hparams.residuals,
        forget_bias=hparams.forget_bias,
        drop=hparams.drop,
        training=self.training,
        gpus=hparams.gpus,
        cell_fn=self.cell_fn)
    return cell, state
