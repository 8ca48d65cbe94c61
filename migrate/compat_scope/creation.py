"""Making one variable of a store: its name, its value, its collections."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, add_lasting
from migrate.compat_scope.deferred import DeferredLoss
from migrate.compat_scope.modes import executing_eagerly
from migrate.compat_scope.names import check_scope_name
from migrate.compat_scope.passes import Pass, ScopeState
from migrate.compat_scope.store import SliceInfo, VariableRecord

_Sync = tf.VariableSynchronization
_Aggregation = tf.VariableAggregation


@dataclass(frozen=True)
class VariableSpec:
    """What TF1's VariableV1 constructor is told."""

    initial_value: Any
    dtype: Any = None
    trainable: bool | None = None
    collections: Any = None
    validate_shape: bool = True
    constraint: Any = None
    synchronization: Any = _Sync.AUTO
    aggregation: Any = _Aggregation.NONE
    shape: Any = None
    slice_info: SliceInfo | None = None
    regularizer: Any = None
    known: Any = None  # (shape, dtype) when the initial value need not be computed to know them


def _known_shape(spec: VariableSpec) -> Any:
    """The shape the variable will have, where that is known before its initial value is computed."""
    if spec.shape is not None:
        return spec.shape
    if spec.known is not None:
        return spec.known[0]
    return getattr(spec.initial_value, "shape", None)


def create(state: ScopeState, name: str, spec: VariableSpec, key: str | None = None) -> Any:
    """Makes a variable called `name` (already unique in the pass) and registers it in the store.

    The caller holds the store's lock. A value waiting for this name (see ``VariableStore.add_pending``)
    takes the place of the initial value.

    Raises:
        ValueError: the name, the collections or the waiting value do not fit.
    """
    check_scope_name(name, at_root=True)
    collections = check_collections(spec.collections)
    trainable = is_trainable(spec.synchronization, spec.trainable)
    store = state.store
    waiting = store.take_pending(name, spec.slice_info, _known_shape(spec))
    variable = unstored(name, spec, waiting)
    loss = None
    if spec.regularizer:
        loss = _regularization_loss(variable, key or name, spec.regularizer)
    record = VariableRecord(
        variable, name, key, spec.slice_info, _caller(), trainable, loss and spec.regularizer
    )
    state.pass_.met.add(id(record))
    store.register(record)
    if trainable and GraphKeys.TRAINABLE_VARIABLES not in collections:
        collections = [*collections, GraphKeys.TRAINABLE_VARIABLES]
    record.collections = tuple(collections)
    for collection in collections:
        add_lasting(state.pass_, collection, variable)
    if loss is not None:
        record.losses.append(loss)
        add_lasting(state.pass_, GraphKeys.REGULARIZATION_LOSSES, loss)
    return variable


def unstored(name: str, spec: VariableSpec, waiting: Any = None) -> Any:
    """Makes a variable that no store has; `waiting` takes the place of its initial value.

    Raises:
        ValueError: the waiting value does not fit.
    """
    initial_value, shape = spec.initial_value, spec.shape
    if not spec.validate_shape and shape is None:
        shape = tf.TensorShape(None)
    with _creation_context(initial_value):
        if waiting is not None:
            initial_value = _fitted(waiting, spec, name)
        return _variable(
            name,
            initial_value=initial_value,
            trainable=is_trainable(spec.synchronization, spec.trainable),
            name=name,
            dtype=spec.dtype,
            constraint=spec.constraint,
            synchronization=spec.synchronization,
            aggregation=spec.aggregation,
            shape=shape,
        )


def _variable(tf1_name: str, **kwargs: Any) -> Any:
    try:
        return tf.Variable(**kwargs)
    except ValueError as error:
        value = kwargs["initial_value"]
        _check_convertible(value)
        if "singleton" not in str(error):
            raise
        if callable(value):
            value()  # an error of the initializer comes first
        raise ValueError(
            f"The variable {tf1_name} is new in a later trace of a tf.function, which can make "
            "variables on its first call only. Call the model once outside tf.function, in a way that "
            f"makes every variable. ({error})"
        ) from error


def _check_convertible(value: Any) -> None:
    """Raises TypeError, with TF1's wording, for an initial value that is no tensor and makes none."""
    if callable(value) or tf.is_tensor(value):
        return
    try:
        tf.convert_to_tensor(value)
    except ValueError as error:
        raise TypeError(
            f"Failed to convert object of type {type(value)} to Tensor. Contents: {value}. Consider casting "
            "elements to a supported type."
        ) from error


def fresh_name(pass_: Pass, name: str) -> str:
    """A unique name that no variable of the store has either."""
    unique = pass_.names.unique(name)
    while unique in pass_.store.by_name:
        unique = pass_.names.unique(name)
    return unique


def _regularization_loss(variable: Any, name: str, regularizer: Any) -> DeferredLoss | None:
    """Calls the regularizer once, as TF1 did at creation; None if it has no loss to add."""
    with tf.init_scope(), tf.compat.v1.name_scope(None):
        loss = regularizer(variable)
    if loss is None:
        return None
    label = getattr(regularizer, "__name__", type(regularizer).__name__).strip("_<>")
    return DeferredLoss(f"{name}/Regularizer/{label}:0", variable, regularizer)


