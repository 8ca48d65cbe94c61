"""Loops whose bodies make variables: TF1 built a body once, however often it ran.

In a graph or a trace that is still so, and these are ``tf.compat.v1``'s functions. In eager code the body runs anew
for every step, and its `get_variable` would be a duplicate at the second.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.loop_body import built_once
from migrate.compat_scope.modes import not_converted

__all__ = ["foldl", "foldr", "scan", "while_loop"]


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
