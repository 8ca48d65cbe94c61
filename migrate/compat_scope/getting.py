"""TF1's variable store logic: find the variable, or make it, or raise what TF1 raised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import tensorflow as tf

from migrate.compat_scope import creation
from migrate.compat_scope.getters import takes_constraint
from migrate.compat_scope.getting_partitioned import get_partitioned
from migrate.compat_scope.getting_single import Request, check_as_new, get_single
from migrate.compat_scope.name_scopes import OpenNameScope
from migrate.compat_scope.passes import current

_AUTO = tf.VariableSynchronization.AUTO
_AUTO_REUSE = tf.compat.v1.AUTO_REUSE
_NONE = tf.VariableAggregation.NONE


def get_in_scope(
    name: str,
    shape: Any,
    dtype: Any,
    initializer: Any,
    regularizer: Any,
    trainable: Any,
    collections: Any,
    caching_device: Any,
    partitioner: Any,
    validate_shape: bool,
    use_resource: Any,
    custom_getter: Any,
    constraint: Any,
    synchronization: Any,
    aggregation: Any,
) -> Any:
    """``VariableScope.get_variable`` of TF 1.15: fills in the scope's defaults, then asks the getter."""
    state = current()
    scope = state.scope
    if regularizer is None:
        regularizer = scope._regularizer
    if partitioner is None:
        partitioner = scope._partitioner
    if custom_getter is None:
        custom_getter = scope._custom_getter
    if dtype is not None and initializer is not None and not callable(initializer):
        init_dtype = tf.convert_to_tensor(initializer).dtype.base_dtype
        if init_dtype != dtype:
            raise ValueError(
                f"Initializer type '{init_dtype}' and explicit dtype '{dtype}' don't match."
            )
    if custom_getter is not None and not callable(custom_getter):
        raise ValueError(f"Passed a custom_getter which is not callable: {custom_getter}")
    kwargs: dict[str, Any] = {
        "shape": shape,
        "dtype": _base_dtype(scope._dtype if dtype is None else dtype),
        "initializer": scope._initializer if initializer is None else initializer,
        "regularizer": regularizer,
        "reuse": _AUTO_REUSE if state.store.shares else scope._reuse,
        "trainable": creation.is_trainable(synchronization, trainable),
        "collections": collections,
        "caching_device": scope._caching_device if caching_device is None else caching_device,
        "partitioner": partitioner,
        "validate_shape": validate_shape,
        "use_resource": scope._use_resource if use_resource is None else use_resource,
        "synchronization": synchronization,
        "aggregation": aggregation,
    }
    full_name = scope._prefix + name
    constraint = scope._constraint if constraint is None else constraint
    if custom_getter is None:
        return true_getter(full_name, constraint=constraint, **kwargs)
    if takes_constraint(custom_getter):
        kwargs["constraint"] = constraint
    root = OpenNameScope(state, None)  # TF1 calls getters at the root name scope
    try:
        return custom_getter(getter=true_getter, name=full_name, **kwargs)
    finally:
        root.close()


def true_getter(
    name: str,
    shape: Any = None,
    dtype: Any = tf.float32,
    initializer: Any = None,
    regularizer: Any = None,
    reuse: Any = None,
    trainable: Any = None,
    collections: Any = None,
    caching_device: Any = None,
    partitioner: Any = None,
    validate_shape: bool = True,
    use_resource: Any = None,
    constraint: Any = None,
    synchronization: Any = _AUTO,
    aggregation: Any = _NONE,
) -> Any:
    """What TF1 hands to custom getters: finds or makes the variable with the full name `name`."""
    del caching_device, use_resource  # no effect outside graph mode
    state = current()
    store = state.store
    spec = creation.VariableSpec(
        initial_value=None,
        trainable=trainable,
        collections=collections,
        validate_shape=validate_shape,
        constraint=constraint,
        synchronization=synchronization,
        aggregation=aggregation,
    )
    request = Request(name, shape, dtype, initializer, regularizer, reuse, spec)
    is_scalar = shape is not None and isinstance(shape, Sequence) and not shape
    with store.lock:
        if partitioner is not None and not is_scalar:
            if not callable(partitioner):
                raise ValueError(f"Partitioner must be callable, but received: {partitioner}")
            return get_partitioned(state, request, partitioner)
        if reuse is True and partitioner is None and name in store.partitioned:
            return get_partitioned(state, request, None)
        part = store.records.get(f"{name}/part_0")
        if part is not None:
            check_as_new(state, request, part)
            raise ValueError(
                "No partitioner was provided, but a partitioned version of the variable was found: "
                f"{name}/part_0. Perhaps a variable of the same name was already created with "
                "partitioning?"
            )
        return get_single(state, request)


def _base_dtype(dtype: Any) -> Any:
    return getattr(dtype, "base_dtype", dtype)
