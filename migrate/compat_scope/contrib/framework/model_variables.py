"""Variables with collections: `variable`, `model_variable`, and finding them again."""

from __future__ import annotations

import functools
import re
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import (
    GraphKeys,
    add_to_collection,
    get_collection,
)
from migrate.compat_scope.contrib.framework.arg_scope import add_arg_scope
from migrate.compat_scope.modes import not_converted
from migrate.compat_scope.scope import VariableScope, get_variable_scope
from migrate.compat_scope.variables import Variable, get_variable

__all__ = [
    "VariableDeviceChooser",
    "add_model_variable",
    "filter_variables",
    "get_local_variables",
    "get_model_variables",
    "get_trainable_variables",
    "get_unique_variable",
    "get_variable_full_name",
    "get_variables",
    "get_variables_by_name",
    "get_variables_by_suffix",
    "get_variables_to_restore",
    "global_variable",
    "local_variable",
    "model_variable",
    "variable",
    "zero_initializer",
]

_AUTO = tf.VariableSynchronization.AUTO
_NONE = tf.compat.v1.VariableAggregation.NONE


@not_converted
@add_arg_scope
def variable(
    name: str,
    shape: Any = None,
    dtype: Any = None,
    initializer: Any = None,
    regularizer: Any = None,
    trainable: bool = True,
    collections: Any = None,
    caching_device: Any = None,
    device: Any = None,
    partitioner: Any = None,
    custom_getter: Any = None,
    use_resource: bool | None = None,
    synchronization: Any = _AUTO,
    aggregation: Any = _NONE,
) -> Any:
    """`get_variable` on `device`; `custom_getter` here takes its place altogether.

    Source: TF 1.15 contrib/framework/python/ops/variables.py, `variable`.
    """
    keys = list(collections if collections is not None else [GraphKeys.GLOBAL_VARIABLES])
    getter = get_variable
    if custom_getter is not None:
        getter = functools.partial(custom_getter, reuse=get_variable_scope().reuse)
    with tf.compat.v1.device(device or ""):
        return getter(
            name,
            shape=shape,
            dtype=dtype,
            initializer=initializer,
            regularizer=regularizer,
            trainable=trainable,
            collections=list(dict.fromkeys(keys)),
            caching_device=caching_device,
            partitioner=partitioner,
            use_resource=use_resource,
            synchronization=synchronization,
            aggregation=aggregation,
        )


@not_converted
@add_arg_scope
def model_variable(
    name: str,
    shape: Any = None,
    dtype: Any = tf.float32,
    initializer: Any = None,
    regularizer: Any = None,
    trainable: bool = True,
    collections: Any = None,
    caching_device: Any = None,
    device: Any = None,
    partitioner: Any = None,
    custom_getter: Any = None,
    use_resource: bool | None = None,
    synchronization: Any = _AUTO,
    aggregation: Any = _NONE,
) -> Any:
    """`variable` that also joins MODEL_VARIABLES."""
    return variable(
        name,
        shape=shape,
        dtype=dtype,
        initializer=initializer,
        regularizer=regularizer,
        trainable=trainable,
        collections=[
            *(collections or []),
            GraphKeys.GLOBAL_VARIABLES,
            GraphKeys.MODEL_VARIABLES,
        ],
        caching_device=caching_device,
        device=device,
        partitioner=partitioner,
        custom_getter=custom_getter,
        use_resource=use_resource,
        synchronization=synchronization,
        aggregation=aggregation,
    )


def local_variable(
    initial_value: Any,
    validate_shape: bool = True,
    name: str | None = None,
    use_resource: bool | None = None,
) -> Any:
    """A `tf.Variable`, not trainable, in LOCAL_VARIABLES only."""
    return _collected(GraphKeys.LOCAL_VARIABLES, initial_value, validate_shape, name, use_resource)


def global_variable(
    initial_value: Any,
    validate_shape: bool = True,
    name: str | None = None,
    use_resource: bool | None = None,
) -> Any:
    """A `tf.Variable`, not trainable, in GLOBAL_VARIABLES."""
    return _collected(GraphKeys.GLOBAL_VARIABLES, initial_value, validate_shape, name, use_resource)


def _collected(key: str, value: Any, validate: bool, name: Any, use_resource: Any) -> Any:
    return Variable(
        value,
        trainable=False,
        collections=[key],
        validate_shape=validate,
        name=name,
        use_resource=use_resource,
    )


def add_model_variable(var: Any) -> None:
    """Adds a variable to MODEL_VARIABLES unless it is there."""
    if not any(v is var for v in get_collection(GraphKeys.MODEL_VARIABLES)):
        add_to_collection(GraphKeys.MODEL_VARIABLES, var)


