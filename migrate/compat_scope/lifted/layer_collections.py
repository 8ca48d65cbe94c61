"""Collections that a layer or module says its variables go to: ``tf1_collections`` of a weight.

TF1's ``get_variable(..., collections=)`` puts a variable there in place of GLOBAL_VARIABLES; one that is trained is in
TRAINABLE_VARIABLES as well (tensorflow/python/ops/variables.py of TF 1.15, ``RefVariable._init_from_args``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, add_lasting, collection_list
from migrate.compat_scope.creation import check_collections
from migrate.compat_scope.keras_host import is_keras_layer
from migrate.compat_scope.lifted.layer_registry import LayerRecord
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.passes import current
from migrate.compat_scope.reference_variables import tensorflow_variable


@contextmanager
def collected(record: LayerRecord) -> Iterator[None]:
    """What a layer makes meanwhile is put where it says that it goes, in the order in which it was made.

    Raises:
      ValueError: what a weight says is no list of names.
    """
    made, before = len(record.made), len(_collection(GraphKeys.GLOBAL_VARIABLES))
    yield
    if len(record.made) > made:
        layer = record.layer
        _collect(layer.weights if is_keras_layer(layer) else layer.variables, before)


def _collect(weights: Iterable[Any], before: int) -> None:
    """Of the weights, those that are new: what was there before stays where it is."""
    said = {
        id(tensorflow_variable(w)): check_collections(w.tf1_collections)
        for w in weights
        if getattr(w, "tf1_collections", None) is not None
    }
    new = _collection(GraphKeys.GLOBAL_VARIABLES)[before:] if said else []
    for variable in [v for v in new if id(v) in said]:
        keys = said[id(variable)]
        for key in keys:
            if not any(one is variable for one in _collection(key)):
                _add(key, variable)
        if GraphKeys.GLOBAL_VARIABLES not in keys:
            _take_out(GraphKeys.GLOBAL_VARIABLES, variable)


def _collection(key: Any) -> list[Any]:
    if in_graph():
        return tf.compat.v1.get_default_graph().get_collection_ref(key)  # type: ignore[no-any-return]
    return collection_list(current().pass_, key)


def _add(key: Any, variable: Any) -> None:
    if in_graph():
        tf.compat.v1.get_default_graph().add_to_collection(key, variable)
        return
    pass_ = current().pass_
    add_lasting(pass_, key, variable)
    record = pass_.store.by_name[variable.name.partition(":")[0]]
    record.collections = (*record.collections, key)


def _take_out(key: Any, variable: Any) -> None:
    if in_graph():
        _remove(tf.compat.v1.get_default_graph().get_collection_ref(key), variable)
        return
    pass_ = current().pass_
    _remove(collection_list(pass_, key), variable)  # with all of the store's, which it has now
    _remove(pass_.store.collections[key], variable)
    pass_.merged[key] = len(pass_.store.collections[key])
    record = pass_.store.by_name[variable.name.partition(":")[0]]
    record.collections = tuple(k for k in record.collections if k != key)


def _remove(items: list[Any], variable: Any) -> None:
    items[:] = [one for one in items if one is not variable]
