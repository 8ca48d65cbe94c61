"""Runs on a CPU what was trained on a GPU with cuDNN's layers."""
import tensorflow as tf
from tensorflow.contrib.cudnn_rnn.python.ops import cudnn_rnn_ops


def lstm_outputs(x, units=4, layers=2):
    """What `CudnnLSTM(2, 4)` computes."""
    with tf.variable_scope("cudnn_lstm"):
        single_cell = lambda: tf.contrib.cudnn_rnn.CudnnCompatibleLSTMCell(units)
        cell = tf.nn.rnn_cell.MultiRNNCell([single_cell() for _ in range(layers)])
        outputs, _ = tf.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    return outputs


def gru_outputs(x, units=4, layers=2):
    with tf.variable_scope("cudnn_gru"):
        cells = [cudnn_rnn_ops.CudnnCompatibleGRUCell(units) for _ in range(layers)]
        outputs, _ = tf.nn.dynamic_rnn(tf.nn.rnn_cell.MultiRNNCell(cells), x, dtype=tf.float32)
    return outputs


def tagger(x):
    with tf.variable_scope("tagger"):
        return lstm_outputs(x), gru_outputs(x)
