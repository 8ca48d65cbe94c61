import tensorflow as tf
import keras
from migrate import compat_scope

from cells import Linear, LstmStep, zero_state


class Attend(keras.layers.Layer):
    tf1_order = ("linear", "v")  # as TF1 made them

    def __init__(self, attention_size, *, name="attend", **kwargs):
        super().__init__(name=name, **kwargs)
        self.attention_size = attention_size
        self.linear = Linear(attention_size, bias=True)

    def build(self, query_shape):
        self.v = self.add_weight(
            name="v", shape=[self.attention_size], initializer="glorot_uniform"
        )

    def call(self, query, memory, keys):
        q = self.linear(query)
        scores = tf.reduce_sum(self.v * tf.tanh(keys + tf.expand_dims(q, 1)), 2)
        weights = tf.expand_dims(tf.nn.softmax(scores), 2)
        return tf.reduce_sum(weights * memory, 1)


class Embed(keras.layers.Layer):
    def __init__(self, vocab, units, *, name="embedding", **kwargs):
        super().__init__(name=name, **kwargs)
        self.vocab = vocab
        self.units = units

    def build(self, ids_shape):
        self.table = self.add_weight(
            name="table",
            shape=[self.vocab, self.units],
            initializer=keras.initializers.RandomUniform(minval=-0.1, maxval=0.1),
        )

    def call(self, ids):
        return tf.nn.embedding_lookup(self.table, ids)


class Seq2Seq(object):
  """An encoder, and a decoder that attends to it."""

  def __init__(self, vocab, units=4, attention_size=3, name="seq2seq"):
    self.vocab = vocab
    self.units = units
    self.attention_size = attention_size
    self.name = name

  def embed(self, ids):
    return compat_scope.get_layer(
        Embed, self.vocab, self.units, name="embedding", reuse=compat_scope.AUTO_REUSE
    )(ids)

  def encode(self, source):
    """All the outputs [batch, time, units] and the last state."""
    with compat_scope.variable_scope("encoder"):
      inputs = self.embed_shared(source)
      batch, time, _ = inputs.get_shape().as_list()
      state = zero_state(batch, self.units)
      outputs = []
      for t in range(time):
        if t > 0:
          compat_scope.get_variable_scope().reuse_variables()
        output, state = compat_scope.get_layer(LstmStep, self.units, name="lstm")(
            inputs[:, t], state
        )
        outputs.append(output)
      return tf.stack(outputs, axis=1), state

  def embed_shared(self, ids):
    with compat_scope.variable_scope(self.root, reuse=compat_scope.AUTO_REUSE):
      return self.embed(ids)

  def decode(self, memory, state, inputs=None, steps=None, reuse=None):
    """With `inputs` their logits; without, `steps` greedy ids."""
    with compat_scope.variable_scope("decoder", reuse=reuse):
      keys = compat_scope.get_layer(
          Linear, self.attention_size, bias=False, name="keys"
      )(tf.reshape(memory, [-1, self.units]))
      keys = tf.reshape(keys, [-1, tf.compat.dimension_value(memory.shape[1]), self.attention_size])

      ids = tf.zeros([tf.compat.dimension_value(memory.shape[0])], tf.int32)
      results = []
      for t in range(steps if inputs is None else tf.compat.dimension_value(inputs.shape[1])):
        if inputs is not None:
          ids = inputs[:, t]
        with compat_scope.variable_scope("step", reuse=compat_scope.AUTO_REUSE):
          x = tf.concat(
              [
                  self.embed_shared(ids),
                  compat_scope.get_layer(
                      Attend,
                      attention_size=self.attention_size,
                      name="attend",
                      reuse=compat_scope.AUTO_REUSE,
                  )(state[1], memory, keys),
              ],
              1,
          )
          output, state = compat_scope.get_layer(LstmStep, self.units, name="lstm")(
              x, state=state
          )
          logits = compat_scope.get_layer(Linear, self.vocab, bias=True, name="logits")(
              output
          )
        if inputs is None:
          ids = tf.argmax(logits, 1, output_type=tf.int32)
          results.append(ids)
        else:
          results.append(logits)
      return tf.stack(results, axis=1)

  def build(self, source, target):
    with compat_scope.variable_scope(self.name) as root:
      self.root = root
      memory, state = self.encode(source)
      logits = self.decode(memory, state, inputs=target)
      greedy = self.decode(memory, state, steps=2, reuse=True)
      return logits, greedy
