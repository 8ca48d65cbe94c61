"""Nested states and sizes: what TF1's `nest` and `rnn_cell_impl._concat` did, on public TensorFlow.

An RNN state is a tensor or a nested tuple of tensors; `cell.state_size` and `cell.output_size` have the
same nesting with an int, a `TensorShape` or (attention memories of unknown length) a scalar tensor as leaf.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import tensorflow as tf

from migrate.compat_scope.static_shapes import as_tf1_shape

__all__ = [
    "concat_shape",
    "infer_dtype",
    "is_eager",
    "is_tensor_array",
    "map_up_to",
    "static_dims",
    "zeros_for",
]

Structure = Any


def is_eager() -> bool:
    """Whether ops run at once (neither a graph nor a `tf.function` trace is being built)."""
    return bool(tf.executing_eagerly())


def is_tensor_array(value: object) -> bool:
    return isinstance(value, tf.TensorArray)


def static_dims(shape: Any) -> list[int | None] | None:
    """The dimensions of a shape as ints and Nones, or None where the rank is unknown."""
    shape = tf.TensorShape(shape)
    return None if shape.rank is None else list(shape.as_list())


def _as_shape(value: Any) -> Any:
    # `TensorShape(3)` is an error, whereas a size of 3 means the shape [3].
    value = as_tf1_shape(value)
    if value is None or isinstance(value, tf.TensorShape):
        return tf.TensorShape(value)
    if isinstance(value, (list, tuple)):
        return tf.TensorShape(value)
    return tf.TensorShape([tf.compat.dimension_value(value)])


def _is_dynamic(value: object) -> bool:
    return bool(tf.is_tensor(value))


def _static_part(value: Any) -> Any:
    if not _is_dynamic(value):
        return _as_shape(value)
    known = tf.get_static_value(value)
    if known is None:
        # The rank of the part is known even though its dimensions are not.
        length = 1 if value.shape.rank == 0 else tf.compat.dimension_value(value.shape[0])
        return tf.TensorShape(None if length is None else [None] * length)
    return tf.TensorShape(known.tolist() if known.ndim else [int(known)])


def _dynamic_part(value: Any) -> Any:
    if _is_dynamic(value):
        return tf.reshape(tf.cast(value, tf.int32), [-1])
    shape = _as_shape(value)
    if not shape.is_fully_defined():
        raise ValueError(f"Provided a prefix or suffix of None: {value}")
    return tf.constant(shape.as_list(), dtype=tf.int32)


def concat_shape(prefix: Any, suffix: Any, static: bool = False) -> Any:
    """Joins a batch size and a size (each an int, a `TensorShape` or a tensor) into one shape.

    Returns a `TensorShape` with `static=True`; otherwise a list of ints where everything is known, and a
    1-D int32 tensor where it is not. TF 1.15 rnn_cell_impl.py, `_concat`.

    Raises:
      ValueError: without `static`, where a part is a `TensorShape` that is not fully defined.
    """
    joined = _static_part(prefix).concatenate(_static_part(suffix))
    if static:
        return joined
    if joined.rank is not None and joined.is_fully_defined():
        return joined.as_list()
    return tf.concat([_dynamic_part(prefix), _dynamic_part(suffix)], 0)


def zeros_for(size: Structure, batch_size: Any, dtype: Any) -> Structure:
    """Zero tensors of shape `[batch_size] + size` for every size in a structure."""

    def zeros(leaf: Any) -> Any:
        tensor = tf.zeros(concat_shape(batch_size, leaf), dtype=dtype)
        if not is_eager():
            tensor.set_shape(concat_shape(batch_size, leaf, static=True))
        return tensor

    return tf.nest.map_structure(zeros, size)


def infer_dtype(explicit: Any, state: Structure) -> Any:
    """The dtype outputs get: the one asked for, or the one that all states share.

    Raises:
      ValueError: for an empty state, and for states of several dtypes with none asked for.
    """
    if explicit is not None:
        return explicit
    dtypes = [leaf.dtype for leaf in tf.nest.flatten(state)]
    if not dtypes:
        raise ValueError("Unable to infer dtype from empty state.")
    if any(dtype != dtypes[0] for dtype in dtypes):
        raise ValueError(
            "State has tensors of different inferred_dtypes. Unable to infer a "
            "single representative dtype."
        )
    return dtypes[0]


def map_up_to(shallow: Structure, fn: Callable[..., Any], *structures: Structure) -> Structure:
    """`fn(index, leaf, ...)` on each leaf of `shallow`, with the sub-structures found there in the others.

    The index counts the leaves in order; TF1's dropout derives its per-tensor seeds from it.
    """
    counter = iter(range(1 << 30))

    def visit(node: Any, parts: Sequence[Any]) -> Any:
        if not tf.nest.is_nested(node):
            return fn(next(counter), node, *parts)
        if isinstance(node, dict):
            return {key: visit(node[key], [p[key] for p in parts]) for key in sorted(node)}
        children = [visit(child, [p[i] for p in parts]) for i, child in enumerate(node)]
        if hasattr(node, "_fields"):
            return type(node)(*children)
        return tuple(children) if isinstance(node, tuple) else children

    return visit(shallow, structures)
