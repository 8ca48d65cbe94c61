"""Comparisons of a value's type with tf.Tensor."""

from __future__ import annotations

import pytest

HEAD = 'import tensorflow as tf\nw = tf.get_variable("w", [1])\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("type(x) is tf.Tensor", "isinstance(x, tf.Tensor)"),
        ("type(x.y) == tf.Tensor and x", "isinstance(x.y, tf.Tensor) and x"),
        ("tf.Tensor == type(x)", "isinstance(x, tf.Tensor)"),
        ("not (type(x) is not tf.Tensor)", "not (not isinstance(x, tf.Tensor))"),
        ("type(x) in (tf.Tensor, tf.SparseTensor)", "isinstance(x, (tf.Tensor, tf.SparseTensor))"),
        ("type(x) not in [tf.Tensor]", "not isinstance(x, (tf.Tensor))"),
        ("type(tf.log(x)) is tf.Tensor", "isinstance(tf.math.log(x), tf.Tensor)"),
    ],
)
def test_type_becomes_isinstance(migrated, before, after):
    assert migrated(f"{HEAD}def f(x):\n    return {before}\n").endswith(f"    return {after}\n")


@pytest.mark.parametrize(
    "body",
    [
        "type(x) is tf.Operation",
        "type(x) in (int, tf.Tensor)",
        "type(x) == type(y) is tf.Tensor",
        "type(x).__name__ == tf.Tensor",
        "x is tf.Tensor",
    ],
)
def test_other_comparisons_stay(migrated, body):
    assert migrated(f"{HEAD}def f(x, y):\n    return {body}\n").endswith(f"    return {body}\n")
