"""How an estimator runs: where its files are, how often it saves and logs."""

from __future__ import annotations

import copy
import json
import os
from typing import Any

import tensorflow as tf

__all__ = ["RunConfig", "default_session_config"]

_DEFAULT = object()
_REPLACEABLE = (
    "model_dir",
    "tf_random_seed",
    "save_summary_steps",
    "save_checkpoints_steps",
    "save_checkpoints_secs",
    "session_config",
    "keep_checkpoint_max",
    "keep_checkpoint_every_n_hours",
    "log_step_count_steps",
    "train_distribute",
    "device_fn",
    "protocol",
    "eval_distribute",
    "experimental_distribute",
    "experimental_max_worker_delay_secs",
    "session_creation_timeout_secs",
)


def default_session_config() -> Any:
    """Ops may be placed on another device; the graph is rewritten once (TF 1.15 estimator/run_config.py)."""
    config = tf.compat.v1.ConfigProto(allow_soft_placement=True)
    config.graph_options.rewrite_options.meta_optimizer_iterations = 1
    return config


class RunConfig:
    """``tf.estimator.RunConfig`` of one machine; of a cluster there is only this one worker, the chief.

    Raises:
      ValueError: `save_checkpoints_steps` and `save_checkpoints_secs` are both given, or a number is out of range.
      NotImplementedError: a distribution strategy is given, or ``TF_CONFIG`` describes a cluster.
    """

    cluster_spec = None
    task_type = "worker"
    task_id = 0
    global_id_in_cluster = 0
    is_chief = True
    num_ps_replicas = 0
    num_worker_replicas = 1
    service = None

    def __init__(
        self,
        model_dir: Any = None,
        tf_random_seed: int | None = None,
        save_summary_steps: int | None = 100,
        save_checkpoints_steps: Any = _DEFAULT,
        save_checkpoints_secs: Any = _DEFAULT,
        session_config: Any = None,
        keep_checkpoint_max: int | None = 5,
        keep_checkpoint_every_n_hours: float = 10000,
        log_step_count_steps: int | None = 100,
        train_distribute: Any = None,
        device_fn: Any = None,
        protocol: str | None = None,
        eval_distribute: Any = None,
        experimental_distribute: Any = None,
        experimental_max_worker_delay_secs: Any = None,
        session_creation_timeout_secs: int = 7200,
    ) -> None:
        if json.loads(os.environ.get("TF_CONFIG") or "{}").get("cluster"):
            raise NotImplementedError(
                "TF_CONFIG describes a cluster; estimators run on one machine only here."
            )
        if train_distribute or eval_distribute or experimental_distribute:
            raise NotImplementedError(
                "Estimators run without distribution strategies here; use keras.Model.fit under one."
            )
        if save_checkpoints_steps is _DEFAULT and save_checkpoints_secs is _DEFAULT:
            save_checkpoints_steps, save_checkpoints_secs = None, 600
        elif save_checkpoints_secs is _DEFAULT:
            save_checkpoints_secs = None
        elif save_checkpoints_steps is _DEFAULT:
            save_checkpoints_steps = None
        elif save_checkpoints_steps is not None and save_checkpoints_secs is not None:
            raise ValueError(
                "`save_checkpoints_steps` and `save_checkpoints_secs` cannot be both set."
            )
        self.model_dir = os.fspath(model_dir) if model_dir is not None else None
        self.tf_random_seed = tf_random_seed
        self.save_summary_steps = save_summary_steps
        self.save_checkpoints_steps = save_checkpoints_steps
        self.save_checkpoints_secs = save_checkpoints_secs
        self.session_config = session_config
        self.keep_checkpoint_max = keep_checkpoint_max
        self.keep_checkpoint_every_n_hours = keep_checkpoint_every_n_hours
        self.log_step_count_steps = log_step_count_steps
        self.train_distribute = train_distribute
        self.device_fn = device_fn
        self.protocol = protocol
        self.eval_distribute = eval_distribute
        self.experimental_distribute = experimental_distribute
        self.experimental_max_worker_delay_secs = experimental_max_worker_delay_secs
        self.session_creation_timeout_secs = session_creation_timeout_secs
        self.master = ""
        self.evaluation_master = ""
        self._check()

    def _check(self) -> None:
        if self.model_dir == "":
            raise ValueError("model_dir should be non-empty")
        for name in ("save_summary_steps", "save_checkpoints_steps", "save_checkpoints_secs"):
            value = getattr(self, name)
            if value is not None and value < 0:
                raise ValueError(f"{name} should be >= 0")
        for name in ("keep_checkpoint_every_n_hours", "session_creation_timeout_secs"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} should be > 0")
        if self.log_step_count_steps is not None and self.log_step_count_steps <= 0:
            raise ValueError("log_step_count_steps should be > 0")

    def replace(self, **changes: Any) -> RunConfig:
        """A copy with other values.

        Raises:
          ValueError: a name is not one that may be replaced.
        """
        for name in changes:
            if name not in _REPLACEABLE:
                raise ValueError(f"Replacing {name} is not supported. Allowed are {_REPLACEABLE}.")
        if changes.get("save_checkpoints_steps") is not None:
            if changes.get("save_checkpoints_secs") is not None:
                raise ValueError(
                    "`save_checkpoints_steps` and `save_checkpoints_secs` cannot be both set."
                )
            changes.setdefault("save_checkpoints_secs", None)
        elif changes.get("save_checkpoints_secs") is not None:
            changes.setdefault("save_checkpoints_steps", None)
        new = copy.copy(self)
        for name, value in changes.items():
            setattr(new, name, value)
        new._check()
        return new
