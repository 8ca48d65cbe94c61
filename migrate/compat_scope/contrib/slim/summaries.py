"""Summaries with a prefix (TF 1.15 contrib/slim/python/slim/summaries.py)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, add_to_collection

__all__ = [
    "add_histogram_summaries",
    "add_histogram_summary",
    "add_image_summaries",
    "add_image_summary",
    "add_scalar_summaries",
    "add_scalar_summary",
    "add_zero_fraction_summaries",
    "add_zero_fraction_summary",
]

_summary = tf.compat.v1.summary


def _name(tensor: Any, name: Any = None, prefix: Any = None, postfix: Any = None) -> str:
    name = name or tensor.name.partition(":")[0]
    return "/".join(part for part in (prefix, name, postfix) if part)


def _printed(make: Any, name: str, tensor: Any, print_summary: bool) -> Any:
    if not print_summary:
        return make(name, tensor)
    summary = tf.compat.v1.Print(make(name, tensor, collections=[]), [tensor], name)
    add_to_collection(GraphKeys.SUMMARIES, summary)
    return summary


def add_histogram_summary(tensor: Any, name: Any = None, prefix: Any = None) -> Any:
    """A histogram named after the tensor's op, or `name`, below `prefix`."""
    return _summary.histogram(_name(tensor, name, prefix), tensor)


def add_image_summary(
    tensor: Any, name: Any = None, prefix: Any = None, print_summary: bool = False
) -> Any:
    """An image summary, printed when run if asked for."""
    return _printed(_summary.image, _name(tensor, name, prefix), tensor, print_summary)


def add_scalar_summary(
    tensor: Any, name: Any = None, prefix: Any = None, print_summary: bool = False
) -> Any:
    """A scalar summary, printed when run if asked for."""
    return _printed(_summary.scalar, _name(tensor, name, prefix), tensor, print_summary)


def add_zero_fraction_summary(
    tensor: Any, name: Any = None, prefix: Any = None, print_summary: bool = False
) -> Any:
    """The fraction of zeros, as a scalar summary."""
    name = _name(tensor, name, prefix, "Fraction_of_Zero_Values")
    return add_scalar_summary(tf.math.zero_fraction(tensor), name, print_summary=print_summary)


def add_histogram_summaries(tensors: Iterable[Any], prefix: Any = None) -> list[Any]:
    """A histogram per tensor."""
    return [add_histogram_summary(tensor, prefix=prefix) for tensor in tensors]


def add_image_summaries(tensors: Iterable[Any], prefix: Any = None) -> list[Any]:
    """An image summary per tensor."""
    return [add_image_summary(tensor, prefix=prefix) for tensor in tensors]


def add_scalar_summaries(
    tensors: Iterable[Any], prefix: Any = None, print_summary: bool = False
) -> list[Any]:
    """A scalar summary per tensor."""
    return [add_scalar_summary(t, prefix=prefix, print_summary=print_summary) for t in tensors]


def add_zero_fraction_summaries(tensors: Iterable[Any], prefix: Any = None) -> list[Any]:
    """The fraction of zeros of each tensor."""
    return [add_zero_fraction_summary(tensor, prefix=prefix) for tensor in tensors]
