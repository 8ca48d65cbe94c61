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
    state = cell.zero_state(2, tf.float32)
    with tf.variable_scope("a"):
        for t in range(2):
            if t > 0:
                tf.get_variable_scope().reuse_variables()
            y, state = cell(x, state)
    return y
