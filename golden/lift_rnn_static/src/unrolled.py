import tensorflow as tf
from tensorflow.contrib import rnn

TIMESTEPS = 5


def classify(x, lengths, units, classes):
    # one tensor for each step
    steps = tf.unstack(x, TIMESTEPS, 1)

    lstm_cell = rnn.BasicLSTMCell(units, forget_bias=1.0)
    outputs, states = rnn.static_rnn(lstm_cell, steps, dtype=tf.float32, sequence_length=lengths)
    w = tf.get_variable("w", [units, classes])
    return tf.matmul(outputs[-1], w), states


def both_ways(x, units):
    with tf.variable_scope("both_ways"):
        steps = tf.unstack(x, TIMESTEPS, 1)
        fw_cell = rnn.GRUCell(units)
        bw_cell = rnn.GRUCell(units)
        outputs, fw, bw = rnn.static_bidirectional_rnn(fw_cell, bw_cell, steps, dtype=tf.float32)
        return tf.stack(outputs, 1), fw, bw


def both_ways_to_the_end(x, lengths, units):
    with tf.variable_scope("to_the_end"):
        cells = [rnn.BasicLSTMCell(units) for _ in range(2)]
        outputs, fw, _ = tf.nn.static_bidirectional_rnn(
            rnn.MultiRNNCell(cells),
            rnn.BasicLSTMCell(units, name="backward"),
            tf.unstack(x, axis=1),
            dtype=tf.float32,
            sequence_length=lengths,
        )
        return tf.stack(outputs, 1), fw[-1].h


def continued(x, units):
    """Runs on from the state that the first steps left."""
    with tf.variable_scope("continued"):
        with tf.variable_scope("first"):
            first = tf.nn.rnn_cell.LSTMCell(units)
            _, state = tf.nn.dynamic_rnn(first, x[:, :2], dtype=tf.float32)
        with tf.variable_scope("second"):
            second = tf.nn.rnn_cell.LSTMCell(units)
            start = tf.nn.rnn_cell.LSTMStateTuple(state.h, state.c)
            outputs, (c, h) = tf.nn.dynamic_rnn(second, x[:, 2:], initial_state=start)
        return outputs, c + h


def run(x, lengths):
    logits, state = classify(x, lengths, 4, 3)
    both, fw, bw = both_ways(x, 2)
    ended, top = both_ways_to_the_end(x, lengths, 3)
    outputs, total = continued(x, 3)
    return {
        "logits": logits, "c": state.c, "h": state[1], "both": both, "fw": fw, "bw": bw, "ended": ended,
        "top": top, "outputs": outputs, "total": total,
    }
