import tensorflow as tf


class Ranker(object):
  """Scores a document for a query."""

  def __init__(self, vocab_size, dim, hidden=(4, 3)):
    self.vocab_size = vocab_size
    self.dim = dim
    self._hidden = hidden

  @property
  def hidden(self):
    """The sizes of the layers."""
    return self._hidden

  @property
  def table_shape(self):
    return self.vocab_size, self.dim

  def _embed(self, ids, name):
    with tf.variable_scope(name):
      table = tf.get_variable('table', self.table_shape,
                              initializer=tf.random_uniform_initializer(-0.1, 0.1))
      return tf.reduce_mean(tf.nn.embedding_lookup(table, ids), axis=1)

  @staticmethod
  def _interact(a, b):
    return tf.concat([a, b, a * b], axis=-1)

  def _mlp(self, x):
    with tf.variable_scope('mlp'):
      for i, size in enumerate(self.hidden):
        x = tf.layers.dense(x, size, activation=tf.nn.tanh, name='dense%d' % i)
      return tf.squeeze(tf.layers.dense(x, 1, name='score'), -1)

  def score(self, query, document):
    with tf.variable_scope('ranker'):
      q = self._embed(query, 'query')
      d = self._embed(document, 'document')  # a table of its own
      return self._mlp(self._interact(q, d))


def score(query, document):
  model = Ranker(vocab_size=7, dim=3)
  return model.score(query, document)
