"""Variables that begin with the values of another checkpoint."""

from __future__ import annotations

import os
from typing import Any, NamedTuple

import tensorflow as tf

__all__ = ["WarmStartSettings", "warm_start"]


class _Settings(NamedTuple):
    ckpt_to_initialize_from: str
    vars_to_warm_start: Any
    var_name_to_vocab_info: dict[str, Any]
    var_name_to_prev_var_name: dict[str, str]


class WarmStartSettings(_Settings):
    """``tf.estimator.WarmStartSettings``: what :func:`tf.compat.v1.train.warm_start` takes.

    Raises:
      ValueError: there is no checkpoint named.
    """

    __slots__ = ()

    def __new__(
        cls,
        ckpt_to_initialize_from: str,
        vars_to_warm_start: Any = ".*",
        var_name_to_vocab_info: dict[str, Any] | None = None,
        var_name_to_prev_var_name: dict[str, str] | None = None,
    ) -> WarmStartSettings:
        if not ckpt_to_initialize_from:
            raise ValueError(
                "`ckpt_to_initialize_from` MUST be set in WarmStartSettings in order to warm-start a model."
            )
        more = (var_name_to_vocab_info or {}, var_name_to_prev_var_name or {})
        return super().__new__(cls, ckpt_to_initialize_from, vars_to_warm_start, *more)


def settings(given: Any) -> WarmStartSettings | None:
    """The settings that the argument `warm_start_from` of an estimator stands for; a SavedModel is a checkpoint, too.

    Raises:
      ValueError: it is neither a path nor settings.
    """
    if given is None or isinstance(given, WarmStartSettings):
        return given
    if not isinstance(given, (str, os.PathLike)):
        raise ValueError(
            f"warm_start_from must be a string or a WarmStartSettings, instead got {type(given)}"
        )
    path = os.fspath(given)
    if tf.saved_model.contains_saved_model(path):
        path = os.path.join(path, "variables", "variables")
    return WarmStartSettings(path)


def warm_start(given: WarmStartSettings) -> None:
    """Has the variables of the default graph initialized so."""
    tf.compat.v1.train.warm_start(*given)
