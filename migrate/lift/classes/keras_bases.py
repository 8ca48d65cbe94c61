"""What Keras' own classes are called in TF1, and which of their methods their subclasses define for Keras alone."""

from __future__ import annotations

import ast

from migrate.lift.source.source import LiftSource

KERAS_BASES = frozenset(
    [
        *("tf.keras.layers.Layer", "tf.keras.Model", "tf.keras.models.Model"),
        *("tf.contrib.keras.layers.Layer", "tf.contrib.keras.models.Model"),
    ]
)
# What users' own RNN cells inherit from.
CELL_BASES = frozenset(["tf.nn.rnn_cell.RNNCell", "tf.contrib.rnn.RNNCell"])
FOR_KERAS = frozenset({"get_config", "compute_output_shape"})


def keras_base(source: LiftSource, node: ast.ClassDef) -> str:
    """The class of Keras that a class inherits from, and from nothing else; "" for none."""
    symbol = source.symbol(node.bases[0]) if len(node.bases) == 1 else ""
    return symbol if symbol in KERAS_BASES else ""


def cell_base(source: LiftSource, node: ast.ClassDef) -> bool:
    """Whether a class is an RNN cell of the user's, and nothing else."""
    return len(node.bases) == 1 and source.symbol(node.bases[0]) in CELL_BASES