def get_variables(
    scope: Any = None, suffix: str | None = None, collection: str = GraphKeys.GLOBAL_VARIABLES
) -> list[Any]:
    """Variables of a collection whose name starts with `scope` (a regex or scope), ends in `suffix`."""
    if isinstance(scope, VariableScope):
        scope = scope.name
    if suffix is not None:
        if ":" not in suffix:
            suffix += ":"
        scope = (scope or "") + ".*" + suffix
    return get_collection(collection, scope)


def get_model_variables(scope: Any = None, suffix: str | None = None) -> list[Any]:
    """`get_variables` of MODEL_VARIABLES."""
    return get_variables(scope, suffix, GraphKeys.MODEL_VARIABLES)


def get_local_variables(scope: Any = None, suffix: str | None = None) -> list[Any]:
    """`get_variables` of LOCAL_VARIABLES."""
    return get_variables(scope, suffix, GraphKeys.LOCAL_VARIABLES)


def get_trainable_variables(scope: Any = None, suffix: str | None = None) -> list[Any]:
    """`get_variables` of TRAINABLE_VARIABLES."""
    return get_variables(scope, suffix, GraphKeys.TRAINABLE_VARIABLES)


def get_variables_to_restore(include: Any = None, exclude: Any = None) -> list[Any]:
    """Global variables of the scopes `include` (all if None), less those of the scopes `exclude`.

    Raises: TypeError if either is neither None, list nor tuple.
    """
    for name, scopes in (("include", include), ("exclude", exclude)):
        if scopes is not None and not isinstance(scopes, list | tuple):
            raise TypeError(f"{name} is provided but is not a list or a tuple.")
    included = (
        get_variables() if include is None else [v for s in include for v in get_variables(s)]
    )
    excluded = {id(v) for scope in exclude or () for v in get_variables(scope)}
    return [v for v in included if id(v) not in excluded]


def get_variables_by_suffix(suffix: str, scope: Any = None) -> list[Any]:
    """Variables whose name ends in `suffix`."""
    return get_variables(scope=scope, suffix=suffix)


def get_variables_by_name(given_name: str, scope: Any = None) -> list[Any]:
    """Variables whose last name part is `given_name`."""
    return get_variables(scope=scope, suffix=f"/{given_name}:|^{given_name}:")


def get_unique_variable(var_op_name: str) -> Any:
    """The variable of exactly this name. Raises: ValueError if there is none."""
    candidates = get_variables(scope=var_op_name)
    if not candidates:
        raise ValueError(f"Couldn't find variable {var_op_name}")
    for candidate in candidates:
        if op_name(candidate) == var_op_name:
            return candidate
    raise ValueError(f"Variable {var_op_name} does not uniquely identify a variable")


def get_variable_full_name(var: Any) -> str:
    """Checkpoint name of a variable; a shard goes by the name of the whole."""
    info = getattr(var, "_save_slice_info", None)
    return info.full_name if info else op_name(var)


def op_name(var: Any) -> str:
    """TF1's `var.op.name`, which eager variables do not have."""
    return str(var.name.partition(":")[0])


def filter_variables(
    var_list: Any,
    include_patterns: Any = None,
    exclude_patterns: Any = None,
    reg_search: bool = True,
) -> list[Any]:
    """Variables whose name matches an include pattern (if given) and no exclude pattern."""
    matches = re.search if reg_search else re.match

    def any_match(patterns: Any, var: Any) -> bool:
        return any(matches(pattern, var.name) for pattern in patterns)

    included = [v for v in var_list if include_patterns is None or any_match(include_patterns, v)]
    return [v for v in included if not any_match(exclude_patterns or (), v)]


def zero_initializer(ref: Any, use_locking: bool = True, name: str = "zero_initializer") -> Any:
    """Operation that sets `ref` to zeros."""
    return tf.compat.v1.assign(ref, tf.zeros(ref.shape, ref.dtype.base_dtype))


class VariableDeviceChooser:
    """A device function that spreads variables over parameter servers in turn."""

    def __init__(
        self,
        num_tasks: int = 0,
        job_name: str = "ps",
        device_type: str = "CPU",
        device_index: int = 0,
        replica: int | None = None,
    ) -> None:
        self._num_tasks = num_tasks
        self._job_name = job_name
        self._device_type = device_type
        self._device_index = device_index
        self._replica = replica
        self._next_task_id = 0

    def __call__(self, op: Any) -> str:
        """Device of `op`, as a string."""
        where: dict[str, Any] = {}
        if self._num_tasks > 0:
            where = {"job": self._job_name, "task": self._next_task_id}
            self._next_task_id = (self._next_task_id + 1) % self._num_tasks
        spec = tf.compat.v1.DeviceSpec(
            replica=self._replica,
            device_type=self._device_type,
            device_index=self._device_index,
            **where,
        )
        return str(spec.to_string())
