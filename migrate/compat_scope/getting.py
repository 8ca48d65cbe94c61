"""TF1's variable store logic: find the variable, or make it, or raise what TF1 raised."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

import tensorflow as tf

from migrate.compat_scope import creation
from migrate.compat_scope.name_scopes import OpenNameScope
from migrate.compat_scope.partitioned import (
    PartitionedVariable,
    PartitionInfo,
    call_partitioner,
    slices,
)
from migrate.compat_scope.passes import ScopeState, current
from migrate.compat_scope.store import SliceInfo, VariableRecord

_AUTO = tf.VariableSynchronization.AUTO
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
        "reuse": scope._reuse,
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
    if _takes_constraint(custom_getter):
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
    request = _Request(name, shape, dtype, initializer, regularizer, reuse, spec)
    is_scalar = shape is not None and isinstance(shape, Sequence) and not shape
    with store.lock:
        if partitioner is not None and not is_scalar:
            if not callable(partitioner):
                raise ValueError(f"Partitioner must be callable, but received: {partitioner}")
            return _get_partitioned(state, request, partitioner)
        if reuse is True and partitioner is None and name in store.partitioned:
            return _get_partitioned(state, request, None)
        if f"{name}/part_0" in store.records:
            raise ValueError(
                "No partitioner was provided, but a partitioned version of the variable was found: "
                f"{name}/part_0. Perhaps a variable of the same name was already created with "
                "partitioning?"
            )
        return _get_single(state, request)


class _Request:
    """One call of the getter: what was asked for."""

    __slots__ = ("dtype", "initializer", "name", "regularizer", "reuse", "shape", "spec")

    def __init__(
        self,
        name: str,
        shape: Any,
        dtype: Any,
        initializer: Any,
        regularizer: Any,
        reuse: Any,
        spec: creation.VariableSpec,
    ) -> None:
        self.name = name
        self.shape = shape
        self.dtype = dtype
        self.initializer = initializer
        self.regularizer = regularizer
        self.reuse = reuse
        self.spec = spec


def found(state: ScopeState, record: VariableRecord, shape: Any, dtype: Any, reuse: Any) -> Any:
    """The stored variable, if TF1 would hand it out here.

    Raises:
        ValueError: met before in this pass without reuse, or its shape or dtype differs.
    """
    pass_ = state.pass_
    key = record.key
    if key not in pass_.seen and not pass_.is_root:
        if reuse is not True:
            # The first time in this pass: TF1 would make it now, so nothing is shared yet.
            pass_.seen.add(key)  # type: ignore[arg-type]
            pass_.names.unique(record.name)
            if shape is None:
                return record.variable  # its initializer says what it is
    elif reuse is False:
        raise ValueError(_already_exists(record))
    if shape is not None and shape != record.shape:
        shape = tf.TensorShape(shape)
        if not shape.is_compatible_with(record.variable.shape):
            raise ValueError(
                f"Trying to share variable {key}, but specified shape {shape} and found shape "
                f"{record.variable.shape}."
            )
    if dtype is not record.dtype:
        dtype = tf.as_dtype(dtype)
        if not dtype.is_compatible_with(record.dtype):
            raise ValueError(
                f"Trying to share variable {key}, but specified dtype {dtype.name} and found dtype "
                f"{record.dtype.name}_ref."
            )
    return record.variable


def _already_exists(record: VariableRecord) -> str:
    return (
        f"Variable {record.key} already exists, disallowed. Did you mean to set reuse=True or "
        f"reuse=tf.AUTO_REUSE in VarScope? Originally defined at:\n\n{record.trace}"
    )


def _get_single(
    state: ScopeState,
    request: _Request,
    slice_info: SliceInfo | None = None,
    partition_info: PartitionInfo | None = None,
) -> Any:
    """TF 1.15 ``_VariableStore._get_single_variable``."""
    name, initializer = request.name, request.initializer
    from_value = initializer is not None and not callable(initializer)
    if from_value and request.shape is not None:
        raise ValueError("If initializer is a constant, do not specify shape.")
    record = state.store.records.get(name)
    if record is not None:
        return found(state, record, request.shape, request.dtype, request.reuse)
    if request.reuse is True:
        raise ValueError(
            f"Variable {name} does not exist, or was not created with tf.get_variable(). Did you mean "
            "to set reuse=tf.AUTO_REUSE in VarScope?"
        )
    dtype = tf.as_dtype(request.dtype)
    shape = tf.TensorShape(request.shape)
    value, variable_dtype = initializer, None
    if not from_value:
        if initializer is None:
            initializer = creation.default_initializer(name, dtype)
        value, variable_dtype = creation.initial_value(initializer, shape, dtype, partition_info)
    spec = creation.VariableSpec(
        **{
            **request.spec.__dict__,
            "initial_value": value,
            "dtype": variable_dtype,
            "slice_info": slice_info,
            "regularizer": request.regularizer,
            "known": (shape, variable_dtype) if variable_dtype is not None else None,
        }
    )
    graph_name = creation.fresh_name(state.pass_, name)
    variable = creation.create(state, graph_name, spec, key=name)
    state.pass_.seen.add(name)
    return variable


def _get_partitioned(state: ScopeState, request: _Request, partitioner: Any) -> PartitionedVariable:
    """TF 1.15 ``_VariableStore._get_partitioned_variable``."""
    name, store = request.name, state.store
    initializer, dtype = request.initializer, tf.as_dtype(request.dtype)
    if name in store.records:
        raise ValueError(
            "A partitioner was provided, but an unpartitioned version of the variable was found: "
            f"{name}.  Perhaps a variable of the same name was already created without partitioning?"
        )
    shape = tf.TensorShape(request.shape)
    if tf.is_tensor(initializer):
        shape = shape.merge_with(initializer.shape)
    partitions = None
    if not request.reuse or partitioner:
        partitions = call_partitioner(partitioner, shape, dtype)
    existing = store.partitioned.get(name)
    if existing is not None:
        return _found_partitioned(state, request, existing, shape, dtype, partitions)
    if request.reuse is True or partitions is None:
        raise ValueError(
            f"PartitionedVariable {name} does not exist, or was not created with tf.get_variable(). "
            "Did you mean to set reuse=False or reuse=tf.AUTO_REUSE in VarScope?"
        )
    full_shape = shape.as_list()
    shards = []
    for i, (offset, size) in enumerate(slices(full_shape, partitions)):
        part = _Request(
            f"{name}/part_{i}",
            size,
            dtype,
            initializer,
            request.regularizer,
            request.reuse,
            request.spec,
        )
        if initializer is not None and not callable(initializer):
            whole = (
                initializer
                if tf.is_tensor(initializer)
                else tf.convert_to_tensor(initializer, dtype=dtype)
            )
            part.initializer, part.shape = tf.slice(whole, offset, size), None
            part.dtype = whole.dtype.base_dtype
        info = SliceInfo(name, tuple(full_shape), tuple(offset), tuple(size))
        shards.append(_get_single(state, part, info, PartitionInfo(full_shape, offset)))
    variable = PartitionedVariable(name, shape, dtype, shards, partitions)
    store.partitioned[name] = variable
    state.pass_.seen.add(name)
    return variable


def _found_partitioned(
    state: ScopeState,
    request: _Request,
    existing: PartitionedVariable,
    shape: tf.TensorShape,
    dtype: tf.DType,
    partitions: Any,
) -> PartitionedVariable:
    name, pass_ = request.name, state.pass_
    if request.reuse is False and (name in pass_.seen or pass_.is_root):
        raise ValueError(
            f"Partitioned variable with name {name} already exists. Did you mean to set reuse=True or "
            "reuse=tf.AUTO_REUSE in VarScope?"
        )
    if name not in pass_.seen:
        pass_.seen.add(name)
        for shard in existing:
            pass_.names.unique(shard.name.partition(":")[0])
    wanted: tuple[Any, Any]
    for what, wanted in (
        ("shape", (shape, existing.shape)),
        ("dtype", (dtype, existing.dtype)),
    ):
        if not wanted[0].is_compatible_with(wanted[1]):
            asked, there = (getattr(item, "name", item) for item in wanted)
            raise ValueError(
                f"Trying to reuse partitioned variable {name}, but specified {what} {asked} and found "
                f"{what} {there}."
            )
    if partitions is not None and existing._get_partitions() != list(partitions):
        raise ValueError(
            f"Trying to reuse partitioned variable {name}, but specified partitions {partitions} and "
            f"found partitions {existing._get_partitions()}."
        )
    return existing


def _base_dtype(dtype: Any) -> Any:
    return getattr(dtype, "base_dtype", dtype)


def _takes_constraint(getter: Any) -> bool:
    try:
        parameters = inspect.signature(getter).parameters
    except (TypeError, ValueError):
        return True
    return creation._takes_keywords(parameters, "constraint")
