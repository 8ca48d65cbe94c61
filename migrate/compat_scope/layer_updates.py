"""UPDATE_OPS of Keras layers in a graph: there nobody runs the assignments a layer makes, unless told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys

_ASSIGNMENTS = frozenset(
    {"AssignVariableOp", "AssignAddVariableOp", "AssignSubVariableOp"}
    | {"Assign", "AssignAdd", "AssignSub"}
)


@contextmanager
def collect_updates(layer: Any) -> Iterator[None]:
    """Adds what is assigned to the layer's non-trainable weights meanwhile to UPDATE_OPS, as tf.layers did."""
    graph = tf.compat.v1.get_default_graph()
    before = graph.version  # the number of its ops
    yield
    if not layer.non_trainable_weights:
        return
    # What is assigned to: the op that makes a reference variable, or the handle of a resource variable.
    initializers = {
        weight.value.op.name: weight.value.initializer.name
        for weight in layer.non_trainable_weights
    }
    collected = graph.get_collection_ref(GraphKeys.UPDATE_OPS)
    known = {id(op) for op in collected}
    for op in graph.get_operations()[before:]:
        if op.type not in _ASSIGNMENTS or id(op) in known:
            continue
        initializer = initializers.get(op.inputs[0].op.name)
        if initializer is not None and op.name != initializer:
            collected.append(op)
