"""Evaluating an estimator: its metrics over the input, from a checkpoint."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
import tensorflow as tf

from migrate.compat_scope.estimator.calls import checked_hooks
from migrate.compat_scope.estimator.mode_keys import ModeKeys
from migrate.compat_scope.estimator.warm_starting import warm_start

if TYPE_CHECKING:
    from migrate.compat_scope.estimator.estimator import Estimator

_v1 = tf.compat.v1
_STEP = _v1.GraphKeys.GLOBAL_STEP


def evaluate(
    estimator: Estimator,
    input_fn: Callable[..., Any],
    steps: int | None,
    hooks: Iterable[Any] | None,
    checkpoint_path: str | None,
    name: str | None,
) -> dict[str, Any]:
    """See :meth:`Estimator.evaluate`."""
    if steps is not None and steps <= 0:
        raise ValueError(f"Must specify steps > 0, given: {steps}")
    more = checked_hooks(hooks)
    checkpoint_path = checkpoint_path or estimator.latest_checkpoint()
    if not checkpoint_path:
        _v1.logging.info(
            "Could not find trained model in model_dir: %s, running initialization to evaluate.",
            estimator.model_dir,
        )
    with tf.Graph().as_default():
        tf.compat.v1.set_random_seed(estimator.config.tf_random_seed)
        step = _v1.train.create_global_step()
        features, labels, first = estimator.inputs(input_fn, ModeKeys.EVAL)
        spec = estimator.call_model_fn(features, labels, ModeKeys.EVAL, estimator.config)
        metrics = dict(spec.eval_metric_ops)
        if "loss" in metrics:
            raise ValueError(
                'Metric with name "loss" is not allowed, because Estimator already defines a default loss metric.'
            )
        metrics["loss"] = _v1.metrics.mean(spec.loss)
        values = {key: metrics[key][0] for key in sorted(metrics)}
        update = tf.group(*(metrics[key][1] for key in sorted(metrics)))
        if estimator.warm_start_settings is not None and not checkpoint_path:
            warm_start(estimator.warm_start_settings)
        if _STEP in values:
            raise ValueError(
                "Metric with name `global_step` is not allowed, because Estimator already defines a default metric "
                "with the same name."
            )
        final = _v1.train.FinalOpsHook({**values, _STEP: step})
        creator = _v1.train.ChiefSessionCreator(
            scaffold=_scaffold(spec.scaffold),
            checkpoint_filename_with_path=checkpoint_path,
            master=estimator.config.evaluation_master,
            config=estimator.session_config,
        )
        stopping = [_StopAfter(steps)] if steps is not None else []
        every = [*first, *more, *stopping, *spec.evaluation_hooks, final]
        with _v1.train.MonitoredSession(session_creator=creator, hooks=every) as session:
            while not session.should_stop():
                session.run(update)
    results: dict[str, Any] = final.final_ops_values
    _write(estimator.eval_dir(name), results)
    return results


class _StopAfter(tf.compat.v1.train.SessionRunHook):  # type: ignore[misc]
    """Asks to stop after so many batches."""

    def __init__(self, steps: int) -> None:
        self._left = steps

    def after_run(self, run_context: Any, run_values: Any) -> None:
        del run_values
        self._left -= 1
        if self._left <= 0:
            run_context.request_stop()


def _scaffold(scaffold: Any) -> Any:
    """The same, with the metrics' variables initialized, which came after it."""
    if not scaffold.local_init_op:
        return scaffold
    both = tf.group(scaffold.local_init_op, _v1.train.Scaffold.default_local_init_op())
    return _v1.train.Scaffold(local_init_op=both, copy_from_scaffold=scaffold)


def _write(directory: str, results: dict[str, Any]) -> None:
    """Writes the metrics that are numbers as summaries."""
    summary = _v1.Summary()
    for key in sorted(results):
        value = np.asarray(results[key])
        if key != _STEP and value.ndim == 0 and value.dtype.kind in "fiub":
            summary.value.add(tag=key, simple_value=float(value))
    with tf.Graph().as_default():
        writer = _v1.summary.FileWriter(directory)
        writer.add_summary(summary, int(results[_STEP]))
        writer.close()
