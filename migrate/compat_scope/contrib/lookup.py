"""``tf.contrib.lookup``: the tables of vocabularies, with buckets for words that are not in them."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.modes import not_converted

__all__ = ["index_table_from_tensor", "index_to_string_table_from_tensor"]


@not_converted
def index_table_from_tensor(
    mapping: Any,
    num_oov_buckets: int = 0,
    default_value: int = -1,
    hasher_spec: Any = None,
    dtype: Any = tf.string,
    name: str | None = None,
) -> Any:
    """A table from the elements of `mapping` (1-D) to their positions; others hash into the buckets behind them.

    Without buckets other keys give `default_value`. Raises: ValueError without a mapping, for fewer than 0
    buckets, or with a hash of one's own, which TF 2 has no table for; TypeError for keys that
    are neither strings nor integers.

    Source: TF 1.15 python/ops/lookup_ops.py, ``index_table_from_tensor``.
    """
    if mapping is None:
        raise ValueError("mapping must be specified.")
    if num_oov_buckets < 0:
        raise ValueError(f"num_oov_buckets must be greater or equal than 0, got {num_oov_buckets}.")
    if hasher_spec is not None:
        raise ValueError("TensorFlow 2 has no vocabulary table with a hasher_spec.")
    dtype = tf.as_dtype(dtype)
    keys = tf.convert_to_tensor(mapping)
    if keys.dtype.is_integer != dtype.is_integer:
        raise ValueError(
            f"Expected {'integer' if dtype.is_integer else 'non-integer'}, got {keys.dtype}."
        )
    if dtype.is_integer:
        keys = tf.cast(keys, tf.int64)
    values = tf.range(tf.size(keys, out_type=tf.int64))
    initializer = tf.lookup.KeyValueTensorInitializer(keys, values, keys.dtype, tf.int64)
    if num_oov_buckets:
        return tf.compat.v1.lookup.StaticVocabularyTable(
            initializer, num_oov_buckets, lookup_key_dtype=dtype, name=name
        )
    return tf.compat.v1.lookup.StaticHashTable(initializer, default_value, name=name)


@not_converted
def index_to_string_table_from_tensor(
    mapping: Any, default_value: str = "UNK", name: str | None = None
) -> Any:
    """A table from positions to the strings in `mapping` (1-D). Raises: ValueError without a mapping."""
    if mapping is None:
        raise ValueError("mapping must be specified.")
    values = tf.convert_to_tensor(mapping, tf.string)
    keys = tf.range(tf.size(values, out_type=tf.int64))
    initializer = tf.lookup.KeyValueTensorInitializer(keys, values, tf.int64, tf.string)
    return tf.compat.v1.lookup.StaticHashTable(initializer, default_value, name=name)
