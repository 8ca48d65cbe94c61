"""``v.initialized_value()``, which variables of TF 2 do not have."""

from __future__ import annotations

import pytest

HEAD = "import tensorflow as tf\n"
V = 'tf.get_variable("v", [1])'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"def f():\n    v = {V}\n    return v.initialized_value()", "    return v.read_value()"),
        (f"def f():\n    return {V}.initialized_value()", ").read_value()"),
        (
            "def f():\n    return [v.initialized_value() for v in tf.trainable_variables()]",
            "    return [v.read_value() for v in compat_scope.trainable_variables()]",
        ),
        (
            "def f():\n    vs = tf.trainable_variables()\n    for v in vs:\n        yield v.initialized_value()",
            "        yield v.read_value()",
        ),
    ],
)
def test_a_variable_is_read(migrated, before, after):
    assert migrated(f"{HEAD}{before}\n").rstrip().endswith(after)


@pytest.mark.parametrize(
    "before",
    [
        f"x = {V}\ndef f(v):\n    return v.initialized_value()",  # given
        f"def f(n):\n    v = {V}\n    v = n or v\n    return v.initialized_value()",
        f"def f(n):\n    v = {V}\n    with n as v:\n        return v.initialized_value()",
        f"def f(v):\n    w = {V}\n    return lambda v: v.initialized_value()",
        "def f(v):\n    return [v.initialized_value() for v in (tf.trainable_variables(), v)]",
    ],
)
def test_what_may_be_another_object_is_looked_at(migrated, before):
    after = migrated(f"{HEAD}{before}\n")
    assert "compat_scope.initialized_value(v)" in after


def test_graphs_look_whether_it_has_a_value(migrated):
    source = f"{HEAD}v = {V}\nw = tf.Variable(v.initialized_value())\ns = tf.Session()\n"
    assert "compat_scope.Variable(compat_scope.initialized_value(v))" in migrated(source)


def test_the_method_as_a_value(migrate_tree):
    source = f'{HEAD}v = {V}\nw = tf.get_variable("w", initializer=v.initialized_value)\n'
    outcome = migrate_tree({"m.py": source})["m.py"]
    assert [d.code for d in outcome.diagnostics] == ["TF404"]


def test_arguments_are_not_tensorflows(migrated):
    source = f"{HEAD}v = {V}\nw = v.initialized_value(3)\n"
    assert "v.initialized_value(3)" in migrated(source)
