"""Divisions by tf.sqrt(variance + epsilon)."""

from __future__ import annotations

import pytest

from tests.upgrade.conftest import text_of

HEAD = 'import tensorflow as tf\nw = tf.get_variable("w", [1])\n'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("(x-u)/tf.sqrt(s+e)*g", "(x-u)*tf.math.rsqrt(s+e)*g"),
        ("x / (tf.sqrt(s + 1e-5))", "x * (tf.math.rsqrt(s + 1e-5))"),
        ("x / tf.math.sqrt(tf.log(s) + e)", "x * tf.math.rsqrt(tf.math.log(s) + e)"),
    ],
)
def test_division_becomes_multiplication(migrated, before, after):
    text = migrated(f"{HEAD}def f(x, u, s, e, g):\n    return {before}\n")
    assert text.endswith(f"    return {after}\n")


@pytest.mark.parametrize(
    "body",
    ["x / tf.sqrt(s)", "1.0 / tf.sqrt(s + e)", "x / (tf.sqrt(s) + e)", "x // tf.sqrt(s + e)"],
)
def test_other_divisions_stay(migrated, body):
    assert migrated(f"{HEAD}def f(x, s, e):\n    return {body}\n").endswith(f"    return {body}\n")


def test_imported_from_the_module(migrated):
    text = "from tensorflow import sqrt, get_variable\nw = get_variable('w', [1])\n"
    text = migrated(f"{text}def f(x, s, e):\n    return x / sqrt(s + e)\n")
    assert text.endswith("    return x * tf.math.rsqrt(s + e)\n")
    assert "import tensorflow as tf\n" in text


def test_a_named_standard_deviation_is_pointed_out(migrate_tree):
    body = "def f(x, u, s, e):\n    std = tf.sqrt(s + e)\n    return (x - u) / std\n"
    outcome = migrate_tree({"module.py": HEAD + body})["module.py"]
    assert text_of(outcome).endswith(body)
    found = [d for d in outcome.diagnostics if d.code == "TF112"]
    assert [d.severity.value for d in found] == ["warning"]
