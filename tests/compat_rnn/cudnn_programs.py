"""What TF1's documentation of `CudnnLSTM` says runs its checkpoints on a CPU; see `programs`. Python 3.7 syntax."""

from __future__ import annotations

import programs as p


def stack(tf, kind, scope, **kwargs):
    cells = tf.contrib.cudnn_rnn
    make = getattr(cells, f"CudnnCompatible{kind}Cell")
    with tf.variable_scope(scope):
        cell = tf.nn.rnn_cell.MultiRNNCell([make(p.UNITS) for _ in range(2)])
        x = p.inputs(tf, p.TIME, p.BATCH, p.DEPTH)
        return tf.nn.dynamic_rnn(cell, x, time_major=True, dtype=tf.float32, **kwargs)


@p.program()
def cudnn_lstm(tf):
    return stack(tf, "LSTM", "cudnn_lstm")


@p.program()
def cudnn_gru(tf):
    return stack(tf, "GRU", "cudnn_gru", sequence_length=p.lengths(tf))


@p.program()
def cudnn_lstm_both_ways(tf):
    make = tf.contrib.cudnn_rnn.CudnnCompatibleLSTMCell
    with tf.variable_scope("cudnn_lstm"):
        return tf.contrib.rnn.stack_bidirectional_dynamic_rnn(
            [make(p.UNITS) for _ in range(2)],
            [make(p.UNITS) for _ in range(2)],
            p.inputs(tf, p.TIME, p.BATCH, p.DEPTH),
            dtype=tf.float32,
            time_major=True,
        )
