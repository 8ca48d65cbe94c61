"""Reading checkpoints, and assigning them to variables."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

import tensorflow as tf

from migrate.compat_scope.collections import GraphKeys, get_collection
from migrate.compat_scope.contrib.framework.model_variables import (
    get_variable_full_name,
    op_name,
)
from migrate.compat_scope.modes import in_graph

__all__ = [
    "assign_from_checkpoint",
    "assign_from_checkpoint_fn",
    "assign_from_values",
    "assign_from_values_fn",
    "init_from_checkpoint",
    "list_variables",
    "load_checkpoint",
    "load_variable",
]

_log = logging.getLogger(__name__)


def load_checkpoint(filepattern: str) -> Any:
    """A reader of the checkpoint, the latest one of a directory."""
    return tf.train.load_checkpoint(filepattern)


def load_variable(checkpoint_dir: str, name: str) -> Any:
    """The value of one variable, as an array; `name` may end in `:0`."""
    return load_checkpoint(checkpoint_dir).get_tensor(name.removesuffix(":0"))


def list_variables(checkpoint_dir: str) -> list[tuple[str, list[int]]]:
    """Names and shapes of the variables, sorted by name."""
    return tf.train.list_variables(checkpoint_dir)  # type: ignore[no-any-return]


def init_from_checkpoint(checkpoint_dir: str, assignment_map: Any) -> None:
    """Makes variables start from the checkpoint (`tf.compat.v1.train.init_from_checkpoint`)."""
    tf.compat.v1.train.init_from_checkpoint(checkpoint_dir, assignment_map)


def assign_from_values(var_names_to_values: Mapping[str, Any]) -> Any:
    """In a graph, an op and the feed that assign values by name; elsewhere assigns them, (None, {}).

    Raises: ValueError for a name that no variable has, or that several start with.
    """
    pairs: list[tuple[Any, Any]] = []
    for name, value in var_names_to_values.items():
        found = get_collection(GraphKeys.GLOBAL_VARIABLES, name)
        if not found:
            raise ValueError(f"Variable {name} wasn't found")
        exact = [v for v in found if op_name(v) == name] if len(found) > 1 else found
        if not exact:
            raise ValueError(f"Variable {name} doesn't uniquely identify a variable")
        pairs.append((exact[0], value.reshape(exact[0].shape.as_list())))
    return _assign(pairs)


def assign_from_values_fn(var_names_to_values: Mapping[str, Any]) -> Callable[..., Any]:
    """`assign_from_values` as a function of the session (None outside graphs)."""
    return _as_function(assign_from_values(var_names_to_values))


def assign_from_checkpoint(
    model_path: str, var_list: Any, ignore_missing_vars: bool = False
) -> Any:
    """In a graph, an op and the feed that assign a checkpoint; elsewhere assigns it, (None, {}).

    `var_list`: variables, or a dict from checkpoint names to a variable or the shards of one.
    Raises: ValueError for a name the checkpoint lacks (unless ignored) or another shape. Source: TF
    1.15 contrib/framework/python/ops/variables.py.
    """
    grouped: dict[str, list[Any]] = {}
    if isinstance(var_list, list | tuple):
        for var in var_list:
            grouped.setdefault(get_variable_full_name(var), []).append(var)
    else:
        for name, value in var_list.items():
            grouped[name] = list(value) if isinstance(value, list | tuple) else [value]
    reader = tf.compat.v1.train.NewCheckpointReader(model_path)
    pairs: list[tuple[Any, Any]] = []
    for name, variables in grouped.items():
        if not reader.has_tensor(name):
            message = f"Checkpoint is missing variable [{name}]"
            if not ignore_missing_vars:
                raise ValueError(message)
            _log.warning(message)
            continue
        value = reader.get_tensor(name)
        pairs.extend((var, _part(var, name, value)) for var in variables)
    return _assign(pairs)


def assign_from_checkpoint_fn(
    model_path: str,
    var_list: Any,
    ignore_missing_vars: bool = False,
    reshape_variables: bool = False,
) -> Callable[..., Any] | None:
    """A function of the session that restores the variables; None if all of them are missing.

    Raises: ValueError if `var_list` is empty.
    """
    if not var_list:
        raise ValueError("var_list cannot be empty")
    if ignore_missing_vars:
        reader = tf.compat.v1.train.NewCheckpointReader(model_path)
        by_name = var_list if isinstance(var_list, dict) else {op_name(v): v for v in var_list}
        missing = [name for name in by_name if not reader.has_tensor(name)]
        for name in missing:
            _log.warning("Variable %s missing in checkpoint %s", name, model_path)
        var_list = {name: v for name, v in by_name.items() if name not in missing}
        if not var_list:
            _log.warning("No Variables to restore")
            return None
    if not in_graph():
        return lambda session=None: assign_from_checkpoint(model_path, var_list)
    saver = tf.compat.v1.train.Saver(var_list, reshape=reshape_variables)
    return lambda session: saver.restore(session, model_path)


def _part(var: Any, name: str, value: Any) -> Any:
    """What of the checkpoint's value belongs to `var`, all or a slice."""
    info = getattr(var, "_save_slice_info", None)
    if info:
        where = zip(info.var_offset, info.var_shape, strict=True)
        return value[tuple(slice(start, start + size) for start, size in where)]
    if var.shape.as_list() != list(value.shape):
        raise ValueError(
            f"Total size of new array must be unchanged for {name} lh_shape: "
            f"[{value.shape}], rh_shape: [{var.shape}]"
        )
    return value


def _assign(pairs: list[tuple[Any, Any]]) -> Any:
    if not in_graph():
        for var, value in pairs:
            var.assign(value)
        return None, {}
    v1, feed, operations = tf.compat.v1, {}, []
    for var, value in pairs:
        name = f"placeholder/{op_name(var)}"
        placeholder = v1.placeholder(var.dtype.base_dtype, var.shape, name=name)
        operations.append(v1.assign(var, placeholder).op)
        feed[placeholder] = value
    return tf.group(*operations), feed


def _as_function(made: Any) -> Callable[..., Any]:
    operation, feed = made
    if operation is None:
        return lambda session=None: None
    return lambda session: session.run(operation, feed)
