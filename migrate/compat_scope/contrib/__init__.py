"""What `compat_scope` supplies of TF1's `tf.contrib`, one submodule per TF1 one, imported lazily."""

from __future__ import annotations

import importlib
from typing import Any

__all__ = [
    "crf",
    "cudnn_rnn",
    "eager",
    "framework",
    "layers",
    "learn",
    "legacy_seq2seq",
    "lookup",
    "losses",
    "metrics",
    "rnn",
    "seq2seq",
    "slim",
    "summary",
    "training",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return importlib.import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
