"""Custom getters: how they compose, and which arguments they get."""

from __future__ import annotations

import functools
import inspect
from typing import Any


def composed_getter(inner_getter: Any, outer_getter: Any) -> Any:
    """`inner_getter`, with `outer_getter` between it and the true getter (innermost scope first)."""
    if outer_getter is None:
        return inner_getter

    def composed(getter: Any, *args: Any, **kwargs: Any) -> Any:  # TF1 passes `getter` by name
        return inner_getter(functools.partial(outer_getter, getter), *args, **kwargs)

    return composed


def takes_constraint(getter: Any) -> bool:
    try:
        parameters = inspect.signature(getter).parameters
    except (TypeError, ValueError):
        return True
    return "constraint" in parameters or any(p.kind is p.VAR_KEYWORD for p in parameters.values())


def transparent(getter: Any) -> Any:
    """Says of a getter that it only takes notes: what it returns is what was asked for."""
    getter.tf1_transparent = True
    return getter


def is_transparent(getter: Any) -> bool:
    """Whether there is no getter, or one that only takes notes."""
    return getter is None or getattr(getter, "tf1_transparent", False) is True
