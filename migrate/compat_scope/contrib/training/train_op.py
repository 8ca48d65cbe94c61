"""Training operations in a graph: `create_train_op` and what it does to gradients."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, get_collection, get_collection_ref
from migrate.compat_scope.contrib.framework.global_step import get_or_create_global_step
from migrate.compat_scope.variables import trainable_variables

__all__ = [
    "add_gradients_summaries",
    "clip_gradient_norms",
    "clip_gradient_norms_fn",
    "create_train_op",
    "multiply_gradients",
]

_log = logging.getLogger(__name__)
_USE_GLOBAL_STEP = 0
_GATE_OP = tf.compat.v1.train.Optimizer.GATE_OP


def _changed(gradient: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(gradient, tf.IndexedSlices):
        return tf.IndexedSlices(change(gradient.values), gradient.indices, gradient.dense_shape)
    return None if gradient is None else change(gradient)


def add_gradients_summaries(grads_and_vars: Any) -> list[Any]:
    """A histogram and a norm per gradient."""
    summary, made = tf.compat.v1.summary, []
    for gradient, variable in grads_and_vars:
        if gradient is None:
            _log.info("Var %s has no gradient", variable.name)
            continue
        values = gradient.values if isinstance(gradient, tf.IndexedSlices) else gradient
        name = variable.name.partition(":")[0]
        made.append(summary.histogram(f"{name}/gradient", values))
        made.append(summary.scalar(f"{name}/gradient_norm", tf.linalg.global_norm([values])))
    return made


def clip_gradient_norms(gradients_to_variables: Any, max_norm: float) -> list[Any]:
    """Each gradient clipped to the norm."""
    return [
        (_changed(g, lambda x: tf.clip_by_norm(x, max_norm)), v) for g, v in gradients_to_variables
    ]


def clip_gradient_norms_fn(max_norm: float) -> Callable[[Any], list[Any]]:
    """`clip_gradient_norms` for `transform_grads_fn`."""
    return lambda gradients: clip_gradient_norms(gradients, max_norm)


def multiply_gradients(grads_and_vars: Any, gradient_multipliers: dict[Any, Any]) -> list[Any]:
    """Gradients times the multipliers, given by variable or by its op's name.

    Raises: ValueError without multipliers, or for a variable that has no gradient.
    """
    if not isinstance(grads_and_vars, list):
        raise ValueError("`grads_and_vars` must be a list.")
    if not gradient_multipliers:
        raise ValueError("`gradient_multipliers` is empty.")
    if not isinstance(gradient_multipliers, dict):
        raise ValueError("`gradient_multipliers` must be a dict.")
    names = {
        k if isinstance(k, str) else k.name.partition(":")[0]: m
        for k, m in gradient_multipliers.items()
    }
    result = []
    for gradient, variable in grads_and_vars:
        name = variable.name.partition(":")[0]
        if name in names:
            if gradient is None:
                raise ValueError("Requested multiple of `None` gradient.")
            factor = names[name]
            gradient = _changed(gradient, lambda x, m=factor: x * tf.cast(m, x.dtype))  # type: ignore[misc]
        result.append((gradient, variable))
    return result


def create_train_op(
    total_loss: Any,
    optimizer: Any,
    global_step: Any = _USE_GLOBAL_STEP,
    update_ops: Any = None,
    variables_to_train: Any = None,
    transform_grads_fn: Callable[[Any], Any] | None = None,
    summarize_gradients: bool = False,
    gate_gradients: int = _GATE_OP,
    aggregation_method: Any = None,
    colocate_gradients_with_ops: bool = False,
    check_numerics: bool = True,
) -> Any:
    """The loss as a tensor that, when run, updates the statistics and then the variables.

    `global_step`: None for no step to count; by default the graph's, made if need be. `update_ops`:
    UPDATE_OPS if None. Source: TF 1.15 contrib/training/python/training/training.py.
    """
    if isinstance(global_step, int) and global_step == _USE_GLOBAL_STEP:
        global_step = get_or_create_global_step()
    collected = get_collection(GraphKeys.UPDATE_OPS)
    operations = collected if update_ops is None else list(update_ops)
    if {id(op) for op in collected} - {id(op) for op in operations}:
        _log.warning(
            "update_ops in create_train_op does not contain all the update_ops in "
            "GraphKeys.UPDATE_OPS"
        )
    if operations:
        with tf.control_dependencies(operations):
            barrier = tf.no_op(name="update_barrier")
        with tf.control_dependencies([barrier]):
            total_loss = tf.identity(total_loss, name="control_dependency")
    variables = trainable_variables() if variables_to_train is None else list(variables_to_train)
    assert variables
    gradients = optimizer.compute_gradients(
        total_loss,
        variables,
        gate_gradients=gate_gradients,
        aggregation_method=aggregation_method,
        colocate_gradients_with_ops=colocate_gradients_with_ops,
    )
    if transform_grads_fn:
        gradients = transform_grads_fn(gradients)
    if summarize_gradients:
        with tf.compat.v1.name_scope("summarize_grads"):
            add_gradients_summaries(gradients)
    updates = optimizer.apply_gradients(gradients, global_step=global_step)
    with tf.compat.v1.name_scope("train_op"):
        if check_numerics:
            total_loss = tf.debugging.check_numerics(total_loss, "LossTensor is inf or nan")
        with tf.control_dependencies([updates]):
            train_op = tf.identity(total_loss, name="control_dependency")
    train_ops = get_collection_ref(GraphKeys.TRAIN_OP)
    if not any(op is train_op for op in train_ops):
        train_ops.append(train_op)
    return train_op
