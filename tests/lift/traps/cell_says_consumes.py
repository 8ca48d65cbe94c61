import tensorflow as tf


def show(names):
    for name in names:
        print(name)


def make_cell(units, names):
    show(names)
    return tf.nn.rnn_cell.GRUCell(units + len(list(names)))


def run(x, cell, name):
    with tf.variable_scope(name):
        y, _ = tf.nn.dynamic_rnn(cell, tf.stack([x, 2.0 * x], 1), dtype=tf.float32)
        return y[:, -1]


def forward(x):  # graph only
    names = iter(["a", "b"])
    first = make_cell(3, names)
    return run(x, first, "a") + run(x, make_cell(3, iter([])), "b")
