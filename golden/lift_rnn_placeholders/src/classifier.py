"""Classifies sentences: a bidirectional LSTM whose dropout is fed."""
import tensorflow as tf
from tensorflow.contrib import rnn


class SentenceClassifier(object):
    """The model with its placeholders."""

    def __init__(self, num_classes, hidden_size, sequence_length, vocab_size, embed_size, depth=2):
        self.num_classes = num_classes
        self.hidden_size = hidden_size
        self.depth = depth
        self.vocab_size = vocab_size
        self.embed_size = embed_size
        self.input_x = tf.placeholder(tf.int32, [None, sequence_length], name="input_x")
        self.dropout_keep_prob = tf.placeholder(tf.float32, name="dropout_keep_prob")
        self.drop_rate = tf.placeholder_with_default(0.0, [], name="drop_rate")
        self.states = self.encode()
        self.logits = self.decode()

    def encode(self):
        """Embeds the words and reads them from both sides."""
        with tf.variable_scope("encode"):
            embedding = tf.get_variable("embedding", [self.vocab_size, self.embed_size])
            words = tf.nn.embedding_lookup(embedding, self.input_x)
            cell_fw = rnn.BasicLSTMCell(self.hidden_size)
            cell_bw = rnn.BasicLSTMCell(self.hidden_size)
            if self.dropout_keep_prob is not None:
                cell_fw = rnn.DropoutWrapper(cell_fw, output_keep_prob=self.dropout_keep_prob)
                cell_bw = rnn.DropoutWrapper(cell_bw, output_keep_prob=self.dropout_keep_prob)
            outputs, _ = tf.nn.bidirectional_dynamic_rnn(cell_fw, cell_bw, words, dtype=tf.float32)
            return tf.concat(outputs, axis=2)

    def decode(self):
        with tf.variable_scope("decode"):
            cells = [
                rnn.DropoutWrapper(rnn.GRUCell(self.hidden_size), input_keep_prob=1.0 - self.drop_rate)
                for _ in range(self.depth)
            ]
            outputs, _ = tf.nn.dynamic_rnn(rnn.MultiRNNCell(cells), self.states, dtype=tf.float32)
            last = tf.nn.dropout(outputs[:, -1], self.dropout_keep_prob)
            return tf.layers.dense(last, self.num_classes, name="scores")
