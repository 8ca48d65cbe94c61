"""`tf.contrib.framework.nest`: the parts of it that `tf.nest` has, under their old names."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

__all__ = [
    "assert_same_structure",
    "flatten",
    "flatten_dict_items",
    "flatten_up_to",
    "is_nested",
    "is_sequence",
    "map_structure",
    "map_structure_up_to",
    "pack_sequence_as",
    "yield_flat_paths",
]

assert_same_structure = tf.nest.assert_same_structure
flatten = tf.nest.flatten
is_nested = tf.nest.is_nested
is_sequence = tf.nest.is_nested
map_structure = tf.nest.map_structure
pack_sequence_as = tf.nest.pack_sequence_as


def flatten_dict_items(dictionary: Any) -> dict[Any, Any]:
    """`{(a, b): (1, 2)}` -> `{a: 1, b: 2}`. Raises: ValueError for a key met twice."""
    flat: dict[Any, Any] = {}
    for key, value in dictionary.items():
        keys = flatten(key) if is_nested(key) else [key]
        values = flatten(value) if is_nested(key) else [value]
        if len(keys) != len(values):
            raise ValueError(f"Could not flatten dictionary: {key} does not match {value}")
        for k, v in zip(keys, values, strict=True):
            if k in flat:
                raise ValueError(f"Could not flatten dictionary: key {k} is not unique.")
            flat[k] = v
    return flat


def flatten_up_to(shallow_tree: Any, input_tree: Any) -> list[Any]:
    """The parts of `input_tree` where `shallow_tree` has its leaves. Raises: ValueError."""
    if not is_nested(shallow_tree):
        return [input_tree]
    if not is_nested(input_tree) or len(shallow_tree) != len(input_tree):
        raise ValueError("The two structures don't have the same sequence length.")
    keys: Any = sorted(shallow_tree) if isinstance(shallow_tree, dict) else range(len(shallow_tree))
    return [part for key in keys for part in flatten_up_to(shallow_tree[key], input_tree[key])]


def map_structure_up_to(shallow_tree: Any, func: Any, *inputs: Any) -> Any:
    """`func` of the parts of the inputs, in the structure of `shallow_tree`."""
    flat = [flatten_up_to(shallow_tree, tree) for tree in inputs]
    return pack_sequence_as(shallow_tree, [func(*parts) for parts in zip(*flat, strict=True)])


def yield_flat_paths(nest: Any) -> Any:
    """The path, a tuple of keys and indices, to every leaf."""
    if not is_nested(nest):
        yield ()
        return
    if isinstance(nest, dict):
        items: Any = [(key, nest[key]) for key in sorted(nest)]
    elif hasattr(nest, "_fields"):
        items = [(field, getattr(nest, field)) for field in nest._fields]
    else:
        items = enumerate(nest)
    for key, part in items:
        for path in yield_flat_paths(part):
            yield (key, *path)
