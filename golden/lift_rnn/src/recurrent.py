import tensorflow as tf
from tensorflow.contrib import rnn


def encode(x, lengths, units):
    """Reads each sequence up to its end."""
    # the forget gates start nearly open
    cell = tf.nn.rnn_cell.BasicLSTMCell(units, forget_bias=0.8)
    outputs, state = tf.nn.dynamic_rnn(cell, x, sequence_length=lengths, dtype=tf.float32)
    return outputs, state.c, state.h


def gated(x, units, scope="gated"):
    with tf.variable_scope(scope):
        cell = rnn.GRUCell(units, activation=tf.nn.relu)
        initial = cell.zero_state(tf.shape(x)[0], tf.float32)
        _, state = tf.nn.dynamic_rnn(cell, x, initial_state=initial)
        return state


def make_layers(x, units, depth, keep_prob=1.0):
    cells = []
    for _ in range(depth):
        cell = rnn.LSTMCell(units)
        if keep_prob < 1.0:
            cell = rnn.DropoutWrapper(cell, output_keep_prob=keep_prob)
        cells.append(cell)
    cell = rnn.MultiRNNCell(cells, state_is_tuple=True)
    outputs, states = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32, scope="layers")
    return outputs, states[-1].h


def residual(x, lengths, units, depth):
    with tf.variable_scope("residual"):
        cells = [rnn.ResidualWrapper(tf.nn.rnn_cell.BasicRNNCell(units)) for _ in range(depth)]
        outputs, states = tf.nn.dynamic_rnn(rnn.MultiRNNCell(cells), x, lengths, dtype=tf.float32)
        return outputs, states


def projected(x, units):
    with tf.variable_scope("projected"):
        cell = tf.contrib.rnn.LSTMCell(units, use_peepholes=True, num_proj=3, cell_clip=0.4, proj_clip=0.2,
                                       initializer=tf.random_uniform_initializer(-0.1, 0.1))
        outputs, state = tf.nn.dynamic_rnn(cell, tf.transpose(x, [1, 0, 2]), dtype=tf.float32, time_major=True)
        return outputs, state


def both_ways(x, lengths, units):
    forward = tf.nn.rnn_cell.LSTMCell(units)
    backward = tf.nn.rnn_cell.LSTMCell(units)
    outputs, states = tf.nn.bidirectional_dynamic_rnn(
        forward, backward, x, sequence_length=lengths, dtype=tf.float32)
    last = tf.concat([states[0].h, states[1].h], axis=-1)
    return tf.concat(outputs, axis=-1), last


def run(x, lengths):
    outputs, c, h = encode(x, lengths, 4)
    layers, top = make_layers(x, 5, 2)
    both, last = both_ways(x, lengths, 3)
    residuals, states = residual(outputs, lengths, 4, 2)
    projections, (memory, _) = projected(x, 5)
    return {
        "outputs": outputs, "c": c, "h": h, "gated": gated(outputs, 3), "layers": layers, "top": top,
        "both": both, "last": last, "residual": residuals, "states": states[1], "projected": projections,
        "memory": memory,
    }
