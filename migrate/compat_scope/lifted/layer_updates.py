"""UPDATE_OPS of layers and modules in a graph: there nobody runs what moves the averages of a batch norm, unless told to.

What a function itself assigned (the vector of a spectral norm, a counter) TF1 did not collect: it ran with what waited for it,
and once in a step.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys

_ASSIGNMENTS = frozenset(
    {"AssignVariableOp", "AssignAddVariableOp", "AssignSubVariableOp"}
    | {"Assign", "AssignAdd", "AssignSub"}
)


def assignments(graph: Any, since: int) -> list[Any]:
    """The ops that assign to a variable, made since the graph had this ``version`` (the number of its ops)."""
    return [op for op in graph.get_operations()[since:] if op.type in _ASSIGNMENTS]


def follows_batches(owner: Any) -> bool:
    """Whether a layer or module has averages that TF1's layer moved by UPDATE_OPS.

    Those are Keras' batch norm and what is derived from it, and the batch norms that are written into files of modules, but for
    those whose class says ``tf1_update_ops = False``: their outputs wait for the averages (``updates_collections=None``).
    """
    if not getattr(type(owner), "tf1_update_ops", True):
        return False
    keras = sys.modules.get("keras")
    if keras is not None and isinstance(owner, keras.layers.BatchNormalization):
        return True
    return isinstance(owner, tf.Module) and hasattr(type(owner), "batch_statistics")


@contextmanager
def collect_updates(kept: Callable[[], list[Any]], decided: Mapping[str, Any]) -> Iterator[None]:
    """Adds what is assigned to averages of batches meanwhile to UPDATE_OPS, as tf.layers did.

    Args:
        kept: gives those variables, afterwards.
        decided: names of such assignments -> a boolean tensor: they count when it is true.
    """
    graph = tf.compat.v1.get_default_graph()
    before = graph.version
    yield
    # What is assigned to: the op that makes a reference variable, or the handle of a resource variable.
    weights = {variable.op.name: variable for variable in kept()}
    if not weights:
        return
    collected = graph.get_collection_ref(GraphKeys.UPDATE_OPS)
    known = {id(op) for op in collected}
    for op in assignments(graph, before):
        variable = weights.get(op.inputs[0].op.name)
        if variable is None or op.name == variable.initializer.name or id(op) in known:
            continue
        if op.name in decided:
            op = _only_if(decided[op.name], variable, op)
        collected.append(op)


def _only_if(decides: Any, variable: Any, op: Any) -> Any:
    """An op that assigns what `op` does, or leaves the variable as it is."""
    if op.type not in ("Assign", "AssignVariableOp"):
        raise NotImplementedError(f"{op.name}: {op.type} while `training` is a tensor")
    old = tf.convert_to_tensor(variable)
    assigned = variable.assign(tf.where(decides, op.inputs[1], old), read_value=False)
    return getattr(assigned, "op", assigned)
