"""`slim.learning`: training operations; the training loop itself is not supplied."""

from __future__ import annotations

from typing import Any, NoReturn

import tensorflow as tf

from migrate.compat_scope.contrib.training import train_op as _train_op
from migrate.compat_scope.contrib.training.train_op import (
    add_gradients_summaries,
    clip_gradient_norms,
    multiply_gradients,
)

__all__ = [
    "add_gradients_summaries",
    "clip_gradient_norms",
    "create_train_op",
    "multiply_gradients",
]


def create_train_op(
    total_loss: Any,
    optimizer: Any,
    global_step: Any = 0,
    update_ops: Any = None,
    variables_to_train: Any = None,
    clip_gradient_norm: float = 0,
    summarize_gradients: bool = False,
    gate_gradients: int = tf.compat.v1.train.Optimizer.GATE_OP,
    aggregation_method: Any = None,
    colocate_gradients_with_ops: bool = False,
    gradient_multipliers: Any = None,
    check_numerics: bool = True,
) -> Any:
    """`contrib.training.create_train_op` with clipped or multiplied gradients.

    Source: TF 1.15 contrib/slim/python/slim/learning.py.
    """

    def transform(gradients: Any) -> Any:
        if gradient_multipliers:
            with tf.compat.v1.name_scope("multiply_grads"):
                gradients = multiply_gradients(gradients, gradient_multipliers)
        if clip_gradient_norm > 0:
            with tf.compat.v1.name_scope("clip_grads"):
                gradients = clip_gradient_norms(gradients, clip_gradient_norm)
        return gradients

    return _train_op.create_train_op(
        total_loss,
        optimizer,
        global_step=global_step,
        update_ops=update_ops,
        variables_to_train=variables_to_train,
        transform_grads_fn=transform,
        summarize_gradients=summarize_gradients,
        gate_gradients=gate_gradients,
        aggregation_method=aggregation_method,
        colocate_gradients_with_ops=colocate_gradients_with_ops,
        check_numerics=check_numerics,
    )


# Not in __all__: what is there counts as supplied, and its use in a program goes unremarked.
def _refuse(name: str) -> NoReturn:
    raise NotImplementedError(
        f"slim.learning.{name} is not supplied: it ran on tf.train.Supervisor and queue runners. "
        "Run the train_op in a tf.compat.v1.train.MonitoredTrainingSession instead "
        "(StopAtStepHook for number_of_steps, checkpoint_dir for logdir)."
    )


def train(*args: Any, **kwargs: Any) -> Any:
    """Raises NotImplementedError, saying what to use instead."""
    _refuse("train")


def train_step(*args: Any, **kwargs: Any) -> Any:
    """Raises NotImplementedError, saying what to use instead."""
    _refuse("train_step")
