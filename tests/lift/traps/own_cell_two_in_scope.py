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


class Pair(tf.nn.rnn_cell.RNNCell):
    def __init__(self, units):
        super(Pair, self).__init__()
        self.first = Cell(units)
        self.second = Cell(units)

    @property
    def state_size(self):
        return self.first.state_size

    @property
    def output_size(self):
        return self.second.output_size

    def call(self, inputs, state):
        y, state = self.first(inputs, state)
        with tf.variable_scope("second"):
            return self.second(y, state)


def forward(x):
    y, _ = tf.nn.dynamic_rnn(Pair(3), tf.stack([x, 2.0 * x], 1), dtype=tf.float32)
    return y[:, -1]
