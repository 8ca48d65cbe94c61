import tensorflow as tf
import keras
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()


class TopicsLayer(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_names = {"embedding_W": "embedding/W", "output_b": "output/b"}

    def __init__(self, vocabulary, size, topics, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.vocabulary = vocabulary
        self.size = size
        self.topics = topics

    def build(self, words_shape):
        self.embedding_W = self.add_weight(
            name="embedding_W",
            shape=[self.vocabulary, self.size],
            initializer=keras.initializers.RandomUniform(minval=-1.0, maxval=1.0),
        )

        self.W = self.add_weight(
            name="W", shape=[self.size, self.topics], initializer="glorot_uniform"
        )
        self.b = self.add_weight(
            name="output_b",
            shape=[self.topics],
            initializer=keras.initializers.Constant(0.1),
        )

    def call(self, words, keep):
        with tf.name_scope("embedding"):
            embedded = tf.nn.embedding_lookup(self.embedding_W, words)
        mean = tf.reduce_mean(embedded, axis=1)

        # Scores of the topics
        with tf.name_scope("output"):
            decay = tf.nn.l2_loss(self.W) + tf.nn.l2_loss(self.b)
            scores = tf.compat.v1.nn.xw_plus_b(
                mean * keep, self.W, self.b, name="scores"
            )
        return self.embedding_W.value, scores, decay


class Topics(object):
    """Tells the topic of a few words."""

    def __init__(self, vocabulary, size, topics):
        self.words = tf.compat.v1.placeholder(tf.int32, [None, 3], name="words")
        self.keep = tf.compat.v1.placeholder_with_default(1.0, [], name="keep")

        self.W, self.scores, decay = compat_scope.get_layer(
            TopicsLayer, vocabulary, size, topics
        )(self.words, self.keep)

        with compat_scope.name_scope("loss"):
            self.loss = tf.reduce_mean(tf.square(self.scores)) + 0.1 * decay
        self.train = tf.compat.v1.train.GradientDescentOptimizer(0.5).minimize(self.loss)
