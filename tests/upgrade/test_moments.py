"""`tf.nn.moments` and `tf.nn.embedding_lookup`: TensorFlow's own where that is known to be the same."""

from __future__ import annotations

import pytest

from .conftest import Migrate, text_of

HEAD = "import tensorflow as tf\nw = tf.get_variable('w', [1])\n"


@pytest.mark.parametrize(
    ("axes", "native"),
    [
        ("[-1]", True),
        ("-1", True),
        ("(-2, -1)", True),
        ("[1, 2]", True),
        ("[0, 1, 2]", True),
        ("[0]", True),
        ("[1]", False),
        ("1", False),
        ("[3]", False),
        ("axes", False),
        ("list(range(3))", True),
        ("range(len(x.shape) - 1)", True),
        ("list(range(1, 3))", False),
    ],
)
def test_moments(axes: str, native: bool, migrate_tree: Migrate) -> None:
    source = f"import tensorflow as tf\n\ndef f(x, axes):\n    return tf.nn.moments(x, {axes}, keep_dims=True)\n"
    text = text_of(migrate_tree({"a.py": source})["a.py"])
    new = f"return tf.nn.moments(x, {axes}, keepdims=True)"
    old = f"return compat_scope.nn.moments(x, {axes}, keep_dims=True)"
    assert (new if native else old) in text


@pytest.mark.parametrize(
    ("given", "native"),
    [
        ("axes = [0, 1]", True),
        ("axes = list(range(len(x.get_shape()) - 1))", True),
        ("axes = [1]", False),
        ("axes = [0, 1]\n    axes = [1]", False),
        ("axes = [0, 1]\n    axes.remove(0)", False),
        ("axes = [0, 1]\n    axes[0] = 1", False),
        ("for axes in ([0, 1], [1]): pass", False),
    ],
)
def test_moments_over_axes_with_a_name(given: str, native: bool, migrate_tree: Migrate) -> None:
    source = f"{HEAD}\ndef f(x):\n    {given}\n    return tf.nn.moments(x, axes, name='m')\n"
    text = text_of(migrate_tree({"a.py": source})["a.py"])
    assert f"return {'tf' if native else 'compat_scope'}.nn.moments(x, axes, name='m')" in text


def test_moments_with_a_shift_stay(migrate_tree: Migrate) -> None:
    source = f"{HEAD}\ndef f(x, s):\n    return tf.nn.moments(x, [0, 1], s)\n"
    assert "compat_scope.nn.moments(x, [0, 1], s)" in text_of(
        migrate_tree({"a.py": source})["a.py"]
    )


def test_lookups_in_what_may_be_a_list_stay(migrate_tree: Migrate) -> None:
    source = f"{HEAD}\ndef f(table, ids):\n    return tf.nn.embedding_lookup(table, ids)\n"
    assert "tf.compat.v1.nn.embedding_lookup(table, ids)" in text_of(
        migrate_tree({"a.py": source})["a.py"]
    )
