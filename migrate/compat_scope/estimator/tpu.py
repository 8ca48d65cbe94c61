"""``tf.contrib.tpu`` (``tf.estimator.tpu``) off a TPU: what TPUEstimator does with ``use_tpu=False``."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

import tensorflow as tf

from migrate.compat_scope.estimator.calls import arguments_of
from migrate.compat_scope.estimator.estimator import Estimator
from migrate.compat_scope.estimator.mode_keys import ModeKeys
from migrate.compat_scope.estimator.run_config import RunConfig as _RunConfig
from migrate.compat_scope.estimator.specs import EstimatorSpec, check_fields

__all__ = ["InputPipelineConfig", "RunConfig", "TPUConfig", "TPUEstimator", "TPUEstimatorSpec"]

_v1 = tf.compat.v1
_RESERVED = ("batch_size", "context")


class InputPipelineConfig:
    """How many input functions feed the TPU's hosts (TF 1.15 tpu/tpu_config.py); no effect without one."""

    PER_SHARD_V1 = 1
    PER_HOST_V1 = 2
    PER_HOST_V2 = 3
    BROADCAST = 4
    SLICED = 5


class TPUConfig(NamedTuple):
    """How a TPU is used; no effect without one."""

    iterations_per_loop: Any = 2
    num_shards: int | None = None
    num_cores_per_replica: int | None = None
    per_host_input_for_training: Any = True
    tpu_job_name: str | None = None
    initial_infeed_sleep_secs: int | None = None
    input_partition_dims: Any = None
    eval_training_input_configuration: int = InputPipelineConfig.PER_HOST_V1
    experimental_host_call_every_n_steps: int = 1


