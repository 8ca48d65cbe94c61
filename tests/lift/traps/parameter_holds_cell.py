import tensorflow as tf


def step(x, state, cell):
    with tf.variable_scope("step"):
        w = tf.get_variable("w", [3, 3])
        out, state = cell(tf.matmul(x, w), state)
        return tf.layers.dense(out, 3), state


def steps(x, cell):
    state = cell.zero_state(2, tf.float32)
    x, state = step(x, state, cell)
    return x


def forward(x):
    y = steps(x, tf.nn.rnn_cell.GRUCell(3))
    with tf.variable_scope("second"):
        cells = [tf.nn.rnn_cell.BasicLSTMCell(3) for _ in range(2)]
        return steps(y, tf.nn.rnn_cell.MultiRNNCell(cells))
