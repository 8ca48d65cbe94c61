"""Runs on a CPU what was trained on a GPU with cuDNN's layers."""
import tensorflow as tf
from migrate import compat_scope


def lstm_outputs(x, units=4, layers=2):
    """What `CudnnLSTM(2, 4)` computes."""
    with compat_scope.variable_scope("cudnn_lstm"):
        single_cell = lambda: compat_scope.contrib.cudnn_rnn.CudnnCompatibleLSTMCell(units)
        cell = compat_scope.nn.rnn_cell.MultiRNNCell([single_cell() for _ in range(layers)])
        outputs, _ = compat_scope.nn.dynamic_rnn(cell, x, dtype=tf.float32)
    return outputs


def gru_outputs(x, units=4, layers=2):
    with compat_scope.variable_scope("cudnn_gru"):
        cells = [compat_scope.contrib.cudnn_rnn.CudnnCompatibleGRUCell(units) for _ in range(layers)]
        outputs, _ = compat_scope.nn.dynamic_rnn(compat_scope.nn.rnn_cell.MultiRNNCell(cells), x, dtype=tf.float32)
    return outputs


def tagger(x):
    with compat_scope.variable_scope("tagger"):
        return lstm_outputs(x), gru_outputs(x)
