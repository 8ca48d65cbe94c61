import tensorflow as tf


def make_cell(size):
    return tf.contrib.rnn.GRUCell(size)


class Net(object):
    def __init__(self, x, size, steps):
        cell = make_cell(size)
        with tf.variable_scope("softmax"):
            w = tf.get_variable("w", [size, 3])
        state = cell.zero_state(2, tf.float32)
        for step in range(steps):
            out, state = cell(x, state)
        self.y = tf.matmul(out, w)


def forward(x):
    return Net(x, 4, 2).y
