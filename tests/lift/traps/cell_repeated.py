import tensorflow as tf


def make_cell(units):
    return tf.nn.rnn_cell.GRUCell(units)


def stack(units, depth):
    return tf.nn.rnn_cell.MultiRNNCell([make_cell(units)] * depth)


def run(x, cell):
    y, _ = tf.nn.dynamic_rnn(cell, tf.stack([x, 2.0 * x], 1), dtype=tf.float32)
    return y[:, -1]


def forward(x):
    return run(x, stack(3, 2))
