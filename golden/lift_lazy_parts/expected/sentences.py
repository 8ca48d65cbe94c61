"""A classifier of sentences: the constructor makes the features, a method the rest."""
import tensorflow as tf
import keras
from migrate import compat_scope

tf.compat.v1.disable_v2_behavior()


class SentenceCnnBuildModel(keras.layers.Layer):
    def __init__(self, *, name="output", **kwargs):
        super().__init__(name=name, **kwargs)
        self.scores = keras.layers.Dense(2, name="scores")

    def call(self, features, classes):
        scores = self.scores(features)
        losses = tf.compat.v1.nn.softmax_cross_entropy_with_logits_v2(
            logits=scores, labels=classes
        )
        loss = tf.reduce_mean(losses)
        return scores, loss


class SentenceCnn(keras.layers.Layer):
    tf1_scope = ""  # opens no scope of its own
    tf1_names = {"embedding_W": "embedding/W"}

    def __init__(self, vocabulary, width, sizes, filters, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        self.vocabulary = vocabulary
        self.width = width
        self.sizes = sizes
        self.conv = [
            keras.layers.Conv2D(
                filters, kernel_size=[size, width], activation="relu", name="conv"
            )
            for size in sizes
        ]

    def build(self, text_shape):
        self.W = self.add_weight(
            name="embedding_W",
            shape=[self.vocabulary, self.width],
            initializer="glorot_uniform",
        )

    def call(self, text):
        # Words
        with keras.name_scope("embedding"):
            embedded = tf.expand_dims(tf.nn.embedding_lookup(self.W, text), -1)

        # One convolution for each size
        pooled = []
        for conv_layer, size in zip(self.conv, self.sizes):
            with keras.name_scope("conv-%d" % size):
                conv = conv_layer(embedded)
                pooled.append(tf.reduce_max(conv, [1, 2]))
        return pooled


class SentenceCNN(object):

    def __init__(self, length, classes, vocabulary, width, sizes, filters):
        self.text = tf.compat.v1.placeholder(tf.int32, [None, length], name="text")
        self.classes = tf.compat.v1.placeholder(tf.float32, [None, classes], name="classes")

        pooled = compat_scope.get_layer(SentenceCnn, vocabulary, width, sizes, filters)(
            self.text
        )
        self.features = tf.concat(pooled, 1)
        self.build_model()

    def build_model(self):
        self.scores, self.loss = compat_scope.get_layer(
            SentenceCnnBuildModel, name="output"
        )(self.features, self.classes)
