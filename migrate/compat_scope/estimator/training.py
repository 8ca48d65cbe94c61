"""Training an estimator: a monitored session that saves, logs and writes summaries as TF 1.15's did."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from migrate.compat_scope.estimator.calls import checked_hooks
from migrate.compat_scope.estimator.mode_keys import ModeKeys
from migrate.compat_scope.estimator.warm_starting import warm_start

if TYPE_CHECKING:
    from migrate.compat_scope.estimator.estimator import Estimator

_v1 = tf.compat.v1


def train(
    estimator: Estimator,
    input_fn: Callable[..., Any],
    hooks: Iterable[Any] | None,
    steps: int | None,
    max_steps: int | None,
    saving_listeners: Iterable[Any] | None,
) -> None:
    """See :meth:`Estimator.train`."""
    if steps is not None and max_steps is not None:
        raise ValueError("Can not provide both steps and max_steps.")
    for name, number in (("steps", steps), ("max_steps", max_steps)):
        if number is not None and number <= 0:
            raise ValueError(f"Must specify {name} > 0, given: {number}")
    if max_steps is not None and max_steps <= _steps_done(estimator.model_dir):
        _v1.logging.info("Skipping training since max_steps has already saved.")
        return
    more = checked_hooks(hooks)
    if steps is not None or max_steps is not None:
        more.append(_v1.train.StopAtStepHook(steps, max_steps))
    with tf.Graph().as_default(), tf.device(estimator.config.device_fn):
        tf.compat.v1.set_random_seed(estimator.config.tf_random_seed)
        step = _v1.train.create_global_step()
        features, labels, first = estimator.inputs(input_fn, ModeKeys.TRAIN)
        spec = estimator.call_model_fn(features, labels, ModeKeys.TRAIN, estimator.config)
        if estimator.warm_start_settings is not None:
            warm_start(estimator.warm_start_settings)
        loss = _run(estimator, spec, [*first, *more], step, list(saving_listeners or ()))
    _v1.logging.info("Loss for final step: %s.", loss)


def _steps_done(model_dir: str) -> int:
    """The global step of the latest checkpoint."""
    path = tf.train.latest_checkpoint(model_dir)
    if path is None:
        return 0
    return int(tf.train.load_variable(path, _v1.GraphKeys.GLOBAL_STEP))


def _run(estimator: Estimator, spec: Any, hooks: list[Any], step: Any, listeners: list[Any]) -> Any:
    """Runs the training op until a hook asks to stop; the last loss."""
    config = estimator.config
    keys = _v1.GraphKeys
    if not any(s.op.name == "loss" for s in _v1.get_collection(keys.SUMMARIES)):
        _v1.summary.scalar("loss", spec.loss)
    _v1.add_to_collection(keys.LOSSES, spec.loss)
    hooks.append(_v1.train.NanTensorHook(spec.loss))
    if config.log_step_count_steps is not None:
        shown = {"loss": spec.loss, "step": step}
        hooks.append(_v1.train.LoggingTensorHook(shown, every_n_iter=config.log_step_count_steps))
    hooks += spec.training_hooks
    if not spec.scaffold.saver and not _v1.get_collection(keys.SAVERS):
        _v1.add_to_collection(
            keys.SAVERS,
            _v1.train.Saver(
                sharded=True,
                max_to_keep=config.keep_checkpoint_max,
                keep_checkpoint_every_n_hours=config.keep_checkpoint_every_n_hours,
                defer_build=True,
                save_relative_paths=True,
            ),
        )
    chief = [*_saving(estimator, spec, hooks, listeners), *spec.training_chief_hooks]
    with _v1.train.MonitoredTrainingSession(
        master=config.master,
        is_chief=True,
        checkpoint_dir=estimator.model_dir,
        scaffold=spec.scaffold,
        hooks=hooks,
        chief_only_hooks=chief,
        save_checkpoint_secs=0,  # a hook saves
        save_summaries_steps=config.save_summary_steps,
        config=estimator.session_config,
        max_wait_secs=config.session_creation_timeout_secs,
        log_step_count_steps=config.log_step_count_steps,
    ) as session:
        loss = None
        while not session.should_stop():
            _, loss = session.run([spec.train_op, spec.loss])
    if loss is None:
        _v1.logging.warning(
            "Training with estimator made no steps. Perhaps input is empty or misspecified."
        )
    return loss


def _saving(estimator: Estimator, spec: Any, hooks: list[Any], listeners: list[Any]) -> list[Any]:
    """The hook that saves, unless the model function has its own.

    Raises:
      ValueError: something listens to it, but nothing is saved.
      NotImplementedError: something listens to the model function's own.
    """
    config = estimator.config
    own = [
        hook
        for hook in [*hooks, *spec.training_chief_hooks]
        if isinstance(hook, _v1.train.CheckpointSaverHook)
    ]
    every = config.save_checkpoints_secs or config.save_checkpoints_steps
    if listeners and own:
        raise NotImplementedError(
            "saving_listeners are given to the CheckpointSaverHook of the model function here; pass them to that hook."
        )
    if listeners and not every:
        raise ValueError(
            "There should be a CheckpointSaverHook to use saving_listeners. Please set one of the "
            "RunConfig.save_checkpoints_steps or RunConfig.save_checkpoints_secs."
        )
    if own or not every:
        return []
    return [
        _v1.train.CheckpointSaverHook(
            estimator.model_dir,
            save_secs=config.save_checkpoints_secs,
            save_steps=config.save_checkpoints_steps,
            scaffold=spec.scaffold,
            listeners=listeners,
        )
    ]
