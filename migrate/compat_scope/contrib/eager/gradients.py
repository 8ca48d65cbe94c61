"""TF1's functions that differentiate functions, on ``tf.GradientTape``."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any

import tensorflow as tf

__all__ = [
    "gradients_function",
    "implicit_gradients",
    "implicit_value_and_gradients",
    "value_and_gradients_function",
]


def implicit_value_and_gradients(f: Callable[..., Any]) -> Callable[..., Any]:
    """`f` with its gradients: the result gives (value, [(gradient, variable)]) for the variables that `f` read.

    The variables come in the order they were made. Raises, when called: ValueError if `f` returns None or read
    no trainable variable. Source: TF 1.15 python/eager/backprop.py, ``implicit_val_and_grad``.
    """

    @functools.wraps(f)
    def differentiated(*args: Any, **kwargs: Any) -> tuple[Any, list[tuple[Any, Any]]]:
        with tf.GradientTape() as tape:
            value = f(*args, **kwargs)
        _check_value(value, f)
        variables = sorted(tape.watched_variables(), key=_made)
        if not variables:
            raise ValueError(
                "No trainable variables were accessed while the function was being computed."
            )
        return value, list(zip(tape.gradient(value, variables), variables))

    return differentiated


def implicit_gradients(f: Callable[..., Any]) -> Callable[..., Any]:
    """As `implicit_value_and_gradients`, without the value. Source: backprop.py, ``implicit_grad``."""
    both = implicit_value_and_gradients(f)

    @functools.wraps(f)
    def differentiated(*args: Any, **kwargs: Any) -> list[tuple[Any, Any]]:
        pairs: list[tuple[Any, Any]] = both(*args, **kwargs)[1]
        return pairs

    return differentiated


def value_and_gradients_function(
    f: Callable[..., Any], params: Sequence[str | int] | None = None
) -> Callable[..., Any]:
    """`f` with its gradients by its arguments: the result gives (value, [gradient for each of `params`]).

    `params`: positions or names of arguments of `f`; all of them if None. Gradients are those of
    the sum of the value; the keyword argument `dy` weighs the value's elements. Raises, when called: ValueError
    for other keyword arguments, or if `f` returns None. Source: backprop.py, ``val_and_grad_function``.
    """

    def differentiated(*args: Any, **kwargs: Any) -> tuple[Any, list[Any]]:
        dy = kwargs.pop("dy", None)
        if kwargs:
            raise ValueError("Functions to be differentiated cannot receive keyword arguments.")
        positions = _positions(f, params, args)
        inputs = list(args)
        for at in positions:
            inputs[at] = tf.identity(tf.convert_to_tensor(args[at]))
        with tf.GradientTape() as tape:
            for at in positions:
                tape.watch(inputs[at])
            value = f(*inputs)
        _check_value(value, f)
        value = tf.nest.map_structure(tf.convert_to_tensor, value)
        sources = [inputs[at] for at in positions]
        return value, tape.gradient(value, sources, output_gradients=dy)

    return differentiated


def gradients_function(
    f: Callable[..., Any], params: Sequence[str | int] | None = None
) -> Callable[..., Any]:
    """As `value_and_gradients_function`, without the value. Source: backprop.py, ``gradients_function``."""
    both = value_and_gradients_function(f, params)

    def differentiated(*args: Any, **kwargs: Any) -> list[Any]:
        gradients: list[Any] = both(*args, **kwargs)[1]
        return gradients

    return differentiated


def _made(variable: Any) -> int:
    """Grows with the variables as they are made, like the id of a handle in TF1."""
    return int(getattr(variable.handle, "_id", 0))


def _check_value(value: Any, f: Callable[..., Any]) -> None:
    if value is None:
        raise ValueError(
            "Cannot differentiate a function that returns None; did you forget to return a value "
            f"from {getattr(f, '__name__', f)}?"
        )


def _positions(
    f: Callable[..., Any], params: Sequence[str | int] | None, args: Sequence[Any]
) -> list[int]:
    """Where the arguments stand that `params` names."""
    if params is None:
        if not args:
            return []
        return list(range(len(args)))
    named = list(inspect.signature(f).parameters)
    if all(isinstance(p, str) for p in params):
        return [named.index(str(p)) for p in params]
    if all(isinstance(p, int) for p in params):
        return [int(p) for p in params]
    raise ValueError(f"params must be all strings or all integers; got {params}.")
