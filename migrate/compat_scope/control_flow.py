"""Loops and branches that make variables: TF1 built a body once, however often it ran, and both branches.

In a graph or a trace that is still so, and these are ``tf.compat.v1``'s functions. In eager code the body runs anew
for every step, and its `get_variable` would be a duplicate at the second; and only one branch runs, so that the
default names of the other's variables would go to whatever comes next.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.loop_body import built_once
from migrate.compat_scope.modes import executing_eagerly, not_converted
from migrate.compat_scope.name_scopes import name_scope
from migrate.compat_scope.passes import shared_with

__all__ = ["cond", "foldl", "foldr", "map_fn", "scan", "while_loop"]


@not_converted
def cond(
    pred: Any,
    true_fn: Callable[[], Any] | None = None,
    false_fn: Callable[[], Any] | None = None,
    strict: bool = False,
    name: str | None = None,
    fn1: Callable[[], Any] | None = None,
    fn2: Callable[[], Any] | None = None,
) -> Any:
    """`tf.cond` of TF1: the variables of both branches are made, those of `true_fn` first.

    In eager code the other branch is built in a graph of its own, which never runs.
    """
    true_fn, false_fn = true_fn or fn1, false_fn or fn2
    if not executing_eagerly() or not callable(true_fn) or not callable(false_fn):
        return tf.compat.v1.cond(pred, true_fn, false_fn, strict=strict, name=name)
    taken = bool(pred)
    with name_scope(name, "cond"):
        if taken:
            result = true_fn()
            _build(false_fn)
        else:
            _build(true_fn)
            result = false_fn()
    return tf.compat.v1.cond(taken, lambda: result, lambda: result, strict=strict)


def _build(branch: Callable[[], Any]) -> None:
    """Makes the variables of a branch that is not taken."""
    graph = tf.__internal__.FuncGraph("branch")
    shared_with(graph)
    # An eager TensorArray is read at once, also here, and may not have what the branch not taken asks for.
    with graph.as_default(), contextlib.suppress(tf.errors.OpError):
        branch()


@not_converted
def map_fn(fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """`tf.map_fn` of TF1, the same arguments."""
    return tf.compat.v1.map_fn(built_once(fn), *args, **kwargs)


@not_converted
def while_loop(
    cond: Callable[..., Any], body: Callable[..., Any], *args: Any, **kwargs: Any
) -> Any:
    """`tf.while_loop` of TF1, the same arguments."""
    return tf.compat.v1.while_loop(built_once(cond), built_once(body), *args, **kwargs)


@not_converted
def scan(fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """`tf.scan` of TF1, the same arguments."""
    return tf.compat.v1.scan(built_once(fn), *args, **kwargs)


@not_converted
def foldl(fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """`tf.foldl` of TF1, the same arguments."""
    return tf.compat.v1.foldl(built_once(fn), *args, **kwargs)


@not_converted
def foldr(fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """`tf.foldr` of TF1, the same arguments."""
    return tf.compat.v1.foldr(built_once(fn), *args, **kwargs)
