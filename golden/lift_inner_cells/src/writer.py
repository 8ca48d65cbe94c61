"""A language model whose constructor defines how its cells are made."""

import tensorflow as tf


class Settings(object):
    hidden = 4
    layers = 2
    words = 6
    batch = 2
    length = 3
    keep = 0.5


class Writer(object):
    """Predicts the next word."""

    def __init__(self, training, settings, words):
        size = settings.hidden

        def cell():
            return tf.nn.rnn_cell.BasicLSTMCell(size, forget_bias=0.0)

        # only what is trained drops something
        make = cell
        if training and settings.keep < 1:

            def make():
                return tf.nn.rnn_cell.DropoutWrapper(cell(), output_keep_prob=settings.keep)

        cells = tf.nn.rnn_cell.MultiRNNCell([make() for _ in range(settings.layers)])
        self.first_state = cells.zero_state(settings.batch, tf.float32)
        embedding = tf.get_variable("embedding", [settings.words, size])
        inputs = tf.nn.embedding_lookup(embedding, words)
        outputs = []
        state = self.first_state
        with tf.variable_scope("unrolled"):
            for t in range(settings.length):
                if t > 0:
                    tf.get_variable_scope().reuse_variables()
                output, state = cells(inputs[:, t, :], state)
                outputs.append(output)
        output = tf.reshape(tf.concat(outputs, 1), [-1, size])
        softmax_w = tf.get_variable("softmax_w", [size, settings.words])
        softmax_b = tf.get_variable("softmax_b", [settings.words])
        self.scores = tf.matmul(output, softmax_w) + softmax_b
        self.last_state = state
        if not training:
            return
        self.step = tf.train.get_or_create_global_step()


def reader(words, gated):
    """The same choice in a function, of cells of two kinds."""
    settings = Settings()

    def plain(units):
        return tf.nn.rnn_cell.BasicRNNCell(units)

    kind = plain
    if gated:
        def kind(units):
            if units > 8:
                return tf.nn.rnn_cell.LSTMCell(units)
            return tf.nn.rnn_cell.GRUCell(units)

    with tf.variable_scope("reader"):
        features = tf.one_hot(words, settings.words)
        outputs, _ = tf.nn.dynamic_rnn(kind(settings.hidden), features, dtype=tf.float32)
        return tf.reduce_max(outputs, 1)


def forward(words):
    written = Writer(False, Settings(), words)
    with tf.variable_scope("gated"):
        gated = reader(words, True)
    return written.scores, written.last_state[0].h, gated, reader(words, False)
