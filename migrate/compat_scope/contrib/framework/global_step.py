"""The global step, under the names `tf.contrib.framework` had for it."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, get_collection
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.variables import get_variable

__all__ = [
    "assert_global_step",
    "assert_or_get_global_step",
    "create_global_step",
    "get_global_step",
    "get_or_create_global_step",
]

_KEYS = (GraphKeys.GLOBAL_VARIABLES, GraphKeys.GLOBAL_STEP)


def get_global_step(graph: Any = None) -> Any:
    """The global step, None if there is none yet."""
    if graph is not None or in_graph():
        return tf.compat.v1.train.get_global_step(graph)
    steps = get_collection(GraphKeys.GLOBAL_STEP)
    return steps[0] if steps else None


def create_global_step(graph: Any = None) -> Any:
    """Makes `global_step`, an int64 in the current variable scope.

    Raises: ValueError if there is one (TF 1.15 training/training_util.py).
    """
    if get_global_step(graph) is not None:
        raise ValueError('"global_step" already exists.')
    if graph is not None or in_graph():
        return tf.compat.v1.train.create_global_step(graph)
    return get_variable(
        "global_step",
        shape=[],
        dtype=tf.int64,
        initializer=tf.compat.v1.zeros_initializer(),
        trainable=False,
        collections=list(_KEYS),
    )


def get_or_create_global_step(graph: Any = None) -> Any:
    """The global step, made if there is none."""
    step = get_global_step(graph)
    return create_global_step(graph) if step is None else step


def assert_global_step(global_step_tensor: Any) -> None:
    """Raises TypeError unless it is an integer scalar."""
    tf.compat.v1.train.assert_global_step(global_step_tensor)


def assert_or_get_global_step(graph: Any = None, global_step_tensor: Any = None) -> Any:
    """The tensor given, checked, or else the global step."""
    if global_step_tensor is None:
        return get_global_step(graph)
    assert_global_step(global_step_tensor)
    return global_step_tensor
