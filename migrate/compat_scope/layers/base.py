"""The TF1 layer: a scope fixed at the first call, variables made by `get_variable` in it."""

from __future__ import annotations

import copy
import inspect
import threading
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import tensorflow as tf

from migrate.compat_scope.collections import get_collection_ref, meet_variables
from migrate.compat_scope.layers import keras_style
from migrate.compat_scope.layers.config import LayerConfig
from migrate.compat_scope.layers.control import constant_value
from migrate.compat_scope.layers.input_spec import InputSpec, assert_input_compatibility
from migrate.compat_scope.layers.snake_case import to_snake_case
from migrate.compat_scope.modes import in_graph, not_converted
from migrate.compat_scope.name_scopes import name_scope
from migrate.compat_scope.precision import ComputedVariable, plain
from migrate.compat_scope.scope import VariableScope, variable_scope

__all__ = ["InputSpec", "Layer"]

_CALLS = threading.local()
# Collections keyed by a tuple are not exported with a graph.
_LAYER_NAMES = ("__layer_names",)
_KERAS_ARGUMENTS = frozenset(
    (
        "activity_regularizer",
        "autocast",
        "input_shape",
        "batch_input_shape",
        "batch_size",
        "dynamic",
    )
)
_UNTRACKED = (type(None), bool, int, float, str, tuple, type(len), type(lambda: None))


