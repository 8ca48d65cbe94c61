# Cells that functions make, with initializers of the caller, run by an object under scopes that hand something down.
import copy

import numpy as np
import tensorflow as tf


def make_lstm(units, init=None, act=None):
    return tf.nn.rnn_cell.LSTMCell(units, initializer=init, activation=act)


def make_gru(units, init, bias=None, keep=1.0):
    cell = tf.nn.rnn_cell.GRUCell(units, kernel_initializer=init, bias_initializer=bias)
    return tf.nn.rnn_cell.DropoutWrapper(cell, output_keep_prob=keep)


class Model(object):
    def __init__(self, units):
        self.keep = tf.placeholder_with_default(1.0, [])
        self.lstm = make_lstm(units, tf.constant_initializer(0.25), tf.nn.relu)
        self.build(units)

    def build(self, units):
        self.gru = make_gru(units, tf.constant_initializer(0.5), tf.constant_initializer(-1.0), self.keep)
        self.other = copy.deepcopy(self.gru)
        self.plain = make_lstm(units)

    def run(self, x):
        with tf.variable_scope("run", regularizer=lambda v: tf.reduce_sum(v)):
            a, _ = tf.nn.dynamic_rnn(self.lstm, x, dtype=tf.float32)
        with tf.variable_scope("others"):
            both, _ = tf.nn.bidirectional_dynamic_rnn(self.gru, self.other, x, dtype=tf.float32)
        with tf.variable_scope("plain", initializer=tf.constant_initializer(0.125)):
            c, state = self.plain(x[:, 0], self.plain.zero_state(2, tf.float32))
            c, state = self.plain(x[:, 1], state)
        return [a, both[0], both[1], c, state.c]


x = tf.constant(np.linspace(-1, 1, 24).reshape([2, 3, 4]).astype("float32"))
y = Model(3).run(x)
with tf.Session() as sess:
    sess.run(tf.global_variables_initializer())
    for v in tf.trainable_variables():
        value = sess.run(v)
        print(v.op.name, value.shape, float(value.min()), float(value.max()))
    print(len(tf.get_collection(tf.GraphKeys.REGULARIZATION_LOSSES)))
    print(["%.4f" % value.sum() for value in sess.run(y)])
