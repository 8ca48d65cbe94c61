import tensorflow as tf


class Cell(tf.nn.rnn_cell.RNNCell):
    def __init__(self, units):
        super(Cell, self).__init__()
        self.units = units

    @property
    def state_size(self):
        return self.units

    @property
    def output_size(self):
        return self.units

    def call(self, inputs, state):
        w = tf.get_variable("w", [inputs.shape[-1].value, self.units])
        u = tf.get_variable("u", [self.units, self.units])
        state = tf.tanh(tf.matmul(inputs, w) + tf.matmul(state, u))
        return state, state


def forward(x):
    cell = Cell(3)
    y, _ = tf.nn.dynamic_rnn(cell, tf.stack([x, 2.0 * x], 1), dtype=tf.float32)
    return y[:, -1] + tf.add_n([tf.reduce_sum(v) for v in cell.trainable_variables])
