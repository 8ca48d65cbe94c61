"""The estimator: a model function, its parameters, and the directory with its checkpoints."""

from __future__ import annotations

import copy
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import tensorflow as tf

from migrate.compat_scope.estimator import evaluating, predicting, serving, training
from migrate.compat_scope.estimator.calls import arguments_of, features_and_labels
from migrate.compat_scope.estimator.mode_keys import ModeKeys
from migrate.compat_scope.estimator.run_config import RunConfig, default_session_config
from migrate.compat_scope.estimator.specs import EstimatorSpec
from migrate.compat_scope.estimator.warm_starting import settings

__all__ = ["Estimator"]

_MODEL_FN_ARGUMENTS = {"features", "labels", "mode", "params", "self", "config"}


class Estimator:
    """``tf.estimator.Estimator`` of TF 1.15 (estimator/estimator.py), on one machine.

    Args:
      model_fn: takes `features`, and `labels`, `mode`, `params` and `config` where it has parameters of these names.
      model_dir: where checkpoints and summaries are; a temporary directory where neither this nor `config` names one.
      warm_start_from: a checkpoint, a SavedModel, or ``WarmStartSettings``.

    Raises:
      ValueError: the model function is missing or takes something else, `params` are given and it takes none, or
        `model_dir` differs from that of `config`.
    """

    def __init__(
        self,
        model_fn: Callable[..., EstimatorSpec],
        model_dir: Any = None,
        config: RunConfig | None = None,
        params: Any = None,
        warm_start_from: Any = None,
    ) -> None:
        if model_fn is None:
            raise ValueError("model_fn must be provided to Estimator.")
        _check_model_fn(model_fn, params)
        self._config = _with_directory(config, model_dir)
        self._model_fn = model_fn
        self._params = copy.deepcopy(params or {})
        self._warm_start = settings(warm_start_from)

    @property
    def model_dir(self) -> str:
        directory: str | None = self._config.model_dir
        assert directory is not None  # a temporary one where none is named
        return directory

    @property
    def config(self) -> RunConfig:
        return copy.deepcopy(self._config)

    @property
    def params(self) -> Any:
        return copy.deepcopy(self._params)

    @property
    def model_fn(self) -> Callable[..., EstimatorSpec]:
        """The model function with the parameters of the estimator: ``(features, labels, mode, config)``."""

        def model_fn(features: Any, labels: Any, mode: str, config: RunConfig) -> EstimatorSpec:
            return self.call_model_fn(features, labels, mode, config)

        return model_fn

    def train(
        self,
        input_fn: Callable[..., Any],
        hooks: Iterable[Any] | None = None,
        steps: int | None = None,
        max_steps: int | None = None,
        saving_listeners: Iterable[Any] | None = None,
    ) -> Estimator:
        """Trains for `steps` more steps, up to step `max_steps`, or until the input ends; gives itself.

        Raises:
          ValueError: both are given, or one that is not positive.
        """
        training.train(self, input_fn, hooks, steps, max_steps, saving_listeners)
        return self

    def evaluate(
        self,
        input_fn: Callable[..., Any],
        steps: int | None = None,
        hooks: Iterable[Any] | None = None,
        checkpoint_path: str | None = None,
        name: str | None = None,
    ) -> dict[str, Any]:
        """The metrics of the model function over `steps` batches or all of the input, with `loss` and `global_step`.

        Raises:
          ValueError: `steps` is not positive, or a metric has one of those names.
        """
        return evaluating.evaluate(self, input_fn, steps, hooks, checkpoint_path, name)

    def predict(
        self,
        input_fn: Callable[..., Any],
        predict_keys: Any = None,
        hooks: Iterable[Any] | None = None,
        checkpoint_path: str | None = None,
        yield_single_examples: bool = True,
    ) -> Iterator[Any]:
        """The predictions of each example, or of each batch.

        Raises:
          ValueError: no prediction has one of the names asked for, or they have other numbers of examples.
        """
        more = (predict_keys, hooks, checkpoint_path, yield_single_examples)
        return predicting.predict(self, input_fn, *more)

    def export_saved_model(
        self,
        export_dir_base: str,
        serving_input_receiver_fn: Callable[[], Any],
        assets_extra: Mapping[str, str] | None = None,
        as_text: bool = False,
        checkpoint_path: str | None = None,
        experimental_mode: str = ModeKeys.PREDICT,
    ) -> str:
        """Writes a SavedModel for serving below the directory; gives its path.

        Raises:
          ValueError: there is no function for the input or no checkpoint.
          NotImplementedError: another mode than prediction.
        """
        if experimental_mode != ModeKeys.PREDICT:
            raise NotImplementedError(
                f"Only predictions are exported, not mode {experimental_mode!r}."
            )
        more = (assets_extra, as_text, checkpoint_path)
        return serving.export(self, export_dir_base, serving_input_receiver_fn, *more)

    def export_savedmodel(
        self,
        export_dir_base: str,
        serving_input_receiver_fn: Callable[[], Any],
        assets_extra: Mapping[str, str] | None = None,
        as_text: bool = False,
        checkpoint_path: str | None = None,
        strip_default_attrs: bool = False,
    ) -> str:
        """The same under TF1's older name."""
        del strip_default_attrs  # they are stripped
        more = (assets_extra, as_text, checkpoint_path)
        return self.export_saved_model(export_dir_base, serving_input_receiver_fn, *more)

    def eval_dir(self, name: str | None = None) -> str:
        """Where evaluations of that name write their summaries."""
        return os.path.join(self.model_dir, f"eval_{name}" if name else "eval")

    def latest_checkpoint(self) -> str | None:
        path: str | None = tf.train.latest_checkpoint(self.model_dir)
        return path

    def get_variable_names(self) -> list[str]:
        """Raises: ValueError: there is no checkpoint."""
        return [name for name, _ in tf.train.list_variables(self._trained())]

    def get_variable_value(self, name: str) -> Any:
        """Raises: ValueError: there is no checkpoint."""
        return tf.train.load_variable(self._trained(), name)

    def _trained(self) -> str:
        path = self.latest_checkpoint()
        if path is None:
            raise ValueError(f"Could not find trained model in model_dir: {self.model_dir}.")
        return path

    # ------------------------------------------------------------ what the modes use
    @property
    def warm_start_settings(self) -> Any:
        return self._warm_start

    @property
    def session_config(self) -> Any:
        return self._config.session_config

    def call_input_fn(self, input_fn: Callable[..., Any], mode: str) -> Any:
        """What the input function gives; it takes `mode`, `params` and `config` where it names them."""
        known = {"mode": mode, "params": self.params, "config": self.config}
        names = arguments_of(input_fn)
        with tf.device("/cpu:0"):
            return input_fn(**{k: v for k, v in known.items() if k in names})

    def inputs(self, input_fn: Callable[..., Any], mode: str) -> tuple[Any, Any, list[Any]]:
        """The features, the labels or None, and the hooks that begin the input."""
        return features_and_labels(self.call_input_fn(input_fn, mode))

    def call_model_fn(
        self, features: Any, labels: Any, mode: str, config: RunConfig
    ) -> EstimatorSpec:
        """Raises: ValueError: the function takes no labels and there are some, or gives no spec."""
        names = arguments_of(self._model_fn)
        given = {"mode": mode, "params": self.params, "config": config, "labels": labels}
        if "labels" not in names and labels is not None:
            raise ValueError("model_fn does not take labels, but input_fn returns labels.")
        spec = self._model_fn(features=features, **{k: v for k, v in given.items() if k in names})
        if not isinstance(spec, EstimatorSpec):
            raise ValueError("model_fn should return an EstimatorSpec.")
        return spec


