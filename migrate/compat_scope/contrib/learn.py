"""The part of ``tf.contrib.learn`` that model code uses without an estimator: the names of the modes."""

from __future__ import annotations

__all__ = ["ModeKeys"]


class ModeKeys:
    """The modes a model is built for (TF 1.15 contrib/learn/python/learn/estimators/model_fn.py)."""

    TRAIN = "train"
    EVAL = "eval"
    INFER = "infer"
