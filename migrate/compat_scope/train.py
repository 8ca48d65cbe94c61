"""TF1's `tf.train` where it owns a variable: the global step."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, get_collection
from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.variables import get_variable

_v1 = tf.compat.v1


@not_converted
def get_global_step(graph: Any = None) -> Any:
    """The global step variable, or None; `graph` matters in graph mode only."""
    if graph is not None or in_graph():
        return _v1.train.get_global_step(graph)
    steps = get_collection(GraphKeys.GLOBAL_STEP)
    return steps[0] if len(steps) == 1 else None


@not_converted
def create_global_step(graph: Any = None) -> Any:
    """Makes the global step, a scalar int64 variable in the current variable scope.

    Raises:
        ValueError: there is one already.
    """
    if graph is not None or in_graph():
        return _v1.train.create_global_step(graph)
    if get_global_step() is not None:
        raise ValueError('"global_step" already exists.')
    return get_variable(
        GraphKeys.GLOBAL_STEP,
        shape=[],
        dtype=tf.int64,
        initializer=_v1.zeros_initializer(),
        trainable=False,
        aggregation=tf.VariableAggregation.ONLY_FIRST_REPLICA,
        collections=[GraphKeys.GLOBAL_VARIABLES, GraphKeys.GLOBAL_STEP],
    )


def get_or_create_global_step(graph: Any = None) -> Any:
    """The global step variable, made if there is none."""
    step = get_global_step(graph)
    return create_global_step(graph) if step is None else step


def global_step(sess: Any, global_step_tensor: Any) -> int:
    """The value of the global step as an int; `sess` is used in graph mode only."""
    if sess is not None:
        return int(_v1.train.global_step(sess, global_step_tensor))
    return int(global_step_tensor.numpy())


def assert_global_step(global_step_tensor: Any) -> None:
    """Raises TypeError unless it is a scalar integer variable or tensor."""
    _v1.train.assert_global_step(global_step_tensor)


def __getattr__(name: str) -> Any:
    if name == "ExponentialMovingAverage":
        from migrate.compat_scope import moving_averages

        return moving_averages.ExponentialMovingAverage
    return getattr(_v1.train, name)
