"""``tf.estimator`` on TensorFlow 2, which no longer has it: model functions, their training loops and their checkpoints.

Every call builds its own ``tf.Graph`` with a session, as TF 1.15's estimators did: the variables' names, the files in
``model_dir`` and the numbers are the same. One machine, no distribution strategy; the canned estimators are gone.
"""

from __future__ import annotations

from migrate.compat_scope.estimator import export, inputs, tpu
from migrate.compat_scope.estimator.estimator import Estimator
from migrate.compat_scope.estimator.exporters import Exporter, FinalExporter, LatestExporter
from migrate.compat_scope.estimator.mode_keys import ModeKeys
from migrate.compat_scope.estimator.run_config import RunConfig
from migrate.compat_scope.estimator.specs import EstimatorSpec
from migrate.compat_scope.estimator.train_and_evaluate import (
    EvalSpec,
    TrainSpec,
    train_and_evaluate,
)
from migrate.compat_scope.estimator.warm_starting import WarmStartSettings
from migrate.compat_scope.missing import Missing, missing

__all__ = [
    "Estimator",
    "EstimatorSpec",
    "EvalSpec",
    "Exporter",
    "FinalExporter",
    "LatestExporter",
    "ModeKeys",
    "RunConfig",
    "TrainSpec",
    "WarmStartSettings",
    "export",
    "inputs",
    "tpu",
    "train_and_evaluate",
]


def __getattr__(name: str) -> Missing:
    """Everything else of tf.estimator is gone; a stand-in says so when it is used."""
    if name.startswith("__"):
        raise AttributeError(name)
    return missing(f"tf.estimator.{name}")
