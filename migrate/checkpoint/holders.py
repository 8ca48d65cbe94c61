"""What holds variables, and the TF1 names it has for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import tensorflow as tf

from migrate.checkpoint.name_map import NameMap, VariableName, write_name_map
from migrate.checkpoint.owners import own_name, owned

_PART = re.compile(r"^(.+)/part_(\d+)$")


def named(holder: Any) -> dict[str, Any]:
    """TF1 name -> variable for everything that can be restored.

    Args:
        holder: a ``compat_scope`` store or host, a Keras 3 layer or model, a `tf.Module` (their variables are called
            what :func:`migrate.checkpoint.owners.name_of` says), a dict name -> variable,
            an iterable of variables, a dict or iterable of several of these (its keys are then labels), or
            None for the variables in use here (in graph mode the graph's).

    Raises:
        TypeError: it is none of these.
        ValueError: two variables have the same name.
    """
    if isinstance(holder, Mapping) or (isinstance(holder, Iterable) and not _hosts(holder)):
        names: dict[str, Any] = {}
        items = holder.items() if isinstance(holder, Mapping) else (("", item) for item in holder)
        for label, item in items:
            for name, variable in _named_in(label, item).items():
                if names.setdefault(name, variable) is not variable:
                    raise ValueError(
                        f"two variables are called {name!r}: give a dict of names instead"
                    )
        return names
    from migrate import compat_scope

    try:
        found = compat_scope.named_variables(holder)
    except TypeError as error:
        raise TypeError(
            f"cannot take a {type(holder).__name__}: give a model, a tf.Module, a store, a dict or list of "
            "variables, or a list of such"
        ) from error
    if isinstance(holder, tf.Module):
        # A tf.Module may hold variables of its own beside those made by scope code.
        known = {id(v) for v in found.values()}
        for item in owned(holder):
            variable = variable_of(item.variable)
            if id(variable) not in known and found.setdefault(item.name, variable) is not variable:
                raise ValueError(
                    f"two variables are called {item.name!r}: give a dict of names instead"
                )
    return found


def variable_of(variable: Any) -> Any:
    """The `tf.Variable` behind a Keras variable; others as they are."""
    return variable if isinstance(variable, tf.Variable) else getattr(variable, "value", variable)


def _named_in(label: str, item: Any) -> dict[str, Any]:
    """The variables of one element of a collection; `label` is its name if it is a variable."""
    from migrate import compat_scope

    if isinstance(item, compat_scope.PartitionedVariable):
        whole = label or own_name(item)
        return {f"{whole}/part_{i}": shard for i, shard in enumerate(item)}
    if hasattr(item, "assign") and hasattr(item, "dtype"):
        return {label or own_name(item): item}
    if item is None:
        raise TypeError("cannot take None in a list or dict: give a model or a variable")
    return named(item)


def _hosts(holder: Any) -> bool:
    from migrate import compat_scope

    return isinstance(holder, tf.Module | compat_scope.VariableStore) or hasattr(holder, "weights")


def names(model: Any) -> NameMap:
    """The TF1 names of a model's variables, with shapes and dtypes, in the order they were made.

    Args:
        model: what :func:`migrate.checkpoint.restore` takes.

    Raises:
        TypeError: it holds no variables.
        ValueError: two variables have the same name, or shards do not tell how they make up the whole.
    """
    variables = named(model)
    places = _places(model, variables)
    rows = []
    for name, variable in variables.items():
        shape = tf.TensorShape(variable.shape)
        key, offset, full_shape = places.get(name, (name, None, None))
        rows.append(
            VariableName(
                name,
                tuple(shape.as_list()) if shape.is_fully_defined() else None,
                tf.as_dtype(variable.dtype).base_dtype.name,
                bool(getattr(variable, "trainable", True)),
                key,
                offset,
                full_shape,
            )
        )
    return NameMap(rows)


def write_names(model: Any, path: Any) -> NameMap:
    """Writes :func:`names` of the model to a JSON file, and returns them.

    ``restore(model, checkpoint, rename=path)`` and ``python -m migrate checkpoint check`` read it.
    """
    found = model if isinstance(model, NameMap) else names(model)
    write_name_map(found, path)
    return found


_Place = tuple[str, tuple[int, ...] | None, tuple[int, ...] | None]


def _places(holder: Any, variables: Mapping[str, Any]) -> dict[str, _Place]:
    """Shard name -> (key of the whole, offset, full shape)."""
    places: dict[str, _Place] = {}
    for name, info in _slice_infos(holder).items():
        places[name] = (info.full_name, info.var_offset, info.full_shape)
    groups: dict[str, list[str]] = {}
    for name in variables:
        match = _PART.match(name)
        if match and name not in places and not _stored(holder):
            groups.setdefault(match.group(1), []).append(name)
    for whole, shards in groups.items():
        ordered = [f"{whole}/part_{i}" for i in range(len(shards))]
        if set(ordered) != set(shards) or whole in variables:
            continue  # not the shards of one variable, just names that look alike
        axis = _axis([tuple(variables[name].shape) for name in ordered], whole)
        full = list(variables[ordered[0]].shape)
        full[axis] = sum(int(variables[name].shape[axis]) for name in ordered)
        start = 0
        for name in ordered:
            offset = [0] * len(full)
            offset[axis] = start
            places[name] = (whole, tuple(offset), tuple(full))
            start += int(variables[name].shape[axis])
    return places


def _stored(holder: Any) -> bool:
    """Whether the holder knows which of its variables are shards."""
    return holder is None or (not isinstance(holder, Mapping) and _hosts(holder))


def _slice_infos(holder: Any) -> dict[str, Any]:
    from migrate.compat_scope.hosts import slice_infos

    if _stored(holder):
        return slice_infos(holder)
    found: dict[str, Any] = {}
    for item in holder.values() if isinstance(holder, Mapping) else holder:
        if not (hasattr(item, "assign") and hasattr(item, "dtype")):
            found |= _slice_infos(item)
    return found


def _axis(shapes: list[tuple[int, ...]], whole: str) -> int:
    """The axis along which shards were cut, from their shapes."""
    rank = len(shapes[0])
    fitting = [
        axis
        for axis in range(rank)
        if all(
            len(s) == rank and s[:axis] + s[axis + 1 :] == shapes[0][:axis] + shapes[0][axis + 1 :]
            for s in shapes
        )
    ]
    if len(fitting) == 1 or (fitting and len(shapes) == 1):
        return fitting[0]
    raise ValueError(
        f"the shards {whole}/part_0 ... of shapes {[list(s) for s in shapes]} do not tell along which axis they make "
        f"up {whole}: give the model or the PartitionedVariable instead of its shards"
    )
