"""Predicting with an estimator, example by example."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

import tensorflow as tf

from migrate.compat_scope.estimator.calls import checked_hooks
from migrate.compat_scope.estimator.mode_keys import ModeKeys
from migrate.compat_scope.estimator.warm_starting import warm_start

if TYPE_CHECKING:
    from migrate.compat_scope.estimator.estimator import Estimator

_v1 = tf.compat.v1


def predict(
    estimator: Estimator,
    input_fn: Callable[..., Any],
    predict_keys: Any,
    hooks: Iterable[Any] | None,
    checkpoint_path: str | None,
    yield_single_examples: bool,
) -> Iterator[Any]:
    """See :meth:`Estimator.predict`."""
    more = checked_hooks(hooks)
    checkpoint_path = checkpoint_path or estimator.latest_checkpoint()
    if not checkpoint_path:
        _v1.logging.info(
            "Could not find trained model in model_dir: %s, running initialization to predict.",
            estimator.model_dir,
        )
    graph = tf.Graph()
    with graph.as_default():
        tf.compat.v1.set_random_seed(estimator.config.tf_random_seed)
        _v1.train.create_global_step()
        features, _, first = estimator.inputs(input_fn, ModeKeys.PREDICT)
        spec = estimator.call_model_fn(features, None, ModeKeys.PREDICT, estimator.config)
        if estimator.warm_start_settings is not None and not checkpoint_path:
            warm_start(estimator.warm_start_settings)
        wanted = _chosen(spec.predictions, predict_keys)
        creator = _v1.train.ChiefSessionCreator(
            scaffold=spec.scaffold,
            checkpoint_filename_with_path=checkpoint_path,
            master=estimator.config.master,
            config=estimator.session_config,
        )
        every = [*first, *more, *spec.prediction_hooks]
        session = _v1.train.MonitoredSession(session_creator=creator, hooks=every)
    # The graph is no default between two examples, as the caller may build another one then.
    with session:
        while not session.should_stop():
            batch = session.run(wanted)
            if not yield_single_examples:
                yield batch
            elif isinstance(batch, dict):
                for index in range(_length(batch)):
                    yield {key: value[index] for key, value in batch.items()}
            else:
                yield from batch


def _chosen(predictions: Any, keys: Any) -> Any:
    if not keys:
        return predictions
    if not isinstance(predictions, dict):
        raise ValueError("predict_keys argument is not valid in case of non-dict predictions.")
    found = {key: value for key, value in predictions.items() if key in keys}
    if not found:
        raise ValueError(
            f"Expected to run at least one output from {predictions.keys()}, provided {keys}."
        )
    return found


def _length(batch: dict[str, Any]) -> int:
    lengths = {key: value.shape[0] for key, value in batch.items()}
    first: int = next(iter(lengths.values()))
    for key, length in lengths.items():
        if length != first:
            raise ValueError(
                f"Batch length of predictions should be same. {key} has different batch length than others."
            )
    return first
