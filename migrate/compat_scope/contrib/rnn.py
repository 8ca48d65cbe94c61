"""TF1's `tf.contrib.rnn`: the core cells, the cells and wrappers that stayed in contrib, and stacks."""

from __future__ import annotations

from migrate.compat_scope.rnn.attention_cell import AttentionCellWrapper
from migrate.compat_scope.rnn.basic_cells import BasicLSTMCell, BasicRNNCell, GRUCell
from migrate.compat_scope.rnn.batching import best_effort_input_batch_size, transpose_batch_time
from migrate.compat_scope.rnn.bidirectional import static_bidirectional_rnn
from migrate.compat_scope.rnn.block_cells import GRUBlockCell, GRUBlockCellV2, LSTMBlockCell
from migrate.compat_scope.rnn.cell import LayerRNNCell, LSTMStateTuple, RNNCell
from migrate.compat_scope.rnn.convolutional_cells import (
    Conv1DLSTMCell,
    Conv2DLSTMCell,
    Conv3DLSTMCell,
    ConvLSTMCell,
)
from migrate.compat_scope.rnn.dropout import DropoutWrapper
from migrate.compat_scope.rnn.frequency import TimeFreqLSTMCell
from migrate.compat_scope.rnn.fused import (
    FusedRNNCell,
    FusedRNNCellAdaptor,
    LSTMBlockFusedCell,
    LSTMBlockWrapper,
    TimeReversedFusedRNN,
)
from migrate.compat_scope.rnn.gated_cells import IntersectionRNNCell, NASCell, UGRNNCell
from migrate.compat_scope.rnn.grid import BidirectionalGridLSTMCell, GridLSTMCell
from migrate.compat_scope.rnn.group_lstm import GLSTMCell
from migrate.compat_scope.rnn.highway import CompiledWrapper, HighwayWrapper
from migrate.compat_scope.rnn.independent_cells import (
    IndRNNCell,
    IndyGRUCell,
    IndyLSTMCell,
    SRUCell,
)
from migrate.compat_scope.rnn.lstm_cell import LSTMCell
from migrate.compat_scope.rnn.multi import MultiRNNCell
from migrate.compat_scope.rnn.normalized_cells import (
    CoupledInputForgetGateLSTMCell,
    LayerNormBasicLSTMCell,
)
from migrate.compat_scope.rnn.phased import PhasedLSTMCell
from migrate.compat_scope.rnn.projection_wrappers import (
    EmbeddingWrapper,
    InputProjectionWrapper,
    OutputProjectionWrapper,
)
from migrate.compat_scope.rnn.stacks import (
    stack_bidirectional_dynamic_rnn,
    stack_bidirectional_rnn,
)
from migrate.compat_scope.rnn.static import static_rnn, static_state_saving_rnn
from migrate.compat_scope.rnn.wrappers import DeviceWrapper, ResidualWrapper

__all__ = [
    "AttentionCellWrapper",
    "BasicLSTMCell",
    "BasicRNNCell",
    "BidirectionalGridLSTMCell",
    "CompiledWrapper",
    "Conv1DLSTMCell",
    "Conv2DLSTMCell",
    "Conv3DLSTMCell",
    "ConvLSTMCell",
    "CoupledInputForgetGateLSTMCell",
    "DeviceWrapper",
    "DropoutWrapper",
    "EmbeddingWrapper",
    "FusedRNNCell",
    "FusedRNNCellAdaptor",
    "GLSTMCell",
    "GRUBlockCell",
    "GRUBlockCellV2",
    "GRUCell",
    "GridLSTMCell",
    "HighwayWrapper",
    "IndRNNCell",
    "IndyGRUCell",
    "IndyLSTMCell",
    "InputProjectionWrapper",
    "IntersectionRNNCell",
    "LSTMBlockCell",
    "LSTMBlockFusedCell",
    "LSTMBlockWrapper",
    "LSTMCell",
    "LSTMStateTuple",
    "LayerNormBasicLSTMCell",
    "LayerRNNCell",
    "MultiRNNCell",
    "NASCell",
    "OutputProjectionWrapper",
    "PhasedLSTMCell",
    "RNNCell",
    "ResidualWrapper",
    "SRUCell",
    "TimeFreqLSTMCell",
    "TimeReversedFusedRNN",
    "UGRNNCell",
    "best_effort_input_batch_size",
    "stack_bidirectional_dynamic_rnn",
    "stack_bidirectional_rnn",
    "static_bidirectional_rnn",
    "static_rnn",
    "static_state_saving_rnn",
    "transpose_batch_time",
]
