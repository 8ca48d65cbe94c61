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
    xs = tf.cast(tf.stack([x, 2.0 * x], 1), tf.float64)
    with tf.variable_scope("a", dtype=tf.float64):
        y, _ = tf.nn.dynamic_rnn(Cell(3), xs, dtype=tf.float64)
    return tf.cast(y[:, -1], tf.float32)
