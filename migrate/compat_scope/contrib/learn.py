"""The part of ``tf.contrib.learn`` that model code uses without an estimator: the names of the modes."""

from __future__ import annotations

from migrate.compat_scope.missing import Missing, missing

__all__ = ["ModeKeys"]


class ModeKeys:
    """The modes a model is built for (TF 1.15 contrib/learn/python/learn/estimators/model_fn.py)."""

    TRAIN = "train"
    EVAL = "eval"
    INFER = "infer"


def __getattr__(name: str) -> Missing:
    """Everything else of tf.contrib.learn is gone; a stand-in says so when it is used."""
    if name.startswith("__"):
        raise AttributeError(name)
    return missing(f"tf.contrib.learn.{name}")
