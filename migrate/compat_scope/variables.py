"""`get_variable`, `Variable` and the functions that list and initialize variables."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from migrate.compat_scope import creation, precision
from migrate.compat_scope.collections import GraphKeys, meet
from migrate.compat_scope.getting import get_in_scope
from migrate.compat_scope.getting_single import found
from migrate.compat_scope.graph_errors import as_tf1
from migrate.compat_scope.listing import (
    all_variables,
    global_variables,
    local_variables,
    model_variables,
    moving_average_variables,
    trainable_variables,
)
from migrate.compat_scope.modes import executing_eagerly, in_graph, not_converted
from migrate.compat_scope.passes import current
from migrate.compat_scope.scope import AUTO_REUSE, get_variable_scope
from migrate.compat_scope.static_shapes import as_tf1_shape

__all__ = [
    "Variable",
    "all_variables",
    "get_local_variable",
    "get_variable",
    "global_variables",
    "local_variables",
    "model_variables",
    "moving_average_variables",
    "trainable_variables",
]

_v1 = tf.compat.v1
_AUTO = tf.VariableSynchronization.AUTO
_NONE = tf.VariableAggregation.NONE


@not_converted
def get_variable(
    name: str,
    shape: Any = None,
    dtype: Any = None,
    initializer: Any = None,
    regularizer: Any = None,
    trainable: Any = None,
    collections: Any = None,
    caching_device: Any = None,
    partitioner: Any = None,
    validate_shape: bool = True,
    use_resource: Any = None,
    custom_getter: Any = None,
    constraint: Any = None,
    synchronization: Any = _AUTO,
    aggregation: Any = _NONE,
) -> Any:
    """TF1's ``tf.get_variable``: the variable `name` in the current variable scope, found or made.

    Returns:
        A ``tf.Variable``, or a ``PartitionedVariable`` when a partitioner applies. Called by a Keras layer of a mixed
        policy, a view of the variable (``precision.py``).

    Raises:
        ValueError: with TF1's wording, when the reuse rules, the shape, the dtype or the initializer
            do not fit (TF 1.15 variable_scope.py, ``_VariableStore``).
    """
    mixed = precision.active()
    if mixed is not None:
        dtype = mixed.stored(get_variable_scope().dtype if dtype is None else dtype)
    variable = stored_variable(
        name,
        shape,
        dtype,
        initializer,
        regularizer,
        trainable,
        collections,
        caching_device,
        partitioner,
        validate_shape,
        use_resource,
        custom_getter,
        constraint,
        synchronization,
        aggregation,
    )
    return variable if mixed is None else mixed.view(variable)


@not_converted
def stored_variable(
    name: str,
    shape: Any = None,
    dtype: Any = None,
    initializer: Any = None,
    regularizer: Any = None,
    trainable: Any = None,
    collections: Any = None,
    caching_device: Any = None,
    partitioner: Any = None,
    validate_shape: bool = True,
    use_resource: Any = None,
    custom_getter: Any = None,
    constraint: Any = None,
    synchronization: Any = _AUTO,
    aggregation: Any = _NONE,
) -> Any:
    """As :func:`get_variable`, but the variable itself where mixed precision has that give a view."""
    shape = as_tf1_shape(shape)
    if not executing_eagerly() and in_graph():
        return as_tf1(
            _v1.get_variable,
            name,
            shape=shape,
            dtype=dtype,
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
            collections=collections,
            caching_device=caching_device,
            partitioner=partitioner,
            validate_shape=validate_shape,
            use_resource=use_resource,
            custom_getter=custom_getter,
            constraint=constraint,
            synchronization=synchronization,
            aggregation=aggregation,
        )
    state = current()
    scope = state.scope
    if (
        custom_getter is None
        and partitioner is None
        and collections is None
        and scope._custom_getter is None
        and scope._partitioner is None
        and (initializer is None or callable(initializer))
    ):
        record = state.store.records.get(scope._prefix + name)
        wanted = scope._dtype if dtype is None else dtype
        if record is not None and wanted is record.dtype and _is(shape, record.shape):
            reuse = AUTO_REUSE if state.store.shares else scope._reuse
            return found(state, record, shape, wanted, reuse)
    return get_in_scope(
        name,
        shape,
        dtype,
        initializer,
        regularizer,
        trainable,
        collections,
        caching_device,
        partitioner,
        validate_shape,
        use_resource,
        custom_getter,
        constraint,
        synchronization,
        aggregation,
    )


def _is(shape: Any, known: list[int] | None) -> bool:
    """Whether a variable of the known shape is plainly what is asked for."""
    return shape is None or (isinstance(shape, (list, tuple)) and list(shape) == known)


@not_converted
def get_local_variable(
    name: str,
    shape: Any = None,
    dtype: Any = None,
    initializer: Any = None,
    regularizer: Any = None,
    trainable: Any = False,
    collections: Any = None,
    **kwargs: Any,
) -> Any:
    """TF1's ``tf.get_local_variable``: not trainable, in LOCAL_VARIABLES instead of GLOBAL_VARIABLES."""
    del trainable  # TF1 ignores it
    where = collections or [GraphKeys.LOCAL_VARIABLES]
    if GraphKeys.LOCAL_VARIABLES not in where:
        where = [*where, GraphKeys.LOCAL_VARIABLES]
    return get_variable(
        name,
        shape,
        dtype,
        initializer,
        regularizer,
        trainable=False,
        collections=where,
        **kwargs,
    )


