"""The same with attention: only the lowest cell of the decoder attends, and all others are told what it saw."""
import tensorflow as tf
import keras
from migrate import compat_scope

import cells
import model

nest = compat_scope.contrib.framework.nest


class _EncodeUpwards(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def __init__(
        self,
        depth,
        hparams,
        training,
        cell_fn,
        time_major,
        *,
        name="encode_upwards",
        **kwargs,
    ):
        super().__init__(name=name, **kwargs)
        cell = cells.make_stack(
            kind=hparams.kind,
            size=hparams.size,
            depth=depth,
            residuals=hparams.residuals,
            forget_bias=hparams.forget_bias,
            drop=hparams.drop,
            training=training,
            gpus=hparams.gpus,
            first_gpu=1,
            cell_fn=cell_fn,
        )
        self.rnn = RNN(cell, time_major=time_major, name="rnn")

    def call(self, inputs, source_lengths):
        outputs, state = self.rnn(inputs, sequence_length=source_lengths)
        return state, outputs


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


class AttentiveModel(model.Model):

  def _build_encoder(self, hparams):
    """One layer both ways, and the others on top of it."""
    if hparams.encoder == "uni" or hparams.encoder == "bi":
      return super(AttentiveModel, self)._build_encoder(hparams)
    source = self.batch.source
    if self.time_major:
      source = tf.transpose(source)
    with compat_scope.variable_scope("encoder") as scope:
      inputs = tf.compat.v1.nn.embedding_lookup(self.source_table, source)
      outputs, states = self._encode_both_ways(
          inputs, self.batch.source_lengths, scope.dtype, hparams, depth=1, residuals=0)
      state, outputs = self._encode_upwards(outputs, hparams.depth - 1, scope.dtype, hparams)
      state = (states[1],) + ((state,) if hparams.depth == 2 else state)
    return outputs, state

  def _encode_upwards(self, inputs, depth, dtype, hparams):
    return compat_scope.get_layer(
        _EncodeUpwards, depth, hparams, self.training, self.cell_fn, self.time_major
    )(inputs, source_lengths=self.batch.source_lengths)

  def _build_decoder_cell(self, hparams, outputs, state):
    if not hparams.attention:
      return super(AttentiveModel, self)._build_decoder_cell(hparams, outputs, state)
    memory = tf.transpose(outputs, [1, 0, 2]) if self.time_major else outputs
    mechanism = make_mechanism(hparams.attention, hparams.size, memory, self.batch.source_lengths)
    stack = compat_scope.rnn.as_tf1_cell(cells.make_cells(
        kind=hparams.kind,
        size=hparams.size,
        depth=hparams.depth,
        residuals=hparams.residuals,
        forget_bias=hparams.forget_bias,
        drop=hparams.drop,
        training=self.training,
        gpus=hparams.gpus,
        cell_fn=self.cell_fn,
        residual_fn=add_own_part))
    lowest = stack.pop(0)
    lowest = compat_scope.contrib.seq2seq.AttentionWrapper(
        lowest,
        mechanism,
        attention_layer_size=None,  # the context as it is
        output_attention=False,
        name="attention")
    cell = AttentiveStack(lowest, stack)
    first = tuple(
        zero.clone(cell_state=known) if isinstance(zero, compat_scope.contrib.seq2seq.AttentionWrapperState) else known
        for zero, known in zip(cell.zero_state(self.batch_size, tf.float32), state))
    return cell, first


class AttentiveStack(compat_scope.nn.rnn_cell.MultiRNNCell):
  """A stack whose upper cells get the attention of the lowest one."""

  def __init__(self, lowest, others):
    super(AttentiveStack, self).__init__([lowest] + others, state_is_tuple=True)

  def __call__(self, inputs, state, scope=None):
    if not tf.nest.is_nested(state):
      raise ValueError("Expected a tuple of %d states" % len(self.state_size))
    with compat_scope.variable_scope(scope or "multi_rnn_cell"):
      states = []
      with compat_scope.variable_scope("cell_0_attention"):
        outputs, new = self._cells[0](inputs, state[0])
        states.append(new)
      for i in range(1, len(self._cells)):
        with compat_scope.variable_scope("cell_%d" % i):
          outputs, new = self._cells[i](tf.concat([outputs, state[0].attention], -1), state[i])
          states.append(new)
    return outputs, tuple(states)


def make_mechanism(option, size, memory, lengths):
  if option == "luong":
    return compat_scope.contrib.seq2seq.LuongAttention(size, memory, memory_sequence_length=lengths, scale=True)
  elif option == "bahdanau":
    return compat_scope.contrib.seq2seq.BahdanauAttention(size, memory, memory_sequence_length=lengths, normalize=True)
  raise ValueError("Unknown attention %s" % option)


def add_own_part(inputs, outputs):
  """Adds what of the inputs is no attention."""
  def own_part(inp, out):
    width = out.get_shape().as_list()[-1]
    return tf.split(inp, [width, inp.get_shape().as_list()[-1] - width], axis=-1)
  own, _ = tf.nest.map_structure(own_part, inputs, outputs)
  return tf.nest.map_structure(lambda inp, out: inp + out, own, outputs)
