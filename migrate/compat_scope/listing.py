"""The functions that list the variables of a collection."""

from __future__ import annotations

from typing import Any

from migrate.compat_scope.collections import GraphKeys, get_collection


def global_variables(scope: str | None = None) -> list[Any]:
    """The variables in GLOBAL_VARIABLES, in creation order; `scope` is a regular expression."""
    return get_collection(GraphKeys.GLOBAL_VARIABLES, scope)


def all_variables() -> list[Any]:
    """TF1's deprecated spelling of :func:`global_variables`."""
    return global_variables()


def local_variables(scope: str | None = None) -> list[Any]:
    """The variables in LOCAL_VARIABLES, in creation order."""
    return get_collection(GraphKeys.LOCAL_VARIABLES, scope)


def trainable_variables(scope: str | None = None) -> list[Any]:
    """The variables in TRAINABLE_VARIABLES, in creation order."""
    return get_collection(GraphKeys.TRAINABLE_VARIABLES, scope)


def model_variables(scope: str | None = None) -> list[Any]:
    """The variables in MODEL_VARIABLES, in creation order."""
    return get_collection(GraphKeys.MODEL_VARIABLES, scope)


def moving_average_variables(scope: str | None = None) -> list[Any]:
    """The variables in MOVING_AVERAGE_VARIABLES, in creation order."""
    return get_collection(GraphKeys.MOVING_AVERAGE_VARIABLES, scope)
