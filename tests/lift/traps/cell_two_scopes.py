import tensorflow as tf


def make_cell(units):
    return tf.nn.rnn_cell.GRUCell(units)


def forward(x):
    cell = make_cell(3)
    other = make_cell(3)
    zero = cell.zero_state(2, tf.float32)
    with tf.variable_scope("a"):
        y, state = cell(x, zero)
    with tf.variable_scope("b"):
        y, state = cell(y, state)
        y, state = other(y, state)
    return y + state
