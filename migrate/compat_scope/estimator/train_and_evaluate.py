"""``tf.estimator.train_and_evaluate``: training with an evaluation after checkpoints, on one machine."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import tensorflow as tf

from migrate.compat_scope.estimator.calls import checked_hooks
from migrate.compat_scope.estimator.estimator import Estimator
from migrate.compat_scope.estimator.exporters import Exporter

__all__ = ["EvalSpec", "TrainSpec", "train_and_evaluate"]

_v1 = tf.compat.v1


class _Train(NamedTuple):
    input_fn: Callable[..., Any]
    max_steps: int | None
    hooks: tuple[Any, ...]


class TrainSpec(_Train):
    """How to train (TF 1.15 estimator/training.py). Raises ValueError or TypeError for what cannot be."""

    __slots__ = ()

    def __new__(
        cls,
        input_fn: Callable[..., Any],
        max_steps: int | None = None,
        hooks: Iterable[Any] | None = None,
    ) -> TrainSpec:
        _check_callable(input_fn)
        if max_steps is not None and max_steps <= 0:
            raise ValueError(f"Must specify max_steps > 0, given: {max_steps}")
        return super().__new__(cls, input_fn, max_steps, tuple(checked_hooks(hooks)))


class _Eval(NamedTuple):
    input_fn: Callable[..., Any]
    steps: int | None
    name: str | None
    hooks: tuple[Any, ...]
    exporters: tuple[Exporter, ...]
    start_delay_secs: float
    throttle_secs: float


class EvalSpec(_Eval):
    """How to evaluate. Raises ValueError or TypeError for what cannot be."""

    __slots__ = ()

    def __new__(
        cls,
        input_fn: Callable[..., Any],
        steps: int | None = 100,
        name: str | None = None,
        hooks: Iterable[Any] | None = None,
        exporters: Any = None,
        start_delay_secs: float = 120,
        throttle_secs: float = 600,
    ) -> EvalSpec:
        _check_callable(input_fn)
        if steps is not None and steps <= 0:
            raise ValueError(f"Must specify steps > 0, given: {steps}")
        if name is not None and not isinstance(name, str):
            raise TypeError(f"`name` must be string, given: {name}")
        for key, value in (
            ("start_delay_secs", start_delay_secs),
            ("throttle_secs", throttle_secs),
        ):
            if value < 0:
                raise ValueError(f"Must specify {key} >= 0, given: {value}")
        given = (exporters,) if isinstance(exporters, Exporter) else tuple(exporters or ())
        names = [exporter.name for exporter in given]
        if len(set(names)) != len(names) or not all(names):
            raise ValueError(f"`exporters` must have unique names. All exporter names: {names}")
        more = (tuple(checked_hooks(hooks)), given, start_delay_secs, throttle_secs)
        return super().__new__(cls, input_fn, steps, name, *more)


def _check_callable(function: Any) -> None:
    if not callable(function):
        raise TypeError(f"`input_fn` must be callable, given: {function}")


def train_and_evaluate(
    estimator: Estimator, train_spec: TrainSpec, eval_spec: EvalSpec
) -> tuple[dict[str, Any] | None, list[Any] | None]:
    """Trains, and evaluates and exports after checkpoints, at most every `throttle_secs`, and at the end.

    Returns:
      The metrics of the last evaluation and what its exporters gave; None each where there was none.

    Raises:
      TypeError: an argument is something else.
    """
    for name, value, kind in (
        ("estimator", estimator, Estimator),
        ("train_spec", train_spec, TrainSpec),
        ("eval_spec", eval_spec, EvalSpec),
    ):
        if not isinstance(value, kind):
            raise TypeError(
                f"`{name}` must have type `tf.estimator.{kind.__name__}`. Got: {type(value)}"
            )
    after = _AfterCheckpoints(estimator, eval_spec, train_spec.max_steps)
    estimator.train(
        train_spec.input_fn,
        hooks=train_spec.hooks,
        max_steps=train_spec.max_steps,
        saving_listeners=[after],
    )
    return after.metrics, after.exported


class _AfterCheckpoints(tf.compat.v1.train.CheckpointSaverListener):  # type: ignore[misc]
    """Evaluates after checkpoints: not after the first, of a model that is not trained yet."""

    def __init__(self, estimator: Estimator, spec: EvalSpec, max_steps: int | None) -> None:
        self._estimator, self._spec, self._max_steps = estimator, spec, max_steps
        self.metrics: dict[str, Any] | None = None
        self.exported: list[Any] | None = None

    def begin(self) -> None:
        self._timer = _v1.train.SecondOrStepTimer(every_secs=self._spec.throttle_secs)
        self._first = True

    def after_save(self, session: Any, global_step_value: int) -> None:
        del session
        if self._first:
            self._first = False
        elif self._timer.should_trigger_for_step(global_step_value):
            self._evaluate(global_step_value)

    def end(self, session: Any, global_step_value: int) -> None:
        del session
        if global_step_value != self._timer.last_triggered_step():
            self._evaluate(global_step_value)

    def _evaluate(self, step: int) -> None:
        self._timer.update_last_triggered_step(step)
        spec, estimator = self._spec, self._estimator
        path = estimator.latest_checkpoint()
        assert path is not None  # it was just saved
        self.metrics = estimator.evaluate(
            spec.input_fn, spec.steps, spec.hooks, checkpoint_path=path, name=spec.name
        )
        final = self._max_steps is not None and step >= self._max_steps
        self.exported = []
        for exporter in spec.exporters:
            place = os.path.join(estimator.model_dir, "export", exporter.name)
            os.makedirs(place, exist_ok=True)
            self.exported.append(exporter.export(estimator, place, path, self.metrics, final))
