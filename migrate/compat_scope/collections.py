"""TF1's collections: of the graph in graph mode, of the current pass and its store otherwise."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.deferred import DeferredLoss
from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.partitioned import PartitionedVariable
from migrate.compat_scope.passes import Pass, current
from migrate.compat_scope.store import VariableRecord

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
    pass_ = current().pass_
    pass_.listed.add(key)
    items = list(collection_list(pass_, key))
    if scope is not None:
        pattern = re.compile(scope)
        items = [item for item in items if _matches(pattern, item)]
    return [item.value() if isinstance(item, DeferredLoss) else item for item in items]


@not_converted
def get_collection_ref(key: Any) -> list[Any]:
    """The list of the collection itself: changing it changes the collection."""
    if in_graph():
        return tf.compat.v1.get_collection_ref(key)  # type: ignore[no-any-return]
    pass_ = current().pass_
    pass_.listed.add(key)
    return collection_list(pass_, key)


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
                collection_list(pass_, key).append(value)
                return
            pass_.store.origins[id(value)] = pass_.function
        lasting.append(value)


def meet(pass_: Pass, record: VariableRecord) -> None:
    """Lists a variable of an earlier pass, now that this one comes to it: there TF1 made it."""
    if pass_.is_root or id(record) in pass_.met:
        return
    pass_.met.add(id(record))
    for key in record.collections:
        collection_list(pass_, key).append(record.variable)
    if record.losses:
        collection_list(pass_, GraphKeys.REGULARIZATION_LOSSES).extend(record.losses)


def meet_variables(variables: Iterable[Any]) -> None:
    """As :func:`meet`, for variables that an object kept: they were made when it was first used."""
    pass_ = current().pass_
    if pass_.is_root:
        return
    by_name = pass_.store.by_name
    for variable in variables:
        for part in variable if isinstance(variable, PartitionedVariable) else (variable,):
            name = getattr(part, "name", None)  # None of what a custom getter computed
            record = by_name.get(name.partition(":")[0]) if name else None
            if record is not None and record.variable is part:
                meet(pass_, record)


def warn_of_unmet(pass_: Pass) -> None:
    """Says which variables this run listed without, though earlier runs made them and it never came to them."""
    for key in pass_.listed:
        listed = {id(item) for item in collection_list(pass_, key)}
        missed = [
            item.name for item in pass_.store.collections.get(key, ()) if id(item) not in listed
        ]
        if missed:
            warnings.warn(
                f"The collection {key!r} was listed in a call that did not ask for {', '.join(missed)}, made by "
                "an earlier call: they were not in the list. Get variables in every call, or list them outside.",
                stacklevel=3,
            )


def _add(pass_: Pass, key: Any, value: Any) -> None:
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
