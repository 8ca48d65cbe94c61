"""`optimize_loss`: one call from a loss to a training operation, in a graph."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, get_collection
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.variables import get_variable, trainable_variables

__all__ = [
    "OPTIMIZER_CLS_NAMES",
    "OPTIMIZER_SUMMARIES",
    "adaptive_clipping_fn",
    "optimize_loss",
]

_train = tf.compat.v1.train
OPTIMIZER_CLS_NAMES = {
    "Adagrad": _train.AdagradOptimizer,
    "Adam": _train.AdamOptimizer,
    "Ftrl": _train.FtrlOptimizer,
    "Momentum": lambda learning_rate: _train.MomentumOptimizer(learning_rate, momentum=0.9),
    "RMSProp": _train.RMSPropOptimizer,
    "SGD": _train.GradientDescentOptimizer,
}
OPTIMIZER_SUMMARIES = [
    "learning_rate",
    "loss",
    "gradients",
    "gradient_norm",
    "global_gradient_norm",
]


def optimize_loss(
    loss: Any,
    global_step: Any,
    learning_rate: Any,
    optimizer: Any,
    gradient_noise_scale: float | None = None,
    gradient_multipliers: Any = None,
    clip_gradients: Any = None,
    learning_rate_decay_fn: Callable[[Any, Any], Any] | None = None,
    update_ops: Any = None,
    variables: Any = None,
    name: Any = None,
    summaries: Any = None,
    colocate_gradients_with_ops: bool = False,
    increment_global_step: bool = True,
) -> Any:
    """The loss as a tensor that trains when it is run; variables in scope `OptimizeLoss`.

    `optimizer`: a name of OPTIMIZER_CLS_NAMES, a class, an instance, or a function of the rate.
    Raises: ValueError for arguments of the wrong kind. Source: TF 1.15
    contrib/layers/python/layers/optimizers.py.
    """
    loss = tf.convert_to_tensor(loss)
    tf.debugging.assert_scalar(loss)
    if global_step is None:
        global_step = _train.get_global_step()
    else:
        _train.assert_global_step(global_step)
    with variable_scope(name, "OptimizeLoss", [loss, global_step]):
        if update_ops is None:
            update_ops = get_collection(GraphKeys.UPDATE_OPS)
        if update_ops:
            with tf.control_dependencies(list(update_ops)):
                loss = tf.identity(loss, name="control_dependency")
        rate = _learning_rate(learning_rate)
        wanted = _summaries(summaries)
        summary = tf.compat.v1.summary
        if learning_rate is not None and learning_rate_decay_fn is not None:
            if global_step is None:
                raise ValueError("global_step is required for learning_rate_decay_fn.")
            rate = learning_rate_decay_fn(rate, global_step)
            if "learning_rate" in wanted:
                summary.scalar("learning_rate", rate)
        opt = _optimizer(optimizer, rate, learning_rate)
        gradients = opt.compute_gradients(
            loss,
            trainable_variables() if variables is None else variables,
            colocate_gradients_with_ops=colocate_gradients_with_ops,
        )
        if gradient_noise_scale is not None:
            gradients = [(_noisy(g, gradient_noise_scale), v) for g, v in gradients]
        if gradient_multipliers is not None:
            gradients = _multiplied(gradients, gradient_multipliers)
            if not gradients:
                raise ValueError(
                    "Empty list of (gradient, var) pairs encountered. This is most likely to be "
                    "caused by an improper value of gradient_multipliers."
                )
        norms = "global_gradient_norm" in wanted or "gradient_norm" in wanted
        if norms:
            summary.scalar("global_norm/gradient_norm", _global_norm(gradients))
        gradients = _clipped(gradients, clip_gradients)
        if "loss" in wanted:
            summary.scalar("loss", loss)
        _summarize_gradients(gradients, wanted)
        if clip_gradients is not None and norms:
            summary.scalar("global_norm/clipped_gradient_norm", _global_norm(gradients))
        step = global_step if increment_global_step else None
        updates = opt.apply_gradients(gradients, global_step=step, name="train")
        with tf.control_dependencies([updates]):
            return tf.identity(loss, name="control_dependency")


def _learning_rate(rate: Any) -> Any:
    if rate is None or (tf.is_tensor(rate) and rate.shape.rank == 0):
        return rate
    if isinstance(rate, float):
        if rate < 0.0:
            raise ValueError("Invalid learning_rate %s.", rate)
        start = tf.compat.v1.constant_initializer(rate)
        return get_variable("learning_rate", [], trainable=False, initializer=start)
    raise ValueError(f"Learning rate should be 0d Tensor or float. Got {rate} of type {type(rate)}")


def _summaries(summaries: Any) -> Any:
    if summaries is None:
        return ["loss", "learning_rate", "global_gradient_norm"]
    for name in summaries:
        if name not in OPTIMIZER_SUMMARIES:
            raise ValueError(
                f"Summaries should be one of [{', '.join(OPTIMIZER_SUMMARIES)}], "
                f"you provided {name}."
            )
    return summaries


def _optimizer(optimizer: Any, rate: Any, learning_rate: Any) -> Any:
    base = _train.Optimizer
    if isinstance(optimizer, base):
        return optimizer
    is_class = isinstance(optimizer, type) and issubclass(optimizer, base)
    if isinstance(optimizer, str) or is_class:
        kind = "class" if is_class else "string"
        if rate is None:
            raise ValueError(
                f"Learning rate is None, but should be specified if optimizer is {kind} "
                f"({optimizer})."
            )
        if is_class:
            return optimizer(learning_rate=rate)
        if optimizer not in OPTIMIZER_CLS_NAMES:
            raise ValueError(
                f"Optimizer name should be one of [{', '.join(OPTIMIZER_CLS_NAMES)}], "
                f"you provided {optimizer}."
            )
        return OPTIMIZER_CLS_NAMES[optimizer](learning_rate=rate)
    made = None
    if callable(optimizer):
        made = optimizer() if learning_rate is None else optimizer(rate)
    if not isinstance(made, base):
        raise ValueError(
            "Unrecognized optimizer: should be string, subclass of Optimizer, instance of subclass "
            f"of Optimizer or function with one argument. Got {optimizer}."
        )
    return made


def _changed(gradient: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(gradient, tf.IndexedSlices):
        return tf.IndexedSlices(change(gradient.values), gradient.indices, gradient.dense_shape)
    return None if gradient is None else change(gradient)


def _noisy(gradient: Any, scale: float) -> Any:
    if gradient is None:
        return None
    sparse = isinstance(gradient, tf.IndexedSlices)
    shape = gradient.dense_shape if sparse else gradient.shape
    return gradient + tf.compat.v1.truncated_normal(shape) * scale


def _multiplied(gradients: Any, multipliers: Any) -> list[Any]:
    """The gradients times the multipliers given by variable or variable name."""
    by_variable = {k if isinstance(k, str) else k.name: m for k, m in multipliers.items()}
    return [
        (
            (_changed(g, lambda x, m=by_variable[v.name]: x * tf.cast(m, x.dtype)), v)  # type: ignore[misc]
            if v.name in by_variable
            else (g, v)
        )
        for g, v in gradients
    ]


def _global_norm(gradients: Any) -> Any:
    return tf.linalg.global_norm([gradient for gradient, _ in gradients])


def _clipped(gradients: Any, clip: Any) -> Any:
    if isinstance(clip, float):
        clipped, _ = tf.clip_by_global_norm([gradient for gradient, _ in gradients], clip)
        return [(g, v) for g, (_, v) in zip(clipped, gradients, strict=True)]
    if callable(clip):
        return clip(gradients)
    if clip is not None:
        raise ValueError(f"Unknown type {type(clip)} for clip_gradients")
    return gradients


def _summarize_gradients(gradients: Any, wanted: Any) -> None:
    summary = tf.compat.v1.summary
    for gradient, variable in gradients:
        values = gradient.values if isinstance(gradient, tf.IndexedSlices) else gradient
        if values is None:
            continue
        name = variable.name.replace(":", "_")
        if "gradients" in wanted:
            summary.histogram(f"gradients/{name}", values)
        if "gradient_norm" in wanted:
            summary.scalar(f"gradient_norm/{name}", tf.linalg.global_norm([values]))


def adaptive_clipping_fn(
    std_factor: float = 2.0,
    decay: float = 0.95,
    static_max_norm: float | None = None,
    global_step: Any = None,
    report_summary: bool = False,
    epsilon: float = 1e-8,
    name: Any = None,
) -> Callable[[Any], Any]:
    """A `clip_gradients` function that clips norms far above their moving average.

    Variables `AdaptiveMaxNorm/mean` and `sq_mean`.
    """
    from migrate.compat_scope.layers.moving_average import assign_moving_average

    def moving(key: str, value: Any, rate: Any) -> Any:
        zeros = tf.compat.v1.zeros_initializer()
        average = get_variable(key, value.shape, value.dtype, zeros, trainable=False)
        return assign_moving_average(average, value, rate, zero_debias=False)

    def max_norm(norm: Any) -> tuple[Any, Any]:
        with variable_scope(name, "AdaptiveMaxNorm", [norm]):
            log_norm = tf.math.log(norm + epsilon)
            rate = decay
            if global_step is not None:
                n = tf.cast(global_step, tf.float32)
                rate = tf.minimum(decay, n / (n + 1.0))
            mean = tf.convert_to_tensor(moving("mean", log_norm, rate))
            sq_mean = tf.convert_to_tensor(moving("sq_mean", tf.square(log_norm), rate))
            std = tf.sqrt(tf.maximum(epsilon, sq_mean - tf.square(mean)))
            return tf.exp(mean + std_factor * std), mean

    def clip(gradients: Any) -> list[Any]:
        norm = _global_norm(gradients)
        limit, log_mean = max_norm(norm)
        if report_summary:
            tf.compat.v1.summary.scalar("global_norm/adaptive_max_gradient_norm", limit)
        factor = tf.where(norm < limit, tf.ones_like(norm), tf.exp(log_mean) / norm)
        if static_max_norm is not None:
            factor = tf.minimum(static_max_norm / norm, factor)
        return [(_changed(g, lambda x: x * factor), v) for g, v in gradients]

    return clip
