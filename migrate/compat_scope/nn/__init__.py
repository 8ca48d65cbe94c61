"""What the shim supplies of TF1's `tf.nn`: recurrent networks, and static shapes TF 2 has lost."""

from __future__ import annotations

from migrate.compat_scope.dropout import dropout
from migrate.compat_scope.moments import moments
from migrate.compat_scope.nn import rnn_cell
from migrate.compat_scope.nn.transposed import (
    atrous_conv2d_transpose,
    conv1d_transpose,
    conv2d_transpose,
)
from migrate.compat_scope.rnn.bidirectional import (
    bidirectional_dynamic_rnn,
    static_bidirectional_rnn,
)
from migrate.compat_scope.rnn.dynamic import dynamic_rnn
from migrate.compat_scope.rnn.raw import raw_rnn
from migrate.compat_scope.rnn.static import static_rnn, static_state_saving_rnn

__all__ = [
    "atrous_conv2d_transpose",
    "bidirectional_dynamic_rnn",
    "conv1d_transpose",
    "conv2d_transpose",
    "dropout",
    "dynamic_rnn",
    "moments",
    "raw_rnn",
    "rnn_cell",
    "static_bidirectional_rnn",
    "static_rnn",
    "static_state_saving_rnn",
]
