import tensorflow as tf
import keras
from migrate import compat_scope


class _Embed(keras.layers.Layer):
    def __init__(self, table_shape, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.table_shape = table_shape

    def build(self, ids_shape):
        self.table = self.add_weight(
            name="table",
            shape=tf.TensorShape(self.table_shape),
            initializer=keras.initializers.RandomUniform(minval=-0.1, maxval=0.1),
        )

    def call(self, ids):
        return tf.reduce_mean(tf.nn.embedding_lookup(self.table, ids), axis=1)


class _Mlp(keras.layers.Layer):
    def __init__(self, hidden, *, name="mlp", **kwargs):
        super().__init__(name=name, **kwargs)
        self.dense = [
            keras.layers.Dense(size, activation="tanh", name="dense%d" % i)
            for i, size in enumerate(hidden)
        ]
        self.score = keras.layers.Dense(1, name="score")

    def call(self, x):
        for dense in self.dense:
            x = dense(x)
        return tf.squeeze(self.score(x), -1)


class RankerScore(keras.layers.Layer):
    def __init__(self, table_shape, hidden, *, name="ranker", **kwargs):
        super().__init__(name=name, **kwargs)
        self.query = _Embed(table_shape, name="query")
        self.document = _Embed(table_shape, name="document")
        self.mlp = _Mlp(hidden)

    def call(self, query, document):
        q = self.query(query)
        d = self.document(document)  # a table of its own
        return self.mlp(Ranker._interact(q, d))


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

  @staticmethod
  def _interact(a, b):
    return tf.concat([a, b, a * b], axis=-1)

  def score(self, query, document):
    return compat_scope.get_layer(
        RankerScore, self.table_shape, self._hidden, name='ranker'
    )(query, document)


class Score(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own

    def call(self, query, document):
        model = Ranker(vocab_size=7, dim=3)
        with compat_scope.hosting(self):
            return model.score(query, document)
