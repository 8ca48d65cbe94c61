"""TF1's collections: of the graph in graph mode, of the current pass and its store otherwise."""

from __future__ import annotations

import re
from typing import Any

import tensorflow as tf

from migrate.compat_scope.deferred import DeferredLoss
from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.passes import Pass, current

GraphKeys = tf.compat.v1.GraphKeys


@not_converted
def add_to_collection(name: Any, value: Any) -> None:
    """Adds `value` to the collection `name`, as ``tf.add_to_collection``.

    Outside graph mode, variables stay in their store's collections for good; anything else (a loss, an
    update op) belongs to the current pass, because the next run of the code makes it again.
    """
    if in_graph():
        tf.compat.v1.add_to_collection(name, value)
    else:
        _add(current().pass_, name, value)


@not_converted
def add_to_collections(names: Any, value: Any) -> None:
    """Adds `value` once to each collection of `names` (a key or an iterable of keys)."""
    if in_graph():
        tf.compat.v1.add_to_collections(names, value)
        return
    pass_ = current().pass_
    for name in (names,) if isinstance(names, str) else set(names):
        _add(pass_, name, value)


@not_converted
def get_collection(key: Any, scope: str | None = None) -> list[Any]:
    """A new list of what is in the collection, in the order it was added.

    Args:
        key: the collection, often one of ``GraphKeys``.
        scope: a regular expression: keeps the items whose ``name`` it matches at the start
            (TF 1.15 ops.py, ``Graph.get_collection``: ``re.match``, so ``"a"`` also finds ``ab/v``).
    """
    if in_graph():
        return list(tf.compat.v1.get_collection(key, scope))
    items = list(collection_list(current().pass_, key))
    if scope is not None:
        pattern = re.compile(scope)
        items = [item for item in items if _matches(pattern, item)]
    return [item.value() if isinstance(item, DeferredLoss) else item for item in items]


@not_converted
def get_collection_ref(key: Any) -> list[Any]:
    """The list of the collection itself: changing it changes the collection."""
    if in_graph():
        return tf.compat.v1.get_collection_ref(key)  # type: ignore[no-any-return]
    return collection_list(current().pass_, key)


def collection_list(pass_: Pass, key: Any) -> list[Any]:
    """The pass's own list for `key`, brought up to date with the variables of its store."""
    items = pass_.collections.get(key)
    if items is None:
        items = pass_.collections[key] = []
    lasting = pass_.store.collections.get(key)
    if lasting:
        done = pass_.merged.get(key, 0)
        if done < len(lasting):
            items.extend(lasting[done:])
            pass_.merged[key] = len(lasting)
    return items


def add_lasting(pass_: Pass, key: Any, value: Any) -> None:
    """Adds a variable, or a loss that is recomputed, to a collection of the store."""
    with pass_.store.lock:
        lasting = pass_.store.collections.setdefault(key, [])
        if not pass_.is_root:
            # The next pass adds the same things again: only what exceeds the earlier passes is new.
            added = pass_.added[key, id(value)] = pass_.added.get((key, id(value)), 0) + 1
            if sum(item is value for item in lasting) >= added:
                return
        lasting.append(value)


def _add(pass_: Pass, key: Any, value: Any) -> None:
    from migrate.compat_scope.partitioned import PartitionedVariable

    if isinstance(value, tf.Variable | PartitionedVariable):
        add_lasting(pass_, key, value)
    else:
        collection_list(pass_, key).append(value)


def _matches(pattern: re.Pattern[str], item: Any) -> bool:
    try:
        name = item.name
    except (AttributeError, ValueError, NotImplementedError):
        return False  # an eager tensor has no name
    return isinstance(name, str) and pattern.match(name) is not None
