import tensorflow as tf


def decode(x, steps, size):
    cell = tf.nn.rnn_cell.LSTMCell(size)
    state = cell.zero_state(2, tf.float32)
    outs = []
    with tf.variable_scope("decoder"):
        for t in range(steps):
            if t > 0:
                tf.get_variable_scope().reuse_variables()
            out, state = cell(x, state)
            with tf.variable_scope("proj"):
                w = tf.get_variable("w", [size, 3])
                x = tf.matmul(out, w)
            outs.append(x)
    return tf.add_n(outs)


def forward(x):
    return decode(x, 3, 4)
