"""TF1's `tf.nn.rnn_cell`."""

from __future__ import annotations

from migrate.compat_scope.rnn.basic_cells import BasicLSTMCell, BasicRNNCell, GRUCell
from migrate.compat_scope.rnn.cell import LSTMStateTuple, RNNCell
from migrate.compat_scope.rnn.dropout import DropoutWrapper
from migrate.compat_scope.rnn.lstm_cell import LSTMCell
from migrate.compat_scope.rnn.multi import MultiRNNCell
from migrate.compat_scope.rnn.wrappers import DeviceWrapper, ResidualWrapper

__all__ = [
    "BasicLSTMCell",
    "BasicRNNCell",
    "DeviceWrapper",
    "DropoutWrapper",
    "GRUCell",
    "LSTMCell",
    "LSTMStateTuple",
    "MultiRNNCell",
    "RNNCell",
    "ResidualWrapper",
]