class RunConfig(_RunConfig):
    """The configuration of an estimator, with that of a TPU.

    Raises:
      NotImplementedError: a cluster or the address of a session's master is given.
    """

    def __init__(
        self,
        tpu_config: TPUConfig | None = None,
        evaluation_master: str | None = None,
        master: str | None = None,
        cluster: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if cluster is not None or master or evaluation_master:
            raise NotImplementedError(
                "TPUs and clusters are not used here; write the training loop under tf.distribute.TPUStrategy."
            )
        self.tpu_config = tpu_config or TPUConfig()
        self.cluster = cluster


class _Fields(NamedTuple):
    mode: str
    predictions: Any
    loss: Any
    train_op: Any
    eval_metrics: Any
    export_outputs: Any
    scaffold_fn: Any
    host_call: Any
    training_hooks: tuple[Any, ...]
    evaluation_hooks: tuple[Any, ...]
    prediction_hooks: tuple[Any, ...]


class TPUEstimatorSpec(_Fields):
    """What a model function gives a :class:`TPUEstimator` (TF 1.15 tpu/tpu_estimator.py).

    Args:
      eval_metrics: (function, tensors): the function gives what `eval_metric_ops` is in an ``EstimatorSpec``.
      scaffold_fn: gives the scaffold.
      host_call: (function, tensors): the function gives ops that run with each step.
    """

    __slots__ = ()

    def __new__(
        cls,
        mode: str,
        predictions: Any = None,
        loss: Any = None,
        train_op: Any = None,
        eval_metrics: Any = None,
        export_outputs: Any = None,
        scaffold_fn: Callable[[], Any] | None = None,
        host_call: Any = None,
        training_hooks: Iterable[Any] | None = None,
        evaluation_hooks: Iterable[Any] | None = None,
        prediction_hooks: Iterable[Any] | None = None,
    ) -> TPUEstimatorSpec:
        predictions, loss, train_op = check_fields(mode, predictions, loss, train_op)
        hooks = (training_hooks, evaluation_hooks, prediction_hooks)
        more = (eval_metrics, export_outputs, scaffold_fn, host_call)
        given = (tuple(h or ()) for h in hooks)
        return super().__new__(cls, mode, predictions, loss, train_op, *more, *given)

    def as_estimator_spec(self) -> EstimatorSpec:
        """The same for an estimator without a TPU."""
        hooks = []
        if self.host_call is not None:
            hooks = [_Runs(_called(self.host_call))]
        return EstimatorSpec(
            self.mode,
            predictions=self.predictions,
            loss=self.loss,
            train_op=self.train_op,
            eval_metric_ops=_called(self.eval_metrics) if self.eval_metrics else None,
            export_outputs=self.export_outputs,
            scaffold=self.scaffold_fn() if self.scaffold_fn else None,
            training_hooks=[*self.training_hooks, *hooks],
            evaluation_hooks=[*self.evaluation_hooks, *hooks],
            prediction_hooks=[*self.prediction_hooks, *hooks],
        )


def _called(pair: tuple[Callable[..., Any], Any]) -> Any:
    function, tensors = pair
    return function(**tensors) if isinstance(tensors, Mapping) else function(*tensors)


class _Runs(tf.compat.v1.train.SessionRunHook):  # type: ignore[misc]
    """Runs ops with every step."""

    def __init__(self, ops: Any) -> None:
        self._ops = ops

    def before_run(self, run_context: Any) -> Any:
        del run_context
        return _v1.train.SessionRunArgs(self._ops)


class TPUEstimator(Estimator):
    """``tf.contrib.tpu.TPUEstimator`` with ``use_tpu=False``: an estimator that tells its functions the batch size.

    Raises:
      ValueError: `config` is missing or of another type, or `params` have a name that is reserved.
      NotImplementedError: `use_tpu` is true.
    """

    def __init__(
        self,
        model_fn: Callable[..., Any],
        model_dir: Any = None,
        config: RunConfig | None = None,
        params: dict[str, Any] | None = None,
        use_tpu: bool = True,
        train_batch_size: int | None = None,
        eval_batch_size: int | None = None,
        predict_batch_size: int | None = None,
        batch_axis: Any = None,
        eval_on_tpu: bool = True,
        export_to_tpu: bool = True,
        export_to_cpu: bool = True,
        warm_start_from: Any = None,
        embedding_config_spec: Any = None,
        export_saved_model_api_version: Any = None,
    ) -> None:
        if config is None or not isinstance(config, RunConfig):
            raise ValueError("`config` must be provided with type `tpu_config.RunConfig`")
        if any(key in (params or {}) for key in _RESERVED):
            raise ValueError(f"{_RESERVED} are reserved keys but existed in params {params}.")
        if use_tpu:
            raise NotImplementedError(
                "TPUEstimator runs without a TPU here: pass use_tpu=False, or write the training loop under "
                "tf.distribute.TPUStrategy."
            )
        self._batch_sizes = {
            ModeKeys.TRAIN: train_batch_size,
            ModeKeys.EVAL: eval_batch_size,
            ModeKeys.PREDICT: predict_batch_size,
        }
        self._inner = model_fn
        super().__init__(self._for_cpu, model_dir, config, params or {}, warm_start_from)

    def _for_cpu(self, features: Any, labels: Any, mode: str, config: Any, params: Any) -> Any:
        """The model function, with the batch size and ``use_tpu`` among its parameters."""
        names = arguments_of(self._inner)
        given = {"labels": labels, "mode": mode, "config": config}
        given["params"] = {**self._params_of(mode, params), "use_tpu": False}
        spec = self._inner(features, **{k: v for k, v in given.items() if k in names})
        return spec.as_estimator_spec() if isinstance(spec, TPUEstimatorSpec) else spec

    def call_input_fn(self, input_fn: Callable[..., Any], mode: str) -> Any:
        names = arguments_of(input_fn)
        params = self._params_of(mode, self.params)
        known = {"mode": mode, "params": params, "config": self.config}
        with tf.device("/cpu:0"):
            return input_fn(**{k: v for k, v in known.items() if k in names})

    def _params_of(self, mode: str, params: Any) -> Any:
        size = self._batch_sizes[mode]
        found = copy.copy(params)
        if size is not None:
            found["batch_size"] = size
        return found
