import tensorflow as tf


class Net(object):
    def __init__(self, units, flag=False):
        self.units = units
        cells = [tf.nn.rnn_cell.GRUCell(units) for _ in range(2)]
        self.cell = tf.nn.rnn_cell.MultiRNNCell(cells)

    def run(self, x):
        state = self.cell.zero_state(2, tf.float32)
        with tf.variable_scope("run"):
            for i in range(2):
                if i:
                    tf.get_variable_scope().reuse_variables()
                out, state = self.cell(x, state)
        w = tf.get_variable("w", [self.units, 2])
        return tf.matmul(out, w)


def forward(x):
    return Net(3).run(x)
