"""The losses and update operations a layer gathers while it is built and called."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, get_collection_ref
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.name_scopes import name_scope
from migrate.compat_scope.partitioned import PartitionedVariable
from migrate.compat_scope.scope import get_variable_scope
from migrate.compat_scope.variables import global_variables

__all__ = ["LayerLosses", "add_elements_to_collection"]


class LayerLosses:
    """Losses and updates of a layer, and the collections they go to.

    In a graph, update ops wait in UPDATE_OPS for the program to run them (TF 1.15 python/layers/
    base.py, `_add_elements_to_collection`); elsewhere nothing runs them later, so they run at once.
    """

    _name: str
    trainable: bool
    stateful: bool
    _activity_regularizer: Any

    def _init_losses(self) -> None:
        self._updates: list[Any]
        self._losses: list[Any]
        self._eager_losses: list[Any]
        self._callable_losses: list[Callable[[], Any]]
        vars(self).update(_updates=[], _losses=[], _eager_losses=[], _callable_losses=[])

    @property
    def updates(self) -> list[Any]:
        """Update operations; none if the layer is not trainable, as its statistics are frozen."""
        return list(self._updates) if self.trainable or self.stateful else []

    @property
    def losses(self) -> list[Any]:
        """Losses of the activities so far (the last call's in eager mode) and of the weights."""
        weight_losses = [loss() for loss in self._callable_losses]
        return [
            *(self._eager_losses or self._losses),
            *(loss for loss in weight_losses if loss is not None),
        ]

    def add_update(self, updates: Any, inputs: Any = None) -> None:
        """Registers operations, or functions that make them, to run at every training step."""
        flat = updates if isinstance(updates, list | tuple) else [updates]
        if in_graph():
            self._updates.extend(_as_operation(update) for update in flat)
        elif self.trainable or self.stateful:
            for update in flat:
                if callable(update):
                    update()

    def add_loss(self, losses: Any, inputs: Any = None) -> None:
        """Adds scalar losses, or functions that compute them, also to REGULARIZATION_LOSSES."""
        added = []
        for loss in losses if isinstance(losses, list | tuple) else [losses]:
            if callable(loss):
                self._callable_losses.append(loss)
                loss = loss() if in_graph() else None
            elif loss is not None:
                loss = tf.convert_to_tensor(loss)
                (self._losses if in_graph() else self._eager_losses).append(loss)
            if loss is not None:
                added.append(loss)
        if added:
            add_elements_to_collection(added, GraphKeys.REGULARIZATION_LOSSES)

    def _publish_updates(self) -> None:
        if self._updates:
            add_elements_to_collection(self.updates, GraphKeys.UPDATE_OPS)

    def _forget_eager_losses(self) -> None:
        self._eager_losses.clear()

    def _add_activity_loss(self, outputs: Any) -> None:
        with name_scope("ActivityRegularizer"):
            for output in tf.nest.flatten(outputs):
                loss = self._activity_regularizer(output)
                batch_size = tf.cast(tf.shape(output)[0], loss.dtype)
                self.add_loss(loss / batch_size)

    def _add_weight_loss(self, name: str, variable: Any, regularizer: Any) -> None:
        for part in shards(variable):
            self.add_loss(functools.partial(_weight_loss, name, part, regularizer))

    def _regularized(
        self, name: str, settings: dict[str, Any], regularizer: Any, getter: Callable[..., Any]
    ) -> Any:
        """`getter(name, **settings)`, and the regularizer's loss if that made a new variable.

        A scope's regularizer applies as well, as in TF 1.15: `get_variable` is not told of the
        layer's there. Outside graphs it is, as it keeps losses that follow the variable's value.
        """
        if regularizer is None:
            return getter(name, **settings)
        if not in_graph():
            scopes = get_variable_scope().regularizer
            chosen = regularizer if scopes is None else _Sum(scopes, regularizer)
            variable = getter(name, regularizer=chosen, **settings)
            self._callable_losses.append(
                functools.partial(_weight_loss, name, variable, regularizer)
            )
            return variable
        known = {id(v) for v in global_variables()}
        variable = getter(name, **settings)
        if id(shards(variable)[0]) not in known:
            self._add_weight_loss(name, variable, regularizer)
        return variable


class _Sum:
    """Two regularizers as one."""

    def __init__(self, first: Callable[[Any], Any], second: Callable[[Any], Any]) -> None:
        self._regularizers = (first, second)

    def __call__(self, variable: Any) -> Any:
        losses = [loss for r in self._regularizers if (loss := r(variable)) is not None]
        return tf.add_n(losses) if losses else None


def shards(variable: Any) -> list[Any]:
    """The parts of a partitioned variable, or the variable itself."""
    return list(variable) if isinstance(variable, PartitionedVariable) else [variable]


def _weight_loss(name: str, variable: Any, regularizer: Any) -> Any:
    with name_scope(f"{name}/Regularizer"):
        return regularizer(variable)


def _as_operation(update: Any) -> Any:
    if callable(update):
        update = update()
    if isinstance(update, tf.Operation):
        return update
    return update.op if hasattr(update, "op") else tf.convert_to_tensor(update).op


def add_elements_to_collection(elements: list[Any], name: str) -> None:
    """Appends the elements that the collection does not hold yet."""
    collection = get_collection_ref(name)
    held = {id(element) for element in collection}
    collection.extend(element for element in elements if id(element) not in held)
