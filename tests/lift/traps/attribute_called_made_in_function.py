import tensorflow as tf


class Net(object):
    def __init__(self, units, keep):
        self.units = units

        def make():
            c = tf.nn.rnn_cell.BasicLSTMCell(units)
            if keep < 1.0:
                c = tf.nn.rnn_cell.DropoutWrapper(c, output_keep_prob=keep)
            return c
        self.cell = tf.nn.rnn_cell.MultiRNNCell([make() for _ in range(2)])

    def run(self, x):
        state = self.cell.zero_state(2, tf.float32)
        with tf.variable_scope("run"):
            out, state = self.cell(x, state)
            out, state = self.cell(out, state)
        w = tf.get_variable("w", [self.units, 2])
        return tf.matmul(out, w)

    def dynamic(self, x):
        with tf.variable_scope("dynamic"):
            seq = tf.reshape(x, [2, 3, 1])
            out, _ = tf.nn.dynamic_rnn(self.cell, seq, dtype=tf.float32)
            w = tf.get_variable("w", [self.units, 2])
            return tf.matmul(out[:, -1], w)


def forward(x):
    return Net(3, 1.0).run(x) + Net(3, 1.0).dynamic(x)
