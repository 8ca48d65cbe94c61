"""The weights of a layer: made by `get_variable` in its scope, listed in creation order."""

from __future__ import annotations

from typing import Any

import numpy as np
import tensorflow as tf

from migrate.compat_scope import precision
from migrate.compat_scope.creation import default_initializer
from migrate.compat_scope.layers import keras_style
from migrate.compat_scope.layers.arguments import (
    get_constraint,
    get_initializer,
    get_regularizer,
)
from migrate.compat_scope.layers.losses import LayerLosses
from migrate.compat_scope.modes import in_graph
from migrate.compat_scope.name_scopes import name_scope
from migrate.compat_scope.scope import variable_scope
from migrate.compat_scope.variables import stored_variable, trainable_variables

__all__ = ["LayerWeights"]


class LayerWeights(LayerLosses):
    """Adding and listing the variables of a layer (TF 1.15 python/layers/base.py, `add_weight`)."""

    built: bool
    _reuse: Any
    _scope: Any
    _current_scope: Any
    _keras_style: bool
    _dtype: str | None
    _trainable: bool
    _trainable_weights: list[Any]
    _non_trainable_weights: list[Any]

    def _set_scope(self, scope: Any = None) -> None:
        raise NotImplementedError

    def _name_scope(self) -> Any:
        raise NotImplementedError

    @property
    def dtype(self) -> Any:
        """Name of the dtype of the weights, None until it is known."""
        return self._dtype

    @property
    def trainable(self) -> bool:
        """Whether the weights count as trainable."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = value

    @property
    def trainable_weights(self) -> list[Any]:
        """Weights to train, in creation order; none if the layer is not trainable."""
        return list(self._trainable_weights) if self.trainable else []

    @property
    def non_trainable_weights(self) -> list[Any]:
        """The other weights, in creation order."""
        if self.trainable:
            return list(self._non_trainable_weights)
        return [*self._trainable_weights, *self._non_trainable_weights]

    @property
    def weights(self) -> list[Any]:
        """All weights: the trainable ones, then the others."""
        return self.trainable_weights + self.non_trainable_weights

    @property
    def variables(self) -> list[Any]:
        """The same as `weights`."""
        return self.weights

    @property
    def trainable_variables(self) -> list[Any]:
        """The same as `trainable_weights`."""
        return self.trainable_weights

    @property
    def non_trainable_variables(self) -> list[Any]:
        """The same as `non_trainable_weights`."""
        return self.non_trainable_weights

    def count_params(self) -> int:
        """Number of scalars in the weights. Raises: ValueError before the layer is built."""
        if not self.built:
            raise ValueError(
                f"You tried to call `count_params` on {self._name}, but the layer isn't built."
            )
        return sum(int(np.prod(w.shape.as_list())) for w in self.weights)

    def add_weight(
        self,
        name: str | None = None,
        shape: Any = None,
        dtype: Any = None,
        initializer: Any = None,
        regularizer: Any = None,
        trainable: bool | None = None,
        constraint: Any = None,
        use_resource: bool | None = None,
        synchronization: Any = tf.VariableSynchronization.AUTO,
        aggregation: Any = tf.compat.v1.VariableAggregation.NONE,
        partitioner: Any = None,
        **kwargs: Any,
    ) -> Any:
        """Makes the variable `<layer scope>/<name>`, or returns the one a reusing layer shares.

        A regularizer's loss joins REGULARIZATION_LOSSES when the variable is made, not when shared.
        Raises: TypeError for an unknown argument, ValueError if a variable read on sync is trainable.
        """
        for unknown in set(kwargs) - {"experimental_autocast", "getter", "collections"}:
            raise TypeError("Unknown keyword argument:", unknown)
        if synchronization == tf.VariableSynchronization.ON_READ:
            if trainable:
                raise ValueError(
                    "Synchronization value can be set to VariableSynchronization.ON_READ only for "
                    "non-trainable variables. You have specified trainable=True and "
                    "synchronization=VariableSynchronization.ON_READ."
                )
            trainable = False
        elif trainable is None:
            trainable = True
        regularizer = get_regularizer(regularizer)
        dtype = tf.as_dtype(dtype or self.dtype or tf.float32).base_dtype
        if self._dtype is None:
            self._dtype = dtype.name
        mixed = precision.active()
        if mixed is not None:
            dtype = mixed.stored(dtype)
        settings = {
            "shape": () if shape is None else shape,
            "dtype": dtype,
            "initializer": get_initializer(initializer),
            "trainable": bool(trainable and self.trainable),
            "constraint": get_constraint(constraint),
            "partitioner": partitioner,
            "synchronization": synchronization,
            "aggregation": aggregation,
        }
        if self._keras_style:
            variable = keras_style.make_variable(name, settings)
            if regularizer is not None:
                self._add_weight_loss(str(name), variable, regularizer)
        else:
            variable = self._get_variable(name, settings, use_resource, regularizer)
        # A custom getter has the last word; a partitioned variable is not listed itself, so TF1 took it for one
        # that is not trained.
        if settings["trainable"] and (self._keras_style or _is_listed(variable)):
            self._trainable_weights.append(variable)
        else:
            self._non_trainable_weights.append(variable)
        return variable if mixed is None else mixed.view(variable)

    def _get_variable(
        self, name: Any, settings: dict[str, Any], use_resource: Any, regularizer: Any
    ) -> Any:
        self._set_scope(None)
        with variable_scope(
            self._scope, reuse=self.built or self._reuse, auxiliary_name_scope=False
        ) as scope:
            self._current_scope = scope
            if settings["initializer"] is None:
                settings["initializer"] = scope.initializer
            if settings["initializer"] is None:  # a custom getter is told which one it is
                settings["initializer"] = default_initializer(str(name), settings["dtype"])
            settings["use_resource"] = use_resource or scope.use_resource or None
            with name_scope(self._name_scope()):
                return self._regularized(name, settings, regularizer, stored_variable)

    add_variable = add_weight


def _is_listed(variable: Any) -> bool:
    if in_graph():
        with tf.init_scope():  # the graph that variables made in its functions belong to
            return any(each is variable for each in trainable_variables())
    return any(each is variable for each in trainable_variables())
