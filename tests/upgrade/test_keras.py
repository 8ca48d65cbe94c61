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


SUBCLASS = """
import tensorflow as tf


class Scale(tf.keras.layers.Layer):
    def build(self, input_shape):
        width = input_shape[-1].value
        self.a = self.add_weight("a", [width], tf.float32)
        self.b = self.{method}({given})

    def call(self, x):
        with tf.variable_scope("scope"):
            return x + tf.get_variable("v", [x.shape[-1].value])
"""


def test_weights_of_subclasses_that_stay_are_named(migrated: Callable[[str], str]) -> None:
    given = """
            "b", shape=input_shape.as_list(), use_resource=True
        """.strip()
    text = migrated(SUBCLASS.format(method="add_variable", given=given))
    assert "width = input_shape[-1]\n" in text
    assert 'self.a = self.add_weight(name="a", shape=[width], dtype=tf.float32)' in text
    assert 'self.b = self.add_weight(name="b", shape=list(input_shape))' in text
    assert "tf.compat.dimension_value(x.shape[-1])" in text


@pytest.mark.parametrize(
    ("class_", "method", "given"),
    [
        ("tf.layers.Layer", "add_variable", '"b", shape=[2]'),  # TF1's own on the shim
        ("object", "add_weight", '"b", shape=[2]'),
        (
            "tf.keras.layers.Layer",
            "add_weight",
            "(2,), 'zeros'",
        ),  # a shape comes first: Keras 3's own
        ("tf.keras.layers.Layer", "add_weight", "*given"),
        ("tf.keras.layers.Layer", "add_weight", '"b", partitioner=p'),
    ],
)
def test_other_weights_are_left_alone(
    class_: str, method: str, given: str, migrate_tree: Callable[..., dict[str, FileOutcome]]
) -> None:
    source = SUBCLASS.replace("tf.keras.layers.Layer", class_)
    outcome = migrate_tree({"m.py": source.format(method=method, given=given)})["m.py"]
    assert f"self.b = self.{method}({given})" in (outcome.after or outcome.before).decode()
    refused = "*" in given or "partitioner" in given
    messages = [d.message for d in outcome.diagnostics if "add_weight" in d.message]
    assert len(messages) == refused, messages
