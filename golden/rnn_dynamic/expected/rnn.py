import tensorflow as tf
from migrate import compat_scope
from migrate.compat_scope.contrib import rnn


def lstm(x, lengths, units):
    cell = compat_scope.nn.rnn_cell.BasicLSTMCell(units, forget_bias=0.8)
    outputs, state = compat_scope.nn.dynamic_rnn(cell, x, sequence_length=lengths, dtype=tf.float32)
    return outputs, state.c, state.h


def gru(x, units, scope="gru"):
    with compat_scope.variable_scope(scope):
        cell = rnn.GRUCell(units)
        initial = cell.zero_state(tf.shape(x)[0], tf.float32)
        _, state = compat_scope.nn.dynamic_rnn(cell, x, initial_state=initial)
        return state


def projected(x, units):
    cell = compat_scope.contrib.rnn.LSTMCell(units, use_peepholes=True, num_proj=3,
                                   initializer=tf.compat.v1.random_uniform_initializer(-0.1, 0.1))
    outputs, state = compat_scope.nn.dynamic_rnn(cell, tf.transpose(x, [1, 0, 2]), dtype=tf.float32, time_major=True,
                                       scope="projected")
    return outputs, state


def run(x, lengths):
    outputs, c, h = lstm(x, lengths, 4)
    return {"lstm": outputs, "c": c, "h": h, "gru": gru(outputs, 3), "projected": projected(x, 5)}
