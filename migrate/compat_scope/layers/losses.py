"""The losses and update operations a layer gathers while it is built and called."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, add_lasting, get_collection_ref
from migrate.compat_scope.deferred import DeferredLoss
from migrate.compat_scope.layers.reachability import depends_on
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.name_scopes import name_scope
from migrate.compat_scope.partitioned import PartitionedVariable
from migrate.compat_scope.passes import current
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
        self._call_inputs: tuple[Any, ...]
        self._conditional: set[int]
        self.__dict__.update(
            _updates=[],
            _losses=[],
            _eager_losses=[],
            _callable_losses=[],
            _call_inputs=(),
            _conditional=set(),
        )

    @property
    def activity_regularizer(self) -> Any:
        """Function from an output to a scalar loss, or None."""
        return self._activity_regularizer

    @activity_regularizer.setter
    def activity_regularizer(self, regularizer: Any) -> None:
        self._activity_regularizer = regularizer

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
            for update in flat:
                operation = _as_operation(update)
                self._updates.append(operation)
                if depends_on(operation, self._call_inputs):
                    self._conditional.add(id(operation))
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
                if inputs is not None:
                    self._conditional.add(id(loss))
            if loss is not None:
                added.append(loss)
        if added:
            add_elements_to_collection(added, GraphKeys.REGULARIZATION_LOSSES)

    def get_updates_for(self, inputs: Any) -> list[Any]:
        """Updates that depend on `inputs`; with None, those that depend on no input of the layer."""
        return self._related(self.updates, inputs)

    def get_losses_for(self, inputs: Any) -> list[Any]:
        """Losses that depend on `inputs`; with None, those that depend on no input of the layer."""
        return self._related(self.losses, inputs)

    def _related(self, elements: list[Any], inputs: Any) -> list[Any]:
        if inputs is None:
            return [e for e in elements if id(e) not in self._conditional]
        flat = tf.nest.flatten(inputs)
        return [e for e in elements if id(e) in self._conditional and depends_on(e, flat)]

    def _publish_updates(self) -> None:
        if self._updates:
            add_elements_to_collection(self.updates, GraphKeys.UPDATE_OPS)
        else:
            get_collection_ref(GraphKeys.UPDATE_OPS)  # TF1 made the collection in any case

    def _forget_eager_losses(self) -> None:
        self._eager_losses.clear()

    def _add_activity_loss(self, outputs: Any) -> None:
        with name_scope("ActivityRegularizer"):
            for output in tf.nest.flatten(outputs):
                loss = self._activity_regularizer(output)
                batch_size = tf.cast(tf.shape(output)[0], loss.dtype)
                self.add_loss(loss / batch_size, inputs=True)

    def _add_weight_loss(self, name: str, variable: Any, regularizer: Any) -> None:
        for part in shards(variable):
            self.add_loss(functools.partial(_weight_loss, name, part, regularizer))

    def _regularized(
        self, name: str, settings: dict[str, Any], regularizer: Any, getter: Callable[..., Any]
    ) -> Any:
        """`getter(name, **settings)`, and the regularizer's loss if that made a new variable.

        A scope's regularizer applies as well, as in TF 1.15, whose layers keep theirs from
        `get_variable`. Outside graphs only losses that follow the variable's value make sense.
        """
        if regularizer is None:
            return getter(name, **settings)
        known = {id(v) for v in global_variables()}
        if in_graph():
            variable = getter(name, **settings)
            if id(shards(variable)[0]) not in known:
                self._add_weight_loss(name, variable, regularizer)
            return variable
        if get_variable_scope().regularizer is None:
            variable = getter(name, regularizer=regularizer, **settings)
        else:
            variable = _with_second_loss(name, settings, regularizer, getter)
        for part in shards(variable):
            if id(part) not in known:
                loss = functools.partial(_weight_loss, name, part, regularizer)
                self._callable_losses.append(loss)
        return variable


def _with_second_loss(
    name: str, settings: dict[str, Any], regularizer: Any, getter: Callable[..., Any]
) -> Any:
    """A variable that the scope regularizes already, and that `regularizer` shall too, if new."""
    state = current()
    known = {id(v) for v in state.store.variables}
    variable = getter(name, **settings)
    label = getattr(regularizer, "__name__", type(regularizer).__name__).strip("_<>")
    for part in shards(variable):
        if id(part) not in known and regularizer(part) is not None:
            loss_name = f"{part.name.partition(':')[0]}/Regularizer/{label}:0"
            loss = DeferredLoss(loss_name, part, regularizer)
            state.store.by_name[part.name.partition(":")[0]].losses.append(loss)
            add_lasting(state.pass_, GraphKeys.REGULARIZATION_LOSSES, loss)
    return variable


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
