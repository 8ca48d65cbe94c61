"""Argument changes: made when the call shows all they need, otherwise the call stays on tf.compat.v1."""

from __future__ import annotations

import pytest

# Every module here is TF 1 code by its first line.
HEAD = 'import tensorflow as tf\nw = tf.get_variable("w", [1])\n'

CASES = {
    "tf.nn.dropout(x, keep)": "tf.nn.dropout(x, rate=1 - keep)",
    "tf.nn.dropout(x, 1.0 - p)": "tf.nn.dropout(x, rate=p)",
    "tf.nn.dropout(x, (keep))": "tf.nn.dropout(x, rate=1 - keep)",
    "tf.nn.dropout(x, keep_prob=a if b else c)": "tf.nn.dropout(x, rate=1 - (a if b else c))",
    "tf.nn.dropout(x, keep, seed=1)": "tf.nn.dropout(x, rate=1 - keep, seed=1)",
    "tf.nn.dropout(x, keep, None, 7)": "tf.nn.dropout(x, rate=1 - keep, noise_shape=None, seed=7)",
    "tf.nn.dropout(x, rate=0.1)": "tf.nn.dropout(x, rate=0.1)",
    "tf.nn.dropout(*args)": "compat_scope.nn.dropout(*args)",
    "tf.nn.dropout(x, **kw)": "compat_scope.nn.dropout(x, **kw)",
    "partial(tf.nn.dropout, keep_prob=0.5)": "partial(compat_scope.nn.dropout, keep_prob=0.5)",
    "tf.reduce_sum(x, 1)": "tf.reduce_sum(x, 1)",
    "tf.reduce_sum(x, 1, True)": "tf.reduce_sum(x, 1, True)",
    "tf.reduce_sum(x, reduction_indices=[1], keep_dims=True)": "tf.reduce_sum(x, axis=[1], keepdims=True)",
    "tf.reduce_max(tf.nn.dropout(x, keep), keep_dims=True)": (
        "tf.reduce_max(tf.nn.dropout(x, rate=1 - keep), keepdims=True)"
    ),
    "tf.nn.softmax(x, dim=1)": "tf.nn.softmax(x, axis=1)",
    "tf.to_float(x + 1)": "tf.cast(x + 1, tf.float32)",
    "tf.to_float(tf.to_int32(x))": "tf.cast(tf.cast(x, tf.int32), tf.float32)",
    "tf.log(x)": "tf.math.log(x)",
    "tf.device('/cpu:0')": "tf.device('/cpu:0')",
    "tf.device('/gpu:%d' % i)": "tf.device('/gpu:%d' % i)",
    "tf.device(device_name_or_function=f'/gpu:{i}')": "tf.device(device_name=f'/gpu:{i}')",
    "tf.device(where)": "tf.compat.v1.device(where)",
    "tf.device(lambda op: '/cpu:0')": "tf.compat.v1.device(lambda op: '/cpu:0')",
    "tf.random_uniform([2])": "tf.random.uniform([2])",
    "tf.div(x, y)": "tf.compat.v1.div(x, y)",
    "tf.image.resize_bilinear(x, [2, 2])": "tf.compat.v1.image.resize_bilinear(x, [2, 2])",
    "x.shape[-1].value": "tf.compat.dimension_value(x.shape[-1])",
    "int(x.get_shape()[0].value)": "int(tf.compat.dimension_value(x.get_shape()[0]))",
    "[d.value for d in x.get_shape()]": "[tf.compat.dimension_value(d) for d in x.get_shape()]",
    "x.value": "x.value",
    "obj.items[0].value": "obj.items[0].value",
}


@pytest.mark.parametrize("before", CASES)
def test_call(before, migrated):
    after = migrated(
        f"{HEAD}def f(x, y, a, b, c, p, keep, args, kw, obj, partial):\n    return {before}\n"
    )
    assert after.endswith(f"    return {CASES[before]}\n")


def test_arguments_over_several_lines_keep_their_layout(migrated):
    after = migrated(f"""{HEAD}def f(x):
    return tf.reduce_sum(
        x,  # the values
        keep_dims=True,
        reduction_indices=1)
""")
    assert after.endswith("""    return tf.reduce_sum(
        x,  # the values
        keepdims=True,
        axis=1)
""")


def test_a_local_name_for_a_shape(migrated):
    after = migrated(f"""{HEAD}def f(x, other):
    shape = x.get_shape()
    n = shape[0].value
    m, k = x.shape
    shape = other
    return n, m.value, shape[0].value
""")
    assert "n = tf.compat.dimension_value(shape[0])" in after
    assert "return n, tf.compat.dimension_value(m), shape[0].value" in after
