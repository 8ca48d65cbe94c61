import tensorflow as tf
from tensorflow.contrib import crf


def encode(tokens, lengths, units, vocabulary, size):
    with tf.variable_scope("words"):
        table = tf.get_variable("embeddings", [vocabulary, size])
        x = tf.nn.embedding_lookup(table, tokens)
    with tf.variable_scope("bi-lstm"):
        forward = tf.contrib.rnn.LSTMCell(units)
        backward = tf.contrib.rnn.LSTMCell(units)
        (left, right), _ = tf.nn.bidirectional_dynamic_rnn(
            forward, backward, x, sequence_length=lengths, dtype=tf.float32)
        return tf.concat([left, right], axis=-1)


def tag_scores(x, tags):
    with tf.variable_scope("proj"):
        return tf.layers.dense(x, tags)


def crf_loss(scores, labels, lengths):
    log_likelihood, transitions = crf.crf_log_likelihood(scores, labels, lengths)
    return tf.reduce_mean(-log_likelihood), transitions


def tagger(tokens, labels, lengths, vocabulary=50, tags=5):
    """A BiLSTM-CRF: the loss and the best tags."""
    x = encode(tokens, lengths, 6, vocabulary, 8)
    scores = tag_scores(x, tags)
    loss, transitions = crf_loss(scores, labels, lengths)
    best, _ = tf.contrib.crf.crf_decode(scores, transitions, lengths)
    return loss, best