class _AnyVariable(type):
    """`Variable(...)` makes the variable of the present mode; isinstance accepts those of every mode."""

    def __instancecheck__(cls, instance: Any) -> bool:
        return isinstance(instance, tf.Variable)

    def __subclasscheck__(cls, subclass: type) -> bool:
        return issubclass(subclass, tf.Variable)

    def __getattr__(cls, name: str) -> Any:
        return getattr(_v1.Variable, name)  # from_proto, SaveSliceInfo


class Variable(metaclass=_AnyVariable):
    """TF1's ``tf.Variable``: named below the current name scope, made unique, never reused."""

    def __new__(  # type: ignore[misc]
        cls,
        initial_value: Any = None,
        trainable: bool | None = None,
        collections: Any = None,
        validate_shape: bool = True,
        caching_device: Any = None,
        name: str | None = None,
        variable_def: Any = None,
        dtype: Any = None,
        expected_shape: Any = None,
        import_scope: Any = None,
        constraint: Any = None,
        use_resource: bool | None = None,
        synchronization: Any = _AUTO,
        aggregation: Any = _NONE,
        shape: Any = None,
    ) -> Any:
        """Makes a variable; the arguments are those of TF 1.15's constructor.

        Raises:
            ValueError: no initial value, or collections of the wrong type.
        """
        mixed = precision.active()
        if not executing_eagerly() and in_graph():
            variable = as_tf1(
                _v1.Variable,
                initial_value=initial_value,
                trainable=trainable,
                collections=collections,
                validate_shape=validate_shape,
                caching_device=caching_device,
                name=name,
                variable_def=variable_def,
                dtype=dtype,
                expected_shape=expected_shape,
                import_scope=import_scope,
                constraint=constraint,
                use_resource=use_resource,
                synchronization=synchronization,
                aggregation=aggregation,
                shape=shape,
            )
            return variable if mixed is None else mixed.view(variable)
        if initial_value is None:
            raise ValueError("initial_value must be specified.")
        spec = creation.VariableSpec(
            initial_value=initial_value,
            dtype=dtype,
            trainable=trainable,
            collections=collections,
            validate_shape=validate_shape,
            constraint=constraint,
            synchronization=synchronization,
            aggregation=aggregation,
            shape=shape,
        )
        variable = _unreused_variable("Variable" if name is None else name, spec)
        return variable if mixed is None else mixed.view(variable)


@not_converted
def _unreused_variable(name: str, spec: creation.VariableSpec) -> Any:
    """The tf.Variable called `name`: new in this pass, the same object in every pass."""
    state = current()
    pass_, store = state.pass_, state.store
    creation.check_collections(spec.collections)
    full = f"{state.name_scope}/{name}" if state.name_scope else name
    if store.shares:
        return creation.unstored(full, spec)  # TF1's eager mode kept none of these
    with store.lock:
        if pass_.is_root:
            return creation.create(state, creation.fresh_name(pass_, full), spec)
        unique = pass_.names.unique(full)
        record = store.by_name.get(unique)
        while record is not None and record.key is not None:  # another pass's get_variable has it
            unique = pass_.names.unique(full)
            record = store.by_name.get(unique)
        if record is None:
            return creation.create(state, unique, spec)
        meet(pass_, record)
        return record.variable
