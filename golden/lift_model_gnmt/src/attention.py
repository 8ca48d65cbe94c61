"""The same with attention: only the lowest cell of the decoder attends, and all others are told what it saw."""
import tensorflow as tf

import cells
import model

nest = tf.contrib.framework.nest


class AttentiveModel(model.Model):

  def _build_encoder(self, hparams):
    """One layer both ways, and the others on top of it."""
    if hparams.encoder == "uni" or hparams.encoder == "bi":
      return super(AttentiveModel, self)._build_encoder(hparams)
    source = self.batch.source
    if self.time_major:
      source = tf.transpose(source)
    with tf.variable_scope("encoder") as scope:
      inputs = tf.nn.embedding_lookup(self.source_table, source)
      outputs, states = self._encode_both_ways(
          inputs, self.batch.source_lengths, scope.dtype, hparams, depth=1, residuals=0)
      state, outputs = self._encode_upwards(outputs, hparams.depth - 1, scope.dtype, hparams)
      state = (states[1],) + ((state,) if hparams.depth == 2 else state)
    return outputs, state

  def _encode_upwards(self, inputs, depth, dtype, hparams):
    cell = cells.make_stack(
        kind=hparams.kind,
        size=hparams.size,
        depth=depth,
        residuals=hparams.residuals,
        forget_bias=hparams.forget_bias,
        drop=hparams.drop,
        training=self.training,
        gpus=hparams.gpus,
        first_gpu=1,
        cell_fn=self.cell_fn)
    outputs, state = tf.nn.dynamic_rnn(
        cell,
        inputs,
        dtype=dtype,
        sequence_length=self.batch.source_lengths,
        time_major=self.time_major)
    return state, outputs

  def _build_decoder_cell(self, hparams, outputs, state):
    if not hparams.attention:
      return super(AttentiveModel, self)._build_decoder_cell(hparams, outputs, state)
    memory = tf.transpose(outputs, [1, 0, 2]) if self.time_major else outputs
    mechanism = make_mechanism(hparams.attention, hparams.size, memory, self.batch.source_lengths)
    stack = cells.make_cells(
        kind=hparams.kind,
        size=hparams.size,
        depth=hparams.depth,
        residuals=hparams.residuals,
        forget_bias=hparams.forget_bias,
        drop=hparams.drop,
        training=self.training,
        gpus=hparams.gpus,
        cell_fn=self.cell_fn,
        residual_fn=add_own_part)
    lowest = stack.pop(0)
    lowest = tf.contrib.seq2seq.AttentionWrapper(
        lowest,
        mechanism,
        attention_layer_size=None,  # the context as it is
        output_attention=False,
        name="attention")
    cell = AttentiveStack(lowest, stack)
    first = tuple(
        zero.clone(cell_state=known) if isinstance(zero, tf.contrib.seq2seq.AttentionWrapperState) else known
        for zero, known in zip(cell.zero_state(self.batch_size, tf.float32), state))
    return cell, first


class AttentiveStack(tf.nn.rnn_cell.MultiRNNCell):
  """A stack whose upper cells get the attention of the lowest one."""

  def __init__(self, lowest, others):
    super(AttentiveStack, self).__init__([lowest] + others, state_is_tuple=True)

  def __call__(self, inputs, state, scope=None):
    if not nest.is_sequence(state):
      raise ValueError("Expected a tuple of %d states" % len(self.state_size))
    with tf.variable_scope(scope or "multi_rnn_cell"):
      states = []
      with tf.variable_scope("cell_0_attention"):
        outputs, new = self._cells[0](inputs, state[0])
        states.append(new)
      for i in range(1, len(self._cells)):
        with tf.variable_scope("cell_%d" % i):
          outputs, new = self._cells[i](tf.concat([outputs, state[0].attention], -1), state[i])
          states.append(new)
    return outputs, tuple(states)


def make_mechanism(option, size, memory, lengths):
  if option == "luong":
    return tf.contrib.seq2seq.LuongAttention(size, memory, memory_sequence_length=lengths, scale=True)
  elif option == "bahdanau":
    return tf.contrib.seq2seq.BahdanauAttention(size, memory, memory_sequence_length=lengths, normalize=True)
  raise ValueError("Unknown attention %s" % option)


def add_own_part(inputs, outputs):
  """Adds what of the inputs is no attention."""
  def own_part(inp, out):
    width = out.get_shape().as_list()[-1]
    return tf.split(inp, [width, inp.get_shape().as_list()[-1] - width], axis=-1)
  own, _ = nest.map_structure(own_part, inputs, outputs)
  return nest.map_structure(lambda inp, out: inp + out, own, outputs)
