"""Subclasses of Keras' layers that use TF1's scopes, as objects whose call makes all their variables: as lifting reads classes.

class Scaled(tf.keras.layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.units = units

    def build(self, input_shape):
        with tf.variable_scope(self.name):
            self.kernel = tf.get_variable("kernel", [input_shape[-1].value, self.units])
        super().build(input_shape)

    def call(self, x):
        return tf.matmul(x, self.kernel)

class Scaled(tf.keras.layers.Layer):
    def __init__(self, units, name=None):
        self.name = name
        self.units = units

    def __call__(self, x):
        with tf.variable_scope(self.name):
            kernel = tf.get_variable("kernel", [x.shape[-1].value, self.units])
        return tf.matmul(x, kernel)

TF1's Keras built a layer when it was first called, and `tf.get_variable` ignores Keras' name scopes (TF 1.15, keras/engine/base_layer.py).
So the names are those of such an object, wherever the scope is the object's name or none of Keras' counting.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from migrate.lift.classes.keras_bases import FOR_KERAS, KERAS_BASES
from migrate.lift.classes.uses import references
from migrate.lift.normal.classes.keras_names import check_own_name
from migrate.lift.normal.classes.keras_reading import read_class
from migrate.lift.normal.classes.keras_text import form_edits
from migrate.lift.normal.classes.keras_uses import check_objects
from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.plans import Refused
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.outcomes import Reason


@dataclass(frozen=True)
class KerasForms:
    """The classes of a tree that can be written so, and why others cannot, by their methods that make variables."""

    found: tuple[Repeats, ...] = ()
    refused: Mapping[Key, Reason] = field(default_factory=dict)


def keras_classes(
    sources: Mapping[str, LiftSource], graph: TreeGraph, elsewhere: Collection[Key], keras: bool
) -> KerasForms:
    """Looks for the classes of a tree.

    Args:
      elsewhere: what modules use that stay as they are.
      keras: whether they become layers, which keep what is for Keras.
    """
    found: list[Repeats] = []
    refused: dict[Key, Reason] = {}
    for source in sources.values():
        for node in source.tree.body:
            if not isinstance(node, ast.ClassDef) or not any(
                source.symbol(b) in KERAS_BASES for b in node.bases
            ):
                continue
            methods = {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
            makers = {(source.module, f"{node.name}.{name}") for name in methods}
            makers &= graph.creating
            if not makers or "__call__" in methods:
                continue
            try:
                one = read_class(source, node)
                check_shared(sources, graph, elsewhere, one.key, node.lineno)
                for name in check_objects(sources, one):
                    check_own_name(one, name)
                edits = form_edits(one, () if keras else FOR_KERAS)
            except Refused as reason:
                refused |= dict.fromkeys(makers, reason.reason)
                continue
            call = (source.module, f"{node.name}.__call__")
            before = {call: tuple(sorted(makers, reverse=True))}
            found.append(Repeats(frozenset([call]), {source.module: edits}, before=before))
    return KerasForms(tuple(found), refused)


def check_shared(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    elsewhere: Collection[Key],
    key: Key,
    line: int,
) -> None:
    """Nobody inherits from a class, or knows it by other ways than its name.

    Raises:
      Refused: someone does.
    """
    own = key[1]
    if any(k in elsewhere for k in (key, (key[0], f"{own}.__init__"))):
        raise Refused("TF305", f"`{own}` is used in a module that stays as it is", line)
    below = next((c for c in graph.classes if key in graph.bases(c)), None)
    if below is not None:
        raise Refused("TF320", f"`{below[1]}` inherits from `{own}`", line)
    for source in sources.values():
        if any(True for _ in references(source, key)) and own in source.looked_up:
            raise Refused("TF305", f"`{own}` is looked up by a string ({source.module})", 0)
