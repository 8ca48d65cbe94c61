"""End points, collections per variable, and small readers of arguments."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import tensorflow as tf

from migrate.compat_scope.collections import (
    add_to_collection,
    add_to_collections,
    get_collection,
    get_collection_ref,
)
from migrate.compat_scope.layers import control
from migrate.compat_scope.layers.losses import shards
from migrate.compat_scope.precision import plain

__all__ = [
    "NamedOutputs",
    "append_tensor_alias",
    "channel_dimension",
    "collect_named_outputs",
    "constant_value",
    "convert_collection_to_dict",
    "gather_tensors_aliases",
    "get_tensor_aliases",
    "get_variable_collections",
    "last_dimension",
    "n_positive_integers",
    "smart_cond",
    "static_cond",
    "two_element_tuple",
]


class NamedOutputs(NamedTuple):
    """An end point (TF 1.15 contrib/layers/python/layers/utils.py)."""

    name: str
    outputs: Any


def collect_named_outputs(collections: Any, alias: str, outputs: Any) -> Any:
    """Adds `outputs` to the collections under the name `alias`, and returns it."""
    if collections:
        append_tensor_alias(outputs, alias)
        add_to_collections(collections, outputs)
    return outputs


def append_tensor_alias(tensor: Any, alias: str) -> Any:
    """Gives `tensor` one more name."""
    tensor.aliases = [*getattr(tensor, "aliases", []), alias.removesuffix("/")]
    return tensor


def get_tensor_aliases(tensor: Any) -> list[str]:
    """The names of `tensor`: its aliases, or else the name of its op."""
    if hasattr(tensor, "aliases"):
        return tensor.aliases  # type: ignore[no-any-return]
    return [tensor.name.removesuffix(":0")]


def gather_tensors_aliases(tensors: Iterable[Any]) -> list[str]:
    """The names of all the tensors."""
    return [alias for tensor in tensors for alias in get_tensor_aliases(tensor)]


def convert_collection_to_dict(collection: Any, clear_collection: bool = False) -> Any:
    """The collection's tensors by name, in order; two names give two entries."""
    tensors = get_collection(collection)
    if clear_collection:
        get_collection_ref(collection).clear()
    return OrderedDict((alias, t) for t in tensors for alias in get_tensor_aliases(t))


def constant_value(value_or_tensor_or_var: Any, dtype: Any = None) -> Any:
    """The value if it is known while building, None otherwise.

    Raises: ValueError if it is None, or a tensor or variable of another dtype than `dtype`.
    """
    value = value_or_tensor_or_var
    if value is None:
        raise ValueError("value_or_tensor_or_var cannot be None")
    is_variable = isinstance(value, tf.Variable)
    if dtype and (is_variable or tf.is_tensor(value)) and value.dtype != dtype:
        raise ValueError(f"It has the wrong type {value.dtype} instead of {dtype}")
    return control.constant_value(value)


def static_cond(pred: Any, fn1: Callable[[], Any], fn2: Callable[[], Any]) -> Any:
    """`fn1()` if `pred`, else `fn2()`. Raises: TypeError if either is not callable."""
    for name, function in (("fn1", fn1), ("fn2", fn2)):
        if not callable(function):
            raise TypeError(f"{name} must be callable.")
    return fn1() if pred else fn2()


def smart_cond(
    pred: Any, fn1: Callable[[], Any], fn2: Callable[[], Any], name: str | None = None
) -> Any:
    """`static_cond` if `pred` is known, else a `tf.cond`."""
    value = constant_value(pred)
    if value is not None:
        return static_cond(value, fn1, fn2)
    return tf.compat.v1.cond(pred, fn1, fn2, name=name)


def get_variable_collections(variables_collections: Any, name: str) -> Any:
    """The collections for one variable, from a list for all or a dict by variable name."""
    if isinstance(variables_collections, dict):
        return variables_collections.get(name)
    return variables_collections


def add_variable_to_collections(variable: Any, variables_collections: Any, name: str) -> None:
    """Adds the variable, or its shards, to the collections meant for `name`."""
    for collection in get_variable_collections(variables_collections, name) or []:
        for var in shards(plain(variable)):
            if not any(v is var for v in get_collection(collection)):
                add_to_collection(collection, var)


def _get_dimension(shape: Any, dim: int, min_rank: int) -> int:
    shape = tf.TensorShape(shape)
    if shape.rank is None:
        raise ValueError("dims of shape must be known but is None")
    if shape.rank < min_rank:
        raise ValueError(f"rank of shape must be at least {min_rank} not: {shape.rank}")
    value = tf.compat.dimension_value(shape[dim])
    if value is None:
        raise ValueError(f"dimension {dim} of shape must be known but is None: {shape}")
    return int(value)


def channel_dimension(shape: Any, data_format: str, min_rank: int = 1) -> int:
    """Static channel count of `shape`. Raises: ValueError if unknown."""
    return _get_dimension(shape, 1 if data_format == "channels_first" else -1, min_rank)


def last_dimension(shape: Any, min_rank: int = 1) -> int:
    """Static size of the last axis. Raises: ValueError if unknown."""
    return _get_dimension(shape, -1, min_rank)


def two_element_tuple(int_or_tuple: Any) -> tuple[int, int]:
    """An int twice, or two ints. Raises: ValueError for anything else."""
    if isinstance(int_or_tuple, list | tuple):
        if len(int_or_tuple) != 2:
            raise ValueError(f"Must be a list with 2 elements: {int_or_tuple}")
        return int(int_or_tuple[0]), int(int_or_tuple[1])
    if isinstance(int_or_tuple, int):
        return int(int_or_tuple), int(int_or_tuple)
    if isinstance(int_or_tuple, tf.TensorShape) and len(int_or_tuple) == 2:
        first, second = int_or_tuple.as_list()
        return first, second
    raise ValueError("Must be an int, a list with 2 elements or a TensorShape of length 2")


def n_positive_integers(n: int, value: Any) -> tuple[int, ...]:
    """`value` as a tuple of `n` positive ints. Raises: ValueError if it is not that."""
    if int(n) < 1 or int(n) != n:
        raise ValueError("n must be a positive integer")
    complaint = f"Expected sequence of {n} positive integers, but received {value!r}"
    try:
        values = (int(value),) * int(n)
    except (TypeError, ValueError):
        try:
            values = tuple(int(v) for v in value)
        except (TypeError, ValueError):
            raise ValueError(complaint) from None
        if len(values) != n:
            raise ValueError(complaint) from None
    for single in values:
        if single < 1:
            raise ValueError(f"expected positive integer, but received {single}")
    return values
