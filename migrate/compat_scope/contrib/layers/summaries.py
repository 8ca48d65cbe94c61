"""Summaries of tensors and collections (TF 1.15 contrib/layers/python/layers/summaries.py)."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, get_collection

__all__ = [
    "summarize_activation",
    "summarize_activations",
    "summarize_biases",
    "summarize_collection",
    "summarize_tensor",
    "summarize_tensors",
    "summarize_variables",
    "summarize_weights",
]


def _name(tensor: Any) -> str:
    return str(tensor.name.partition(":")[0])


def summarize_tensor(tensor: Any, tag: str | None = None) -> Any:
    """A scalar or histogram summary; None for strings and bools."""
    if tensor.dtype.base_dtype in (tf.string, tf.bool):
        return None
    summary = tf.compat.v1.summary
    write = summary.scalar if tensor.shape.rank == 0 else summary.histogram
    return write(tag or f"{_name(tensor)}_summary", tensor)


def summarize_activation(op: Any) -> Any:
    """A histogram, and for relus the fraction of zeros (and of sixes, for relu6). Graphs only."""
    summary, kind, name = tf.compat.v1.summary, op.op.type, _name(op)

    def fraction(holds: Any) -> Any:
        return tf.reduce_mean(tf.cast(holds, tf.float32))

    if kind in ("Relu", "Softplus", "Relu6"):
        inputs = op.op.inputs[0]
        summary.scalar(f"{name}/zeros", fraction(tf.less(inputs, tf.cast(0.0, inputs.dtype))))
    if kind == "Relu6":
        summary.scalar(f"{name}/sixes", fraction(tf.greater(inputs, tf.cast(6.0, inputs.dtype))))
    return summary.histogram(f"{name}/activation", op)


def summarize_tensors(
    tensors: Iterable[Any], summarizer: Callable[[Any], Any] = summarize_tensor
) -> list[Any]:
    """The summaries of all the tensors."""
    return [summarizer(tensor) for tensor in tensors]


def summarize_collection(
    collection: Any,
    name_filter: str | None = None,
    summarizer: Callable[[Any], Any] = summarize_tensor,
) -> list[Any]:
    """Summaries of the collection's tensors whose name matches the regular expression."""
    tensors = get_collection(collection)
    return summarize_tensors(
        [t for t in tensors if name_filter is None or re.match(name_filter, _name(t))], summarizer
    )


summarize_variables = functools.partial(summarize_collection, GraphKeys.GLOBAL_VARIABLES)
summarize_weights = functools.partial(summarize_collection, GraphKeys.WEIGHTS)
summarize_biases = functools.partial(summarize_collection, GraphKeys.BIASES)


def summarize_activations(
    name_filter: str | None = None, summarizer: Callable[[Any], Any] = summarize_activation
) -> list[Any]:
    """Summaries of the ACTIVATIONS collection."""
    return summarize_collection(GraphKeys.ACTIVATIONS, name_filter, summarizer)
