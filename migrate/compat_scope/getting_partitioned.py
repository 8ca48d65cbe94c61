"""Finding or making a partitioned variable (TF 1.15 ``_get_partitioned_variable``)."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import meet_variables
from migrate.compat_scope.getting_single import Request, check_as_new, get_single
from migrate.compat_scope.partitioned import PartitionedVariable
from migrate.compat_scope.partitioning import PartitionInfo, call_partitioner, slices
from migrate.compat_scope.passes import ScopeState
from migrate.compat_scope.store import SliceInfo


def get_partitioned(state: ScopeState, request: Request, partitioner: Any) -> PartitionedVariable:
    """TF 1.15 ``_VariableStore._get_partitioned_variable``."""
    name, store = request.name, state.store
    initializer, dtype = request.initializer, tf.as_dtype(request.dtype)
    whole_one = name in store.records
    unpartitioned = ValueError(
        "A partitioner was provided, but an unpartitioned version of the variable was found: "
        f"{name}.  Perhaps a variable of the same name was already created without partitioning?"
    )
    if whole_one and (state.pass_.is_root or name in state.pass_.seen):
        raise unpartitioned
    shape = tf.TensorShape(request.shape)
    if tf.is_tensor(initializer):
        shape = shape.merge_with(initializer.shape)
    partitions = None
    if not request.reuse or partitioner:
        partitions = call_partitioner(partitioner, shape, dtype)
    existing = store.partitioned.get(name)
    if (whole_one or existing is not None) and partitions is not None:
        offset, size = next(iter(slices(shape.as_list(), partitions)))
        if not state.pass_.is_root and name not in state.pass_.seen:
            part = _part(request, 0, offset, size, dtype)
            check_as_new(
                state, part, store.records.get(part.name), PartitionInfo(shape.as_list(), offset)
            )
    if existing is not None:
        return _found_partitioned(state, request, existing, shape, dtype, partitions)
    if request.reuse is True or partitions is None:
        raise ValueError(
            f"PartitionedVariable {name} does not exist, or was not created with tf.get_variable(). "
            "Did you mean to set reuse=False or reuse=tf.AUTO_REUSE in VarScope?"
        )
    if whole_one:
        raise unpartitioned
    full_shape = shape.as_list()
    shards = []
    for i, (offset, size) in enumerate(slices(full_shape, partitions)):
        part = _part(request, i, offset, size, dtype)
        info = SliceInfo(name, tuple(full_shape), tuple(offset), tuple(size))
        shards.append(get_single(state, part, info, PartitionInfo(full_shape, offset)))
    variable = PartitionedVariable(name, shape, dtype, shards, partitions)
    store.partitioned[name] = variable
    state.pass_.seen.add(name)
    return variable


def _part(request: Request, index: int, offset: Any, size: Any, dtype: tf.DType) -> Request:
    """What is asked for one shard.

    Raises:
        ValueError: a constant is given that cannot be cut so.
    """
    name, initializer = f"{request.name}/part_{index}", request.initializer
    part = Request(name, size, dtype, initializer, request.regularizer, request.reuse, request.spec)
    if initializer is not None and not callable(initializer):
        whole = (
            initializer
            if tf.is_tensor(initializer)
            else tf.convert_to_tensor(initializer, dtype=dtype)
        )
        _check_rank(name, whole, len(size))
        part.initializer, part.shape = tf.slice(whole, offset, size), None
        part.dtype = whole.dtype.base_dtype
    return part


def _check_rank(name: str, whole: Any, rank: int) -> None:
    """Raises ValueError, with TF1's wording, for a constant that cannot be cut into shards of this rank."""
    if whole.shape.rank != rank:
        raise ValueError(
            f"Shape must be rank {rank} but is rank {whole.shape.rank} for '{name}/PartitionedInitializer/Slice' "
            f"(op: 'Slice') with input shapes: {whole.shape}, [{rank}], [{rank}]."
        )


def _found_partitioned(
    state: ScopeState,
    request: Request,
    existing: PartitionedVariable,
    shape: tf.TensorShape,
    dtype: tf.DType,
    partitions: Any,
) -> PartitionedVariable:
    name, pass_ = request.name, state.pass_
    if request.reuse is False and name not in pass_.again and (name in pass_.seen or pass_.is_root):
        raise ValueError(
            f"Partitioned variable with name {name} already exists. Did you mean to set reuse=True or "
            "reuse=tf.AUTO_REUSE in VarScope?"
        )
    if name not in pass_.seen:
        pass_.seen.add(name)
        for shard in existing:
            pass_.names.unique(shard.name.partition(":")[0])
        meet_variables(existing)
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
