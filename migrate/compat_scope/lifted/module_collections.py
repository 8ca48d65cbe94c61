"""Names of what modules add to collections of a graph: TF1 made it in the name scopes around the call.

The ops of a `tf.Module` are named after the module wherever it is called. Programs tell what belongs to a tower by names:
``tf.get_collection("losses", scope)`` in ``tf.name_scope("tower_0") as scope``, or of UPDATE_OPS.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys

_VARIABLES = frozenset(
    [GraphKeys.GLOBAL_VARIABLES, GraphKeys.TRAINABLE_VARIABLES, GraphKeys.LOCAL_VARIABLES]
)


@contextmanager
def named_as_around(scope: str) -> Iterator[None]:
    """What is added to collections meanwhile gets names in the present name scope.

    Args:
      scope: the variable scope, with which names of a module's ops begin.
    """
    graph = tf.compat.v1.get_default_graph()
    outside = graph.get_name_scope()
    if not outside or outside == scope:
        yield
        return
    before = {key: len(graph.get_collection_ref(key)) for key in graph.collections}
    yield
    if tf.compat.v1.get_default_graph() is not graph:
        return
    renamed: dict[int, Any] = {}
    for key in graph.collections:
        if key in _VARIABLES:
            continue
        items = graph.get_collection_ref(key)
        for index in range(before.get(key, 0), len(items)):
            item = items[index]
            if id(item) not in renamed and _is_elsewhere(item, outside, graph):
                renamed[id(item)] = _renamed(item, f"{scope}/" if scope else "")
            items[index] = renamed.get(id(item), item)


def _is_elsewhere(item: Any, outside: str, graph: Any) -> bool:
    """Whether it is a tensor or an op of the graph whose name begins otherwise; losses of regularizers TF1 named after weights."""
    if not isinstance(item, (tf.Tensor, tf.Operation)) or item.graph is not graph:
        return False
    return not item.name.startswith(f"{outside}/") and "/Regularizer/" not in item.name


def _renamed(item: Any, prefix: str) -> Any:
    op = item if isinstance(item, tf.Operation) else item.op
    name = op.name[len(prefix) :] if op.name.startswith(prefix) else op.name
    if isinstance(item, tf.Operation):
        return tf.group(item, name=name)
    return tf.identity(item, name=name)