class Layer(LayerConfig, tf.Module):  # type: ignore[misc]
    """Base class of TF1's layers; user code may subclass it (`build`, `call`, `add_weight`).

    `trainable`: whether its variables join TRAINABLE_VARIABLES. `name`: base of the default scope,
    or a variable scope. `dtype`: of its weights, from the first input if None. `_scope`: the scope
    to use, a string or a scope object. `_reuse`: whether its variables must exist already.

    Source: TF 1.15 python/layers/base.py and keras/engine/base_layer.py, `Layer`.
    """

    def __init__(
        self,
        trainable: bool = True,
        name: Any = None,
        dtype: Any = None,
        **kwargs: Any,
    ) -> None:
        # tf.Module.__init__ is left out on purpose: it would open a name scope.
        scope = kwargs.pop("_scope", None)
        self._reuse = kwargs.pop("_reuse", None)
        unknown = set(kwargs) - _KERAS_ARGUMENTS
        if unknown:
            raise TypeError("Keyword argument not understood:", sorted(unknown)[0])
        self._activity_regularizer: Any = kwargs.pop("activity_regularizer", None)
        self._trainable = trainable
        self.stateful = False
        self.built = False
        self.input_spec: Any = None
        self.supports_masking = False
        self._dtype = tf.as_dtype(dtype).base_dtype.name if dtype is not None else None
        self.__dict__.update(_trainable_weights=[], _non_trainable_weights=[])
        self._init_losses()
        self._init_set_name(name)
        self._keras_style = keras_style.enabled()
        self._scope: Any = None
        self._current_scope: Any = None
        if self._keras_style:
            keras_style.refuse(scope=scope, reuse=self._reuse)
        elif scope:
            with variable_scope(scope) as captured:
                self._scope = captured

    def __setattr__(self, name: str, value: Any) -> None:
        # Checkpoints need to see the variables and sublayers, not the settings: tracking is slow.
        if isinstance(value, _UNTRACKED):
            object.__setattr__(self, name, value)
        elif isinstance(value, ComputedVariable):
            super().__setattr__(name, plain(value))
            self.__dict__[name] = value
        else:
            super().__setattr__(name, value)

    # Names and scopes

    def _init_set_name(self, name: Any) -> None:
        base = name.name if isinstance(name, VariableScope) else name
        snake = to_snake_case(type(self).__name__)
        self._base_name = base or snake
        self._name = name if isinstance(name, str) and name else _unique_layer_name(snake)

    @property
    def name(self) -> str:
        """Name of the layer, fixed when it is constructed (its scope is fixed at the first call)."""
        return self._name

    @property
    def scope_name(self) -> str:
        """Name of the layer's variable scope. Raises: ValueError before the first call."""
        if not self._scope:
            raise ValueError(
                f'No name available for layer scope because the layer "{self._name}" has not been '
                "used yet. The scope name  is determined the first time the layer instance is "
                "called. You must therefore call the layer before querying `scope_name`."
            )
        return self._scope.name  # type: ignore[no-any-return]

    def _set_scope(self, scope: Any = None) -> None:
        if self._scope is not None:
            return
        if self._reuse:
            opened = variable_scope(scope if scope is not None else self._base_name)
        else:
            opened = variable_scope(scope, default_name=self._base_name)
        with opened as captured:
            self._scope = captured

    def _name_scope(self) -> Any:
        """Name scope of the layer's ops: that of the scope's first entry, so calls share it."""
        return self._current_scope.original_name_scope

    @property
    def graph(self) -> None:
        """None, as in TF 1.15: layers no longer track their graph."""
        if tf.executing_eagerly():
            raise RuntimeError("Layer.graph not supported when executing eagerly.")
        return None

    # Calling

    def build(self, input_shape: Any) -> None:
        """Makes the variables; called once, before the first `call`."""
        self.built = True

    def call(self, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Computes the outputs; subclasses override it."""
        return inputs

    @not_converted
    def __call__(self, inputs: Any, *args: Any, **kwargs: Any) -> Any:
        """Builds the layer at the first call, then calls it within its scope.

        `scope` in `kwargs` names the scope if none is set yet. Raises: ValueError if the inputs do
        not fit the layer or `call` returns None.
        """
        scope = kwargs.pop("scope", None)
        if self._keras_style:
            keras_style.refuse(scope=scope)
            return self._call_in_name_scope(self._name, inputs, args, kwargs)
        self._set_scope(scope)
        with variable_scope(
            self._scope, reuse=True if self.built else self._reuse, auxiliary_name_scope=False
        ) as current:
            self._current_scope = current
            if "scope" in self._call_arguments():
                kwargs["scope"] = current
            outputs = self._call_in_name_scope(self._name_scope(), inputs, args, kwargs)
        if in_graph():
            self._publish_updates()
        return outputs

    apply = __call__

    def _call_in_name_scope(self, scope: Any, inputs: Any, args: Any, kwargs: Any) -> Any:
        inputs = tf.nest.map_structure(_as_tensor, inputs)
        training = self._settle_training(args, kwargs)
        assert_input_compatibility(self.input_spec, inputs, self._name)
        caller_training, depth = getattr(_CALLS, "training", None), getattr(_CALLS, "depth", 0)
        if not depth:
            self._forget_eager_losses()
        _CALLS.training, _CALLS.depth = training, depth + 1
        self.__dict__["_call_inputs"] = tuple(tf.nest.flatten(inputs)) if in_graph() else ()
        try:
            with name_scope(scope):
                self._maybe_build(inputs)
                outputs = self.call(inputs, *args, **kwargs)
                if outputs is None:
                    raise ValueError(
                        "A layer's `call` method should return a Tensor or a list of Tensors, "
                        f"not None (layer: {self._name})."
                    )
                if self._activity_regularizer is not None:
                    self._add_activity_loss(outputs)
        finally:
            _CALLS.training, _CALLS.depth = caller_training, depth
        return outputs

    def _settle_training(self, args: Any, kwargs: dict[str, Any]) -> Any:
        """The `training` argument of this call: given, or else that of the layer calling this one."""
        names = self._call_arguments()
        accepts = "training" in names or "**" in names
        if "training" in kwargs:
            return kwargs["training"] if accepts else kwargs.pop("training")
        if "training" in names and len(args) >= names.index("training"):
            return args[names.index("training") - 1]
        inherited = getattr(_CALLS, "training", None)
        if accepts and inherited is not None:
            known = constant_value(inherited)
            kwargs["training"] = tf.cast(inherited, tf.bool) if known is None else bool(known)
        return inherited

    def _call_arguments(self) -> tuple[str, ...]:
        return _argument_names(type(self).call)

    def _maybe_build(self, inputs: Any) -> None:
        if self.built:
            if not in_graph():
                meet_variables(self.weights)
            return
        flat = tf.nest.flatten(inputs)
        if flat and self._dtype is None and hasattr(flat[0], "dtype"):
            self._dtype = flat[0].dtype.base_dtype.name
        shapes = None
        if all(hasattr(x, "shape") for x in flat):
            shapes = tf.nest.map_structure(lambda x: x.shape, inputs)
        self.build(shapes)
        self.built = True

    def __deepcopy__(self, memo: dict[int, Any]) -> Layer:
        """A layer of its own weights-to-be; scopes are copied one level deep, tensors shared."""
        result = type(self).__new__(type(self))
        memo[id(self)] = result
        for key, value in self.__dict__.items():
            if key in ("_scope", "_current_scope"):
                copied = copy.copy(value)
            elif _is_tensors(value):
                copied = value
            else:
                copied = copy.deepcopy(value, memo)
            object.__setattr__(result, key, copied)
        return result


def _as_tensor(x: Any) -> Any:
    return tf.convert_to_tensor(x) if isinstance(x, np.ndarray | float | int) else x


def _is_tensors(value: Any) -> bool:
    values: Iterable[Any] = value if isinstance(value, list | tuple) else (value,)
    return bool(values) and all(tf.is_tensor(v) or isinstance(v, tf.Variable) for v in values)


def _argument_names(call: Callable[..., Any]) -> tuple[str, ...]:
    """Names of the arguments of `call` after `self`; `**` stands for any keyword."""
    names = getattr(call, "_layer_argument_names", None)
    if names is None:
        parameters = list(inspect.signature(call).parameters.values())[1:]
        names = tuple("**" if p.kind is p.VAR_KEYWORD else p.name for p in parameters)
        call._layer_argument_names = names  # type: ignore[attr-defined]
    return names


def _unique_layer_name(base: str) -> str:
    """`dense_1`, `dense_2`, ...: unlike scope names, counted from 1 and per graph, whatever the scope."""
    counts = get_collection_ref(_LAYER_NAMES)
    if not counts:
        counts.append({})
    counts[0][base] = counts[0].get(base, 0) + 1
    return f"{base}_{counts[0][base]}"
