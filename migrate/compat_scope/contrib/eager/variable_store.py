"""`EagerVariableStore`: variables by name for model functions that are run eagerly, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import tensorflow as tf

from migrate.compat_scope.hosts import own, store_of
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.passes import storing_in
from migrate.compat_scope.store import VariableRecord, VariableStore

__all__ = ["EagerVariableStore"]


class EagerVariableStore(tf.Module):  # type: ignore[misc]
    """A store whose variables are shared by name while it is the default, whatever `reuse` says.

    As in TF1's eager mode (TF 1.15 variable_scope.py), what has no name of its own is counted on by the scope around:
    at the root a second ``layers.dense`` is ``dense_1``, in the next step too. It is a ``tf.Module`` here, saved by
    ``tf.train.Checkpoint`` and restored by ``migrate.checkpoint``; regularization losses are those of the present values.

    Args:
        store: the ``_store`` of another one, to share its variables.

    Raises:
        ValueError: `store` is another kind of store.
    """

    def __init__(self, store: VariableStore | None = None) -> None:
        super().__init__(name="eager_variable_store")
        if store is None:
            store = store_of(self)
            store.shares = True
        elif not getattr(store, "shares", False):
            raise ValueError(
                "Cannot construct EagerVariableStore from a VariableStore object that does not hold eager variables."
            )
        else:
            own(self, store)
        self._store: VariableStore = store

    @contextmanager
    def as_default(self) -> Iterator[None]:
        """Variables got in this context are found or made in the store.

        Raises:
            RuntimeError: in a ``tf.Graph``, whose variables are the graph's.
        """
        if in_graph():
            raise RuntimeError(
                "EagerVariableStore.as_default() is for eager code. In a tf.Graph variables are shared by "
                "tf.compat.v1.variable_scope(..., reuse=tf.compat.v1.AUTO_REUSE)."
            )
        with storing_in(self._store):
            yield

    def variables(self) -> list[Any]:
        """Every variable, by name."""
        return _sorted(list(self._store.records.values()))

    def trainable_variables(self) -> list[Any]:
        """The trainable ones, by name."""
        return _sorted([r for r in self._store.records.values() if r.trainable])

    def non_trainable_variables(self) -> list[Any]:
        """The others, by name."""
        return _sorted([r for r in self._store.records.values() if not r.trainable])

    def copy(self) -> EagerVariableStore:
        """A store with variables of the same names and present values, which go their own way."""
        twin = EagerVariableStore()
        for key, record in self._store.records.items():
            with tf.init_scope(), tf.compat.v1.name_scope(None):
                variable = tf.Variable(
                    record.variable.read_value(), name=record.name, trainable=record.trainable
                )
            copied = VariableRecord(variable, record.name, key, record.slice_info, record.trace)
            copied.trainable = record.trainable
            twin._store.register(copied)
        return twin


def _sorted(records: list[VariableRecord]) -> list[Any]:
    return [r.variable for r in sorted(records, key=lambda record: record.name)]
