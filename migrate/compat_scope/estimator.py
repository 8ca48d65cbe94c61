"""The part of ``tf.estimator`` that model functions use without an estimator: the names of the modes."""

from __future__ import annotations

from migrate.compat_scope.missing import Missing, missing

__all__ = ["ModeKeys"]


class ModeKeys:
    """The modes a model function is called in (TF 1.15 estimator/mode_keys.py)."""

    TRAIN = "train"
    EVAL = "eval"
    PREDICT = "infer"


def __getattr__(name: str) -> Missing:
    """Everything else of tf.estimator is gone; a stand-in says so when it is used."""
    if name.startswith("__"):
        raise AttributeError(name)
    return missing(f"tf.estimator.{name}")
