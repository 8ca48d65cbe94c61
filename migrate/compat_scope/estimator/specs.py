"""What a model function gives its estimator."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

import tensorflow as tf

from migrate.compat_scope.estimator.export import PredictOutput
from migrate.compat_scope.estimator.mode_keys import ModeKeys

__all__ = ["EstimatorSpec", "check_fields"]

_SERVING = tf.saved_model.DEFAULT_SERVING_SIGNATURE_DEF_KEY


class _Fields(NamedTuple):
    mode: str
    predictions: Any
    loss: Any
    train_op: Any
    eval_metric_ops: dict[str, Any]
    export_outputs: dict[str, Any] | None
    training_chief_hooks: tuple[Any, ...]
    training_hooks: tuple[Any, ...]
    scaffold: Any
    evaluation_hooks: tuple[Any, ...]
    prediction_hooks: tuple[Any, ...]


class EstimatorSpec(_Fields):
    """``tf.estimator.EstimatorSpec``, checked as TF 1.15 checks it (estimator/model_fn.py).

    Args:
      loss: a scalar, or a tensor of shape `[1]`.
      eval_metric_ops: by name, what a function of ``tf.metrics`` gives: (value, update op).

    Raises:
      ValueError: something that the mode needs is missing, or is of another graph, or has another shape.
      TypeError: something has another type.
    """

    __slots__ = ()

    def __new__(
        cls,
        mode: str,
        predictions: Any = None,
        loss: Any = None,
        train_op: Any = None,
        eval_metric_ops: Mapping[str, Any] | None = None,
        export_outputs: Mapping[str, Any] | None = None,
        training_chief_hooks: Iterable[Any] | None = None,
        training_hooks: Iterable[Any] | None = None,
        scaffold: Any = None,
        evaluation_hooks: Iterable[Any] | None = None,
        prediction_hooks: Iterable[Any] | None = None,
    ) -> EstimatorSpec:
        predictions, loss, train_op = check_fields(mode, predictions, loss, train_op)
        scaffold = scaffold or tf.compat.v1.train.Scaffold()
        if not isinstance(scaffold, tf.compat.v1.train.Scaffold):
            raise TypeError(f"scaffold must be tf.train.Scaffold. Given: {scaffold}")
        return super().__new__(
            cls,
            mode,
            predictions,
            loss,
            train_op,
            _metrics(eval_metric_ops),
            _outputs(export_outputs, predictions, mode),
            _hooks(training_chief_hooks),
            _hooks(training_hooks),
            scaffold,
            _hooks(evaluation_hooks),
            _hooks(prediction_hooks),
        )

    def _replace(self, **changes: Any) -> EstimatorSpec:
        if changes.get("mode", self.mode) != self.mode:
            raise ValueError("mode of EstimatorSpec cannot be changed.")
        return EstimatorSpec(**{**self._asdict(), **changes})


def check_fields(mode: str, predictions: Any, loss: Any, train_op: Any) -> tuple[Any, Any, Any]:
    """What the mode needs, with a loss of shape `[1]` made a scalar.

    Raises:
      ValueError, TypeError: as those of :class:`EstimatorSpec`.
    """
    if train_op is None and mode == ModeKeys.TRAIN:
        raise ValueError("Missing train_op.")
    if isinstance(train_op, tf.Variable):
        train_op = train_op.op
    _check_graph(train_op, "train_op")
    if loss is None and mode in (ModeKeys.TRAIN, ModeKeys.EVAL):
        raise ValueError("Missing loss.")
    if loss is not None:
        _check_tensor(loss, "loss")
        if not loss.shape.is_compatible_with([]) and loss.shape.as_list() != [1]:
            raise ValueError(f"Loss must be scalar, given: {loss}")
        if loss.shape.rank == 1:
            loss = tf.reshape(loss, [])
        _check_graph(loss, "loss")
    if predictions is None:
        if mode == ModeKeys.PREDICT:
            raise ValueError("Missing predictions.")
        predictions = {}
    elif isinstance(predictions, Mapping):
        for key, value in predictions.items():
            _check_tensor(value, f"predictions[{key}]")
            _check_graph(value, f"prediction values (key {key})")
    else:
        _check_tensor(predictions, "predictions")
        _check_graph(predictions, "prediction values")
    return predictions, loss, train_op


def _check_tensor(value: Any, name: str) -> None:
    if not tf.is_tensor(value):
        raise TypeError(f"{name} must be Tensor, given: {value}")


def _check_graph(value: Any, name: str) -> None:
    if value is None or tf.executing_eagerly():
        return
    if not hasattr(value, "graph"):
        raise TypeError(f"{name} must be Operation or Tensor, given: {value}")
    if value.graph is not tf.compat.v1.get_default_graph():
        raise ValueError(
            f'{name} with "{value.name}" must be from the default graph: it was made outside of it, or by another call '
            "of the model function."
        )


def _metrics(given: Mapping[str, Any] | None) -> dict[str, Any]:
    found = dict(given or {})
    for key, pair in found.items():
        if not isinstance(pair, tuple) or len(pair) != 2:
            raise TypeError(
                f"Values of eval_metric_ops must be (metric_value, update_op) tuples, given: {pair} for key: {key}"
            )
    return found


def _outputs(given: Mapping[str, Any] | None, predictions: Any, mode: str) -> Any:
    """What is exported: the predictions, where nothing is said."""
    if mode != ModeKeys.PREDICT:
        return None if given is None else dict(given)
    if given is None:
        return {_SERVING: PredictOutput(predictions)}
    if not isinstance(given, Mapping):
        raise TypeError(f"`export_outputs` must be dict, received: {given}")
    found = dict(given)
    if len(found) == 1:
        return found if _SERVING in found else {**found, _SERVING: next(iter(found.values()))}
    if _SERVING not in found:
        raise ValueError(
            f"Multiple export_outputs were provided, but none of them is specified as the default. Name one `{_SERVING}`."
        )
    return found


def _hooks(given: Iterable[Any] | None) -> tuple[Any, ...]:
    hooks = tuple(given or ())
    for hook in hooks:
        if not isinstance(hook, tf.compat.v1.train.SessionRunHook):
            raise TypeError(f"All hooks must be SessionRunHook instances, given: {hook}")
    return hooks
