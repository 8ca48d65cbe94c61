import keras


class Writer(keras.Model):
    def __init__(self, hidden, layers, words, dropout=0.0):
        super().__init__()

        def cell():
            return keras.layers.LSTMCell(hidden)

        make = cell
        if dropout:

            def make():
                return keras.layers.LSTMCell(hidden, dropout=dropout)

        self.embedding = keras.layers.Embedding(words, hidden)
        self.rnn = keras.layers.RNN([make() for _ in range(layers)], return_sequences=True)
        self.scores = keras.layers.Dense(words)

    def call(self, words, training=False):
        return self.scores(self.rnn(self.embedding(words), training=training))
