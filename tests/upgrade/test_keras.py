"""tf.layers in classes of Keras, which does not track them any more: reported."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from migrate.outcomes import FileOutcome

SOURCE = """
import tensorflow as tf

tf.enable_eager_execution()


class Model(tf.keras.Model):
    def __init__(self):
        super(Model, self).__init__()
        self.dense = tf.layers.Dense(3)
        self.units = tf.layers.flatten

    def call(self, x):
        return self.dense(x)
"""


@pytest.mark.parametrize("base", ["tf.keras.Model", "tf.keras.layers.Layer"])
def test_layers_of_tf1_in_a_keras_class_are_reported(
    base: str, migrate_tree: Callable[..., dict[str, FileOutcome]]
) -> None:
    outcome = migrate_tree({"model.py": SOURCE.replace("tf.keras.Model", base)})["model.py"]
    found = [(d.line, d.message) for d in outcome.diagnostics if d.code == "TF106"]
    assert [(line - 1, message) for line, message in found] == [
        (9, "tf.layers.Dense belongs to no Keras 3 model: Model does not have its variables")
    ]


def test_those_of_other_classes_are_not(
    migrate_tree: Callable[..., dict[str, FileOutcome]],
) -> None:
    outcome = migrate_tree({"model.py": SOURCE.replace("tf.keras.Model", "object")})["model.py"]
    assert [d for d in outcome.diagnostics if d.code == "TF106"] == []
