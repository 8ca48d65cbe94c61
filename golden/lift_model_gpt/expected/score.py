import tensorflow as tf
import keras

import decoder


class Score(keras.layers.Layer):
    """How well `events` are predicted, and the scores of what follows them."""

    tf1_scope = ""  # opens no scope of its own

    def __init__(self, *, name=None, **kwargs):
        super().__init__(name=name, **kwargs)
        settings = decoder.Settings()
        self.decoder = decoder.Decoder(settings)

    def call(self, events, following):
        first = self.decoder(events)
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(
            labels=events[:, 1:], logits=first["scores"][:, :-1]
        )
        rest = self.decoder(following, first["memory"])
        return tf.exp(tf.reduce_mean(losses)), rest["scores"], first["memory"]
