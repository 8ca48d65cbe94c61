"""The creation order of variables that a layer of `get_layer` makes: that of TF1, where its layers declare one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys
from migrate.compat_scope.keras_host import hosted_by, is_keras_layer, layers_within
from migrate.compat_scope.lifted.layer_registry import LayerRecord
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.passes import current


@contextmanager
def in_tf1_order(record: LayerRecord, scope: str) -> Iterator[None]:
    """Puts the variables that the layer makes meanwhile in the order of ``tf1_order`` of its layers.

    Keras makes a layer's own weights before those of its sublayers, and a `tf.Module` what it can make in its constructor.
    TF1 made them as the statements came, and its collections list them so. What the layer shares was there before.
    """
    before = len(record.made)
    lengths = _lengths()
    yield
    layer = record.layer
    if len(record.made) == before:
        return
    if not is_keras_layer(layer) or any(hasattr(e, "tf1_order") for e in layers_within(layer)):
        _settle(layer, lengths)
        if not in_graph():  # the next call meets them in this order
            places = {name: place for place, name in enumerate(current().store.by_name)}
            made = record.made.items()
            prefix = scope and scope + "/"
            record.made = dict(sorted(made, key=lambda item: places.get(prefix + item[0], -1)))


def _lengths() -> dict[str, int]:
    """How much each collection holds, and under "" how many variables there are by name."""
    if in_graph():
        graph = tf.compat.v1.get_default_graph()
        return {key: len(graph.get_collection_ref(key)) for key in graph.get_all_collection_keys()}
    store = current().store
    return {"": len(store.by_name), **{key: len(items) for key, items in store.collections.items()}}


def _settle(layer: Any, lengths: dict[str, int]) -> None:
    from migrate.checkpoint.owners import owned
    from migrate.compat_scope.lifted.hosting import hosted_in_graph

    hosted = hosted_in_graph if in_graph() else hosted_by
    found = [each.variable for each in owned(layer, hosted)]
    values = [v if isinstance(v, tf.Variable) else v.value for v in found]
    if in_graph():
        places = {value.op.name: place for place, value in enumerate(values)}
        graph = tf.compat.v1.get_default_graph()
        for key in graph.get_all_collection_keys():
            listed = graph.get_collection_ref(key)
            first, is_loss = lengths.get(key, 0), key == GraphKeys.REGULARIZATION_LOSSES
            listed[first:] = _sorted(listed[first:], places, _regularized if is_loss else _op_name)
        return
    store = current().store
    ids: dict[Hashable, int] = {id(value): place for place, value in enumerate(values)}
    with store.lock:
        for key, collection in store.collections.items():
            first = lengths.get(key, 0)
            collection[first:] = _sorted(collection[first:], ids, _variable_of)
        names = list(store.by_name)
        made = names[lengths[""] :]
        ordered = _sorted(made, ids, lambda name: id(store.by_name[name].variable))
        if ordered != made:
            names[lengths[""] :] = ordered
            store.by_name = {name: store.by_name[name] for name in names}


def _variable_of(item: Any) -> Hashable:
    return id(getattr(item, "_variable", item))  # of a loss


def _regularized(loss: Any) -> Hashable:
    """The name of the variable that a loss is about: its ops are named for it."""
    return str(getattr(loss, "name", "")).partition("/Regularizer")[0]


def _op_name(item: Any) -> Hashable:
    return (
        getattr(getattr(item, "op", None), "name", None) if isinstance(item, tf.Variable) else None
    )


def _sorted(items: list[Any], places: dict[Any, int], key: Callable[[Any], Hashable]) -> list[Any]:
    """The items with those that have a place sorted among the positions they hold."""
    placed = sorted((i for i in items if key(i) in places), key=lambda i: places[key(i)])
    rest = iter(placed)
    return [next(rest) if key(i) in places else i for i in items]
