"""Restores TF1 checkpoints by variable name into whatever holds the variables now.

    from migrate.checkpoint import restore

    print(restore(model, "ckpt/model.ckpt-1000"))

The checkpoint is one that ``tf.train.Saver`` wrote; the model is code on ``migrate.compat_scope``, a Keras 3
layer or model, a `tf.Module`, or a dict or list of variables.
"""

from __future__ import annotations

from migrate.checkpoint.reader import CheckpointUnreadable, Reader
from migrate.checkpoint.restore import restore
from migrate.checkpoint.result import CheckpointMismatch, Entry, RestoreResult

__all__ = [
    "CheckpointMismatch",
    "CheckpointUnreadable",
    "Entry",
    "Reader",
    "RestoreResult",
    "restore",
]
