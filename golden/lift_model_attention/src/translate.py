"""Sequence to sequence with attention."""
import tensorflow as tf

import cells


class Config(object):
    """How large the model is."""

    def __init__(self, vocabulary=11, units=4, layers=2, keep_prob=1.0):
        self.vocabulary = vocabulary
        self.units = units
        self.layers = layers
        self.keep_prob = keep_prob


SMALL = Config()


def embedding(config):
    """The table of both languages."""
    return tf.get_variable(
        "embedding", [config.vocabulary, config.units], initializer=tf.random_normal_initializer(stddev=0.3))


def encoder(inputs, lengths, config):
    """Reads in both directions, layer by layer.

    Args:
      inputs: [batch, time, units].
      lengths: [batch], how many steps of each are read.

    Returns:
      memory: [batch, time, 2 * units].
      state: the last memory and output of the upmost backward cell, as pairs.
    """
    with tf.variable_scope("encoder"):
        memory = inputs
        for i in range(config.layers):
            with tf.variable_scope("layer_%d" % i):
                forward = cells.make_cell(config)
                backward = cells.make_cell(config)
                outputs, states = tf.nn.bidirectional_dynamic_rnn(
                    forward, backward, memory, sequence_length=lengths, dtype=tf.float32)
                memory = tf.concat(outputs, -1)
        return memory, states[1]


def attend(query, keys, memory, mask, units):
    """A mixture of the memory: of those steps that fit the query."""
    with tf.variable_scope("attention", reuse=tf.AUTO_REUSE):
        v = tf.get_variable("v", [units])
        hidden = tf.layers.dense(query, units, use_bias=False, name="query")
        scores = tf.reduce_sum(v * tf.tanh(keys + tf.expand_dims(hidden, 1)), -1)
        scores += (1.0 - mask) * -1e9  # nothing behind the end
        weights = tf.nn.softmax(scores)
        context = tf.reduce_sum(tf.expand_dims(weights, -1) * memory, 1)
        return context, weights


def decoder(words, state, memory, mask, config, steps):
    """Writes step by step, each step knowing the right word before it.

    Returns:
      outputs: [batch, steps, units].
      alignments: [batch, steps, time].
    """
    with tf.variable_scope("decoder"):
        cell = tf.nn.rnn_cell.BasicLSTMCell(config.units)
        # Computed once, for all steps.
        keys = tf.layers.dense(memory, config.units, use_bias=False, name="keys")
        outputs = []
        alignments = []
        for t in range(steps):
            context, weights = attend(state[1], keys, memory, mask, config.units)
            inputs = tf.concat([words[:, t], context], -1)
            with tf.variable_scope("step", reuse=(t != 0)):
                output, state = cell(inputs, state)
            outputs.append(output)
            alignments.append(weights)
        return tf.stack(outputs, 1), tf.stack(alignments, 1)


def translate(source, lengths, target):
    """How likely each word of the target is."""
    config = SMALL
    with tf.variable_scope("translator"):
        table = embedding(config)
        memory, state = encoder(tf.nn.embedding_lookup(table, source), lengths, config)
        mask = tf.sequence_mask(lengths, 5, dtype=tf.float32)

        # What was written is known one step later.
        before = tf.pad(target[:, :-1], [[0, 0], [1, 0]])
        words = tf.nn.embedding_lookup(table, before)
        outputs, alignments = decoder(words, state, memory, mask, config, 4)

        # The table again: how much an output is like each word.
        logits = tf.tensordot(outputs, table, [[2], [1]])
        bias = tf.get_variable("bias", [config.vocabulary], initializer=tf.zeros_initializer())
        logits = tf.nn.bias_add(logits, bias)
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=target, logits=logits)
    return {"logits": logits, "loss": tf.reduce_mean(losses), "alignments": alignments}
