"""TF1's `tf.contrib.training`: hyperparameters and training operations."""

from __future__ import annotations

from migrate.compat_scope.contrib.training.hparams import HParams, parse_values
from migrate.compat_scope.contrib.training.train_op import (
    add_gradients_summaries,
    clip_gradient_norms,
    clip_gradient_norms_fn,
    create_train_op,
    multiply_gradients,
)

__all__ = [
    "HParams",
    "add_gradients_summaries",
    "clip_gradient_norms",
    "clip_gradient_norms_fn",
    "create_train_op",
    "multiply_gradients",
    "parse_values",
]