def add_regularizer(name: str, variable: Any, state: ScopeState | None) -> None:
    """Adds the loss of a variable that has its ``regularizer`` since it was made; no `state`: of a graph."""
    if state is None:
        label = getattr(variable.regularizer, "__name__", type(variable.regularizer).__name__)
        with tf.compat.v1.name_scope(f"{name}/Regularizer/"):
            loss = variable.regularizer(variable)
            loss = loss if loss is None else tf.identity(loss, label.strip("_<>"))
        if loss is not None:
            tf.compat.v1.add_to_collection(GraphKeys.REGULARIZATION_LOSSES, loss)
        return
    loss = _regularization_loss(variable, name, variable.regularizer)
    if loss is not None:
        state.store.by_name[name].losses.append(loss)
        add_lasting(state.pass_, GraphKeys.REGULARIZATION_LOSSES, loss)


def is_trainable(synchronization: Any, trainable: bool | None) -> bool:
    """TF 1.15 ``validate_synchronization_aggregation_trainable``, the part about `trainable`."""
    return synchronization != _Sync.ON_READ if trainable is None else bool(trainable)


def default_initializer(name: str, dtype: tf.DType) -> Any:
    """What TF1 fills a variable with when told nothing: glorot_uniform, zeros, False, or b""."""
    if dtype.is_floating:
        return tf.compat.v1.glorot_uniform_initializer()
    if dtype.is_integer or dtype.is_bool or dtype == tf.string:
        return tf.compat.v1.zeros_initializer()
    raise ValueError(f"An initializer for variable {name} of {dtype.base_dtype} is required")


def initial_value(
    initializer: Any, shape: tf.TensorShape, dtype: tf.DType, partition_info: Any = None
) -> tuple[Callable[[], Any], Any]:
    """(a function that makes the initial value, the dtype to ask for).

    Raises:
        ValueError: TF1's message, when the initializer needs a shape and none is fully known.
    """
    if inspect.isclass(initializer):
        initializer = initializer()
    parameters = _parameters(initializer)
    if shape.is_fully_defined():
        kwargs: dict[str, Any] = {"dtype": dtype}
        if parameters is not None and "partition_info" in parameters:
            kwargs["partition_info"] = partition_info
        elif parameters is not None and not _takes_keywords(parameters, "dtype"):
            kwargs = {}
        sizes = shape.as_list()
        return lambda: initializer(sizes, **kwargs), dtype.base_dtype
    if parameters is not None and all(
        p.default is not p.empty or p.kind in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
        for p in parameters.values()
    ):
        return initializer, None
    raise ValueError(
        "The initializer passed is not valid. It should be a callable with no arguments and the "
        "shape should not be provided or an instance of `tf.keras.initializers.*' and `shape` "
        "should be fully defined."
    )


def _parameters(function: Any) -> Any:
    try:
        return inspect.signature(function).parameters
    except (TypeError, ValueError):
        return None


def _takes_keywords(parameters: Any, name: str) -> bool:
    return name in parameters or any(p.kind is p.VAR_KEYWORD for p in parameters.values())


def check_collections(collections: Any) -> list[Any]:
    """The keys to add a variable to. Raises ValueError if they are no list, tuple or set."""
    if collections is None:
        return [GraphKeys.GLOBAL_VARIABLES]
    if not isinstance(collections, list | tuple | set):
        raise ValueError(
            "collections argument to Variable constructor must be a list, tuple, or set. "
            f"Got {collections} of type {type(collections)}"
        )
    return list(collections)


class _Lifted:
    """At the root name scope, and lifted out of the function being traced."""

    def __enter__(self) -> None:
        self._stack = ExitStack()
        self._stack.enter_context(tf.init_scope())  # it carries the name scope out with it
        self._stack.enter_context(tf.compat.v1.name_scope(None))

    def __exit__(self, *exc_info: Any) -> None:
        self._stack.close()


def _creation_context(value: Any) -> Any:
    """Variables outlive the trace that makes them; only a value computed in it keeps them inside."""
    if executing_eagerly():
        return tf.compat.v1.name_scope(None)
    symbolic = tf.is_symbolic_tensor(value) if tf.is_tensor(value) else False
    if symbolic or tf.distribute.has_strategy():
        return tf.compat.v1.name_scope(None)  # tf.function lifts it, by its own means
    return _Lifted()


def _fitted(waiting: Any, spec: VariableSpec, name: str) -> Any:
    """The waiting value, checked against the shape and dtype that the variable would have."""
    if spec.known is not None:
        shape, dtype = spec.known
    else:
        initial = spec.initial_value
        initial = initial() if callable(initial) else initial
        initial = tf.convert_to_tensor(initial, dtype=spec.dtype)
        shape, dtype = initial.shape, initial.dtype
    value = tf.convert_to_tensor(waiting)
    if not shape.is_compatible_with(value.shape):
        raise ValueError(
            f"Variable {name} has shape {shape}, but the value to restore has shape {value.shape}."
        )
    if value.dtype in (tf.float16, tf.bfloat16) and dtype in (tf.float32, tf.float64):
        return tf.cast(value, dtype)  # exact: stored small, computed with in full
    if value.dtype != dtype:
        raise ValueError(
            f"Variable {name} has dtype {dtype.name}, but the value to restore has dtype "
            f"{value.dtype.name}."
        )
    return value


def _caller() -> str:
    """The five innermost callers outside this package, as TF1 prints them."""
    lines: list[str] = []
    frame = sys._getframe(1)
    while frame is not None and len(lines) < 5:
        module = frame.f_globals.get("__name__", "")
        if not module.startswith(("migrate.compat_scope", "tensorflow.", "contextlib")):
            code = frame.f_code
            lines.append(f'  File "{code.co_filename}", line {frame.f_lineno}, in {code.co_name}\n')
        frame = frame.f_back  # type: ignore[assignment]
    return "".join(lines)
