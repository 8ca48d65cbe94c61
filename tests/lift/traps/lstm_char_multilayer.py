import tensorflow as tf


class CharRNN(object):
    def __init__(self, x, size, num_layers, training=True):
        def make_cell():
            cell = tf.contrib.rnn.BasicLSTMCell(size)
            if training:
                cell = tf.contrib.rnn.DropoutWrapper(cell, output_keep_prob=1.0)
            return cell

        cells = [make_cell() for _ in range(num_layers)]
        self.cell = tf.contrib.rnn.MultiRNNCell(cells, state_is_tuple=True)
        self.initial_state = self.cell.zero_state(2, tf.float32)
        with tf.variable_scope("rnnlm"):
            softmax_w = tf.get_variable("softmax_w", [size, 3])
            softmax_b = tf.get_variable("softmax_b", [3])
            inputs = [x, x * 2.0]
        outputs, last = tf.contrib.legacy_seq2seq.rnn_decoder(inputs, self.initial_state, self.cell, scope="rnnlm")
        output = tf.reshape(tf.concat(outputs, 1), [-1, size])
        self.logits = tf.matmul(output, softmax_w) + softmax_b
        self.final = last


def forward(x):
    return CharRNN(x, 4, 2).logits
