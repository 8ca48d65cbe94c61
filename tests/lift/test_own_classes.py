"""Where the classes are written that lifted code needs beside Keras' own: below it, but above what may run it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from .lifting import Lifted

NET = '''
import tensorflow as tf


def first(x, training=True):
    with tf.variable_scope("first"):
        return tf.layers.batch_normalization(x, training=training)


# between the two
SIZE = 3


def second(x, training=True):
    with tf.variable_scope("second"):
        return tf.layers.batch_normalization(x, training=training)


def other(x):
    """Nothing of it."""
    return x
'''
LATER = ("First", "SIZE", "Second", "BatchNormalization", "other")


def _order(text: str) -> tuple[str, ...]:
    """What the statements of a module define or run, in order."""
    found = []
    for node in ast.parse(text).body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.append(node.name)
        elif isinstance(node, ast.Assign):
            found.append(ast.unparse(node.targets[0]))
        elif isinstance(node, ast.Expr) and "print" in ast.unparse(node):
            found.append("run")
    return tuple(found)


@pytest.mark.parametrize(
    ("before", "after", "order"),
    [
        ("", "", LATER),
        ("SIZE = 3", "print(first(tf.ones([2, 3])))", ("First", "BatchNormalization", "run")),
        ("SIZE = 3", "SIZE = first(tf.ones([2, 3]))", ("First", "BatchNormalization", "SIZE")),
        ("SIZE = 3", "import json", ("First", "BatchNormalization", "Second")),
        (
            "SIZE = 3",
            "class Ran(object):\n    SIZE = first(tf.ones([2, 3]))",
            ("First", "BatchNormalization", "Ran"),
        ),
        (
            "SIZE = 3",
            "def third(x=len([])):\n    return x",
            ("First", "BatchNormalization", "third"),
        ),
    ],
)
def test_below_the_last_user(
    before: str, after: str, order: tuple[str, ...], tmp_path: Path
) -> None:
    source = NET.replace(before, after) if before else NET
    found = Lifted(tmp_path, source)
    assert found.tiers["second"] == "lifted"
    assert _order(found.text)[: len(order)] == order
    assert "\n\n\n# between the two\n" in found.text


def test_at_the_end_of_a_file(tmp_path: Path) -> None:
    for index, end in enumerate(["", "\n", "  # a comment\n", "\n# the end\n"]):
        source = NET.split("\n\ndef other")[0].rstrip() + end
        found = Lifted(tmp_path / str(index), source)
        assert _order(found.text) == LATER[:-1]
        assert found.text.endswith("\n") is end.endswith("\n")
        assert "\n\n\nclass BatchNormalization(" in found.text


def test_above_what_needs_it_as_a_default(tmp_path: Path) -> None:
    """Of the other target, which writes regularizers, too."""
    source = """
import tensorflow as tf


def first(x, regularizer=tf.contrib.layers.l2_regularizer(0.1)):
    with tf.variable_scope("first"):
        return x * tf.get_variable("w", [3], regularizer=regularizer)
"""
    found = Lifted(tmp_path, source, "module")
    assert found.tiers["first"] == "lifted"
    assert _order(found.text) == ("l2_regularizer", "regularized", "First")
    assert found.module().First()
