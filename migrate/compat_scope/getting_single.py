"""Finding or making one variable, or one shard (TF 1.15 ``_get_single_variable``)."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope import creation
from migrate.compat_scope.collections import meet
from migrate.compat_scope.partitioning import PartitionInfo
from migrate.compat_scope.passes import ScopeState
from migrate.compat_scope.store import SliceInfo, VariableRecord


class Request:
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
    if key in pass_.again:
        if shape is None:
            return record.variable
    elif key not in pass_.seen and not pass_.is_root:
        meet(pass_, record)
        if reuse is not True:
            # The first time in this pass: TF1 would make it now, so nothing is shared yet.
            pass_.seen.add(key)  # type: ignore[arg-type]
            if not record.key.endswith("/"):  # type: ignore[union-attr]
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
                f"{record.dtype.name}{'' if state.store.shares else '_ref'}."
            )
    return record.variable


def _already_exists(record: VariableRecord) -> str:
    return (
        f"Variable {record.key} already exists, disallowed. Did you mean to set reuse=True or "
        f"reuse=tf.AUTO_REUSE in VarScope? Originally defined at:\n\n{record.trace}"
    )


def check_as_new(
    state: ScopeState, request: Request, record: VariableRecord | None, partition_info: Any = None
) -> None:
    """Raises what TF1 raised where this pass comes to a variable for the first time, and it cannot be made.

    The code may have gone on after that error, so that an earlier pass made another variable under the key: `record`.
    """
    if state.pass_.is_root or request.name in state.pass_.seen or request.reuse is True:
        return
    creation.check_collections(request.spec.collections)
    if record is not None and not _fits(record, request):
        _make_in_vain(state, request, partition_info)


def _fits(record: VariableRecord, request: Request) -> bool:
    """Whether the request may be the one that made the variable."""
    shape, dtype = tf.TensorShape(request.shape), tf.as_dtype(request.dtype)
    same_shape: bool = shape.is_compatible_with(record.variable.shape)
    return same_shape and bool(dtype.is_compatible_with(record.dtype))


def _make_in_vain(state: ScopeState, request: Request, partition_info: Any) -> None:
    """Computes the initial value; an error of that leaves the name taken, as in the first pass."""
    initializer, dtype = request.initializer, tf.as_dtype(request.dtype)
    if initializer is None:
        initializer = creation.default_initializer(request.name, dtype)
    if not callable(initializer):
        return  # a constant is what its dtype and its shape are taken from
    try:
        with tf.init_scope():
            shape = tf.TensorShape(request.shape)
            creation.initial_value(initializer, shape, dtype, partition_info)[0]()
    except (TypeError, ValueError):
        state.pass_.names.unique(request.name)
        raise


def get_single(
    state: ScopeState,
    request: Request,
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
        check_as_new(state, request, record, partition_info)
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
    creation.check_collections(request.spec.collections)
    # A final "/" says that the name is that of the open name scope.
    graph_name = name[:-1] if name.endswith("/") else creation.fresh_name(state.pass_, name)
    variable = creation.create(state, graph_name, spec, key=name)
    state.pass_.seen.add(name)
    return variable
