"""Calling the functions that a user gives an estimator, and reading what input functions give."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

import tensorflow as tf

__all__ = ["arguments_of", "checked_hooks", "features_and_labels"]


def arguments_of(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the parameters that a function, a method, a partial function or a callable object takes."""
    bound = set()
    while isinstance(function, functools.partial):
        bound |= set(function.keywords)
        function = function.func
    kinds = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)
    found = inspect.signature(function).parameters.values()
    return tuple(p.name for p in found if p.kind in kinds and p.name not in bound)


class _Initializes(tf.compat.v1.train.SessionRunHook):  # type: ignore[misc]
    """Begins an iterator in every new session."""

    def __init__(self, iterator: Any) -> None:
        self._iterator = iterator

    def begin(self) -> None:
        self._initializer = self._iterator.initializer

    def after_create_session(self, session: Any, coord: Any) -> None:
        del coord
        session.run(self._initializer)


def features_and_labels(given: Any) -> tuple[Any, Any, list[Any]]:
    """What an input function gave: a dataset or tensors, of features alone or of features and labels.

    Returns:
      The features, the labels or None, and hooks for the session.

    Raises:
      ValueError: a tuple or list of another length.
    """
    hooks: list[Any] = []
    if isinstance(given, (tf.data.Dataset, tf.compat.v1.data.Dataset)):
        iterator = tf.compat.v1.data.make_initializable_iterator(given)
        hooks = [_Initializes(iterator)]
        given = iterator.get_next()
    if isinstance(given, (list, tuple)):
        if len(given) != 2:
            raise ValueError(
                f"input_fn should return (features, labels) as a len 2 tuple, got {len(given)} items."
            )
        return given[0], given[1], hooks
    return given, None, hooks


def checked_hooks(hooks: Iterable[Any] | None) -> list[Any]:
    """Raises: TypeError: one is no hook."""
    found = list(hooks or ())
    for hook in found:
        if not isinstance(hook, tf.compat.v1.train.SessionRunHook):
            raise TypeError(f"Hooks must be a SessionRunHook, given: {hook}")
    return found
