import tensorflow as tf

import cells


def encoder(x, lengths, units, depth):
    with tf.variable_scope("encoder"):
        cell = cells.make_layers(units, depth)
        outputs, state = tf.nn.dynamic_rnn(cell, x, lengths, dtype=tf.float32)
        return outputs, state


def language_model(x, units, depth, is_training=False):
    """Predicts the next step."""
    with tf.variable_scope("language_model"):

        def lstm_cell():
            return tf.contrib.rnn.BasicLSTMCell(units, forget_bias=0.0)

        stack = tf.contrib.rnn.MultiRNNCell([lstm_cell() for _ in range(depth)])
        initial = stack.zero_state(2, tf.float32)
        outputs, _ = tf.nn.dynamic_rnn(stack, x, initial_state=initial)
        return tf.layers.dense(outputs, 3, name="logits")


def both_ways(x, units):
    with tf.variable_scope("both_ways"):
        def gru(width):
            return tf.nn.rnn_cell.GRUCell(width)

        outputs, _ = tf.nn.bidirectional_dynamic_rnn(gru(units), gru(units + 1), x, dtype=tf.float32)
        return tf.concat(outputs, 2)


def forward(x, lengths):
    outputs, state = encoder(x, lengths, 4, 2)
    shallow, last = one_layer(x, 3)
    return {
        "outputs": outputs, "c": state[1].c, "logits": language_model(x, 4, 2), "both": both_ways(x, 2),
        "shallow": shallow, "last": last.h, "deep": deep(x, 3, 2, 1.0),
    }


def one_layer(x, units):
    with tf.variable_scope("one_layer"):
        return tf.nn.dynamic_rnn(cells.make_cell(units), x, dtype=tf.float32)


def deep(x, units, depth, keep_prob):
    with tf.variable_scope("deep"):
        x, _ = tf.nn.dynamic_rnn(cells.make_stack(units, depth, keep_prob), x, dtype=tf.float32)
        with tf.variable_scope("pair"):
            return tf.nn.dynamic_rnn(cells.make_pair(units), x, dtype=tf.float32)[0]