def _check_model_fn(model_fn: Callable[..., Any], params: Any) -> None:
    names = set(arguments_of(model_fn))
    if "features" not in names:
        raise ValueError(f"model_fn ({model_fn}) must include features argument.")
    if params is not None and "params" not in names:
        raise ValueError(
            f"model_fn ({model_fn}) does not include params argument, but params ({params}) is passed to Estimator."
        )
    others = names - _MODEL_FN_ARGUMENTS
    if others:
        raise ValueError(f"model_fn ({model_fn}) has following not expected args: {sorted(others)}")


def _with_directory(config: RunConfig | None, model_dir: Any) -> RunConfig:
    if config is not None and not isinstance(config, RunConfig):
        raise ValueError(f"config must be an instance of `RunConfig`, received {config}.")
    given = os.fspath(model_dir) if model_dir is not None else None
    found = copy.copy(config) if config is not None else RunConfig()
    if found.model_dir and given and found.model_dir != given:
        raise ValueError(
            f"`model_dir` are set both in constructor and `RunConfig`, but with different values. In constructor: "
            f"'{given}', in `RunConfig`: '{found.model_dir}' "
        )
    found.model_dir = given or found.model_dir or tempfile.mkdtemp()
    found.session_config = found.session_config or default_session_config()
    return found
