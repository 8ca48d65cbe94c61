"""The names of the modes a model function is called in."""

from __future__ import annotations

__all__ = ["ModeKeys"]


class ModeKeys:
    """TF 1.15 estimator/mode_keys.py."""

    TRAIN = "train"
    EVAL = "eval"
    PREDICT = "infer"
