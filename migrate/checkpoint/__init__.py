"""Restores TF1 checkpoints by variable name into whatever holds the variables now, and writes them.

    from migrate.checkpoint import restore, save_tf1

    print(restore(model, "ckpt/model.ckpt-1000"))
    save_tf1(model, "out/model.ckpt-2000")  # for code on TF1

The checkpoint is one that ``tf.train.Saver`` wrote; the model is code on ``migrate.compat_scope``, a Keras 3
layer or model, a `tf.Module`, or a dict or list of variables.
"""

from __future__ import annotations

from migrate.checkpoint.cudnn import opaque_kernels
from migrate.checkpoint.holders import names, write_names
from migrate.checkpoint.name_map import NameMap, NamesUnreadable, VariableName, read_names
from migrate.checkpoint.reader import CheckpointUnreadable, Reader
from migrate.checkpoint.restore import check, restore
from migrate.checkpoint.result import CheckpointMismatch, Entry, RestoreResult
from migrate.checkpoint.save import save_tf1

__all__ = [
    "CheckpointMismatch",
    "CheckpointUnreadable",
    "Entry",
    "NameMap",
    "NamesUnreadable",
    "Reader",
    "RestoreResult",
    "VariableName",
    "check",
    "names",
    "opaque_kernels",
    "read_names",
    "restore",
    "save_tf1",
    "write_names",
]
