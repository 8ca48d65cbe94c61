import tensorflow as tf


class Encoder(tf.keras.Model):
    def __init__(self, vocab, units):
        super().__init__()
        self.embedding = tf.keras.layers.Embedding(vocab, units)
        self.rnn = tf.keras.layers.GRU(units, return_sequences=True, return_state=True)

    def call(self, ids, training=False):
        return self.rnn(self.embedding(ids), training=training)
