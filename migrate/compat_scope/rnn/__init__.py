"""TF1's recurrent networks: cells, wrappers and the functions that unroll them.

One implementation on `variable_scope`/`get_variable` serves every mode; in a `compat.v1` graph the unrolling
functions are TensorFlow's own, which still follow TF1.
"""

from __future__ import annotations

from migrate.compat_scope.rnn.basic_cells import BasicLSTMCell, BasicRNNCell, GRUCell
from migrate.compat_scope.rnn.bidirectional import (
    bidirectional_dynamic_rnn,
    static_bidirectional_rnn,
)
from migrate.compat_scope.rnn.cell import LayerRNNCell, LSTMStateTuple, RNNCell
from migrate.compat_scope.rnn.dropout import DropoutWrapper
from migrate.compat_scope.rnn.dynamic import dynamic_rnn
from migrate.compat_scope.rnn.layer_cell import as_tf1_cell
from migrate.compat_scope.rnn.lstm_cell import LSTMCell
from migrate.compat_scope.rnn.multi import MultiRNNCell
from migrate.compat_scope.rnn.raw import raw_rnn
from migrate.compat_scope.rnn.static import static_rnn, static_state_saving_rnn
from migrate.compat_scope.rnn.wrappers import DeviceWrapper, ResidualWrapper

__all__ = [
    "BasicLSTMCell",
    "BasicRNNCell",
    "DeviceWrapper",
    "DropoutWrapper",
    "GRUCell",
    "LSTMCell",
    "LSTMStateTuple",
    "LayerRNNCell",
    "MultiRNNCell",
    "RNNCell",
    "ResidualWrapper",
    "as_tf1_cell",
    "bidirectional_dynamic_rnn",
    "dynamic_rnn",
    "raw_rnn",
    "static_bidirectional_rnn",
    "static_rnn",
    "static_state_saving_rnn",
]
