"""`tf.layers.experimental.keras_style_scope`: every layer object owns its variables."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.variables import Variable

__all__ = ["keras_style_scope", "set_keras_style"]

_STYLE = threading.local()


def enabled() -> bool:
    """Whether layers made now are Keras style."""
    return getattr(_STYLE, "enabled", False)


@contextmanager
def keras_style_scope() -> Iterator[None]:
    """Layers and cells made here never share variables by scope (TF 1.15 python/layers/base.py)."""
    before = enabled()
    _STYLE.enabled = True
    try:
        yield
    finally:
        _STYLE.enabled = before


def set_keras_style() -> None:
    """Keras style for the rest of this thread."""
    _STYLE.enabled = True


def refuse(scope: Any = None, reuse: Any = None) -> None:
    """Raises ValueError if a Keras-style layer is given a scope or reuse."""
    if scope is not None:
        raise ValueError(
            f"scope argument not allowed when keras style layers are enabled, but saw: {scope}"
        )
    if reuse is not None:
        raise ValueError(
            f"reuse argument not allowed when keras style layers are enabled, but saw: {reuse}"
        )


def make_variable(name: str | None, settings: dict[str, Any]) -> Any:
    """A variable named by the current name scope, outside the variable store."""
    initializer = settings["initializer"] or tf.compat.v1.glorot_uniform_initializer()
    shape, dtype = settings["shape"], settings["dtype"]
    return Variable(
        lambda: initializer(shape, dtype=dtype),
        name=name,
        dtype=dtype,
        trainable=settings["trainable"],
        constraint=settings["constraint"],
    )
