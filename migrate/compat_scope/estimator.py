"""The part of ``tf.estimator`` that model functions use without an estimator: the names of the modes."""

from __future__ import annotations

__all__ = ["ModeKeys"]


class ModeKeys:
    """The modes a model function is called in (TF 1.15 estimator/mode_keys.py)."""

    TRAIN = "train"
    EVAL = "eval"
    PREDICT = "infer"
