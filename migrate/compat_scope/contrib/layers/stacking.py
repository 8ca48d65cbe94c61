"""Applying one layer function several times: `repeat` and `stack`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.scope import variable_scope

__all__ = ["repeat", "stack"]


@not_converted
def repeat(
    inputs: Any, repetitions: int, layer: Callable[..., Any], *args: Any, **kwargs: Any
) -> Any:
    """`layer` applied `repetitions` times, in scopes `Repeat/<layer>_1`, ... or `<scope>/<scope>_1`.

    The name of the layer is that of its function: `conv2d` gives `convolution2d_1`.
    Source: TF 1.15 contrib/layers/python/layers/layers.py.
    """
    scope = kwargs.pop("scope", None)
    with variable_scope(scope, "Repeat", [inputs]):
        outputs = tf.convert_to_tensor(inputs)
        base = _base_name(layer, "repeat") if scope is None else scope
        for i in range(repetitions):
            kwargs["scope"] = f"{base}_{i + 1}"
            outputs = layer(outputs, *args, **kwargs)
        return outputs


@not_converted
def stack(inputs: Any, layer: Callable[..., Any], stack_args: Any, **kwargs: Any) -> Any:
    """`layer` applied once per element of `stack_args`, which gives its positional arguments.

    Scopes `Stack/<layer>_1`, ... Raises: ValueError if `stack_args` is neither list nor tuple.
    """
    scope = kwargs.pop("scope", None)
    if not isinstance(stack_args, list | tuple):
        raise ValueError("stack_args need to be a list or tuple")
    with variable_scope(scope, "Stack", [inputs]):
        outputs = tf.convert_to_tensor(inputs)
        base = _base_name(layer, "stack") if scope is None else scope
        for i, layer_args in enumerate(stack_args):
            kwargs["scope"] = f"{base}_{i + 1}"
            if not isinstance(layer_args, list | tuple):
                layer_args = [layer_args]
            outputs = layer(outputs, *layer_args, **kwargs)
        return outputs


def _base_name(layer: Any, default: str) -> str:
    named = layer if hasattr(layer, "__name__") else getattr(layer, "func", None)
    return getattr(named, "__name__", default)
