import tensorflow as tf


class Blend(tf.contrib.rnn.RNNCell):
    def __init__(self, units, reuse=None, name=None):
        super(Blend, self).__init__(_reuse=reuse, name=name)
        self.units = units

    @property
    def state_size(self):
        return (self.units, self.units)

    @property
    def output_size(self):
        return self.units

    def call(self, inputs, state):
        a, b = state
        h = tf.layers.dense(tf.concat([inputs, a], 1), self.units, name="mix")
        g = tf.layers.dense(b, self.units, use_bias=False, name="keep")
        return h + g, (h, g)


def forward(x):
    steps = tf.reshape(tf.tile(x, [1, 4]), [2, 4, 3])
    cell = Blend(3)
    out, _ = tf.nn.dynamic_rnn(cell, steps, dtype=tf.float32)
    more, _ = tf.nn.bidirectional_dynamic_rnn(Blend(2), Blend(2), out, dtype=tf.float32)
    y, _ = cell(x, cell.zero_state(2, tf.float32))
    return tf.concat([more[0][:, -1], more[1][:, 0], y], 1)
