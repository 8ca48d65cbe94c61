"""``restore``: a TF1 checkpoint into a model, by name."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

import tensorflow as tf

from migrate.checkpoint.holders import named
from migrate.checkpoint.matching import Target, suggestion, targets, training_state
from migrate.checkpoint.name_map import NameMap
from migrate.checkpoint.reader import Reader
from migrate.checkpoint.result import CheckpointMismatch, Entry, RestoreResult


def restore(
    model_or_store: Any,
    path: str | os.PathLike[str],
    *,
    strict: bool = True,
    session: Any = None,
) -> RestoreResult:
    """Gives the variables the values they have in a TF1 checkpoint, by their TF1 names.

    Args:
        model_or_store: what holds the variables: a ``compat_scope`` store or ``ScopedModule``, a `tf.Module` or
            Keras 3 layer or model, a dict of TF1 name -> variable, a list of variables, or None for those in use
            here (in graph mode: of the default graph).
        path: a checkpoint prefix such as ``"ckpt/model.ckpt-1000"``, or a directory (then its latest checkpoint).
        strict: raise unless every variable has its key, of its shape and dtype, and every key its variable;
            keys that are training state (optimizer slots, moving averages, the step) may be left over.
        session: in graph mode, the session to assign in; the default session if None.

    Returns:
        What matched and what did not, with reasons. When the model has no variables yet the restore is deferred:
        they get their values as they are made, ``pending`` lists the keys, and ``complete()`` concludes.

    Raises:
        CheckpointMismatch: strict, and something does not match; then no variable was changed.
        CheckpointUnreadable: the checkpoint is missing or damaged.
        ValueError: there are no variables and none can be waited for.
    """
    reader = Reader(path)
    variables = named(model_or_store)
    if not variables and not isinstance(model_or_store, Mapping | Sequence):
        return _deferred(model_or_store, reader, strict)
    if not variables:
        raise ValueError("there are no variables to restore: the list or dict is empty")
    return _restore_now(targets(variables, reader.shapes), reader, strict, session)


def check(names: NameMap, path: str | os.PathLike[str]) -> RestoreResult:
    """What a strict restore into a model with these names would find, from names, shapes and dtypes alone.

    Raises:
        CheckpointUnreadable: the checkpoint is missing or damaged.
    """
    reader = Reader(path)
    return _compare(targets(names, reader.shapes), reader)


def _restore_now(
    plan: list[Target], reader: Reader, strict: bool, session: Any, taken: Sequence[str] = ()
) -> RestoreResult:
    """Restores the planned variables; those named in `taken` hold their values already."""
    result = _compare(plan, reader)
    if strict and not result.ok:
        raise CheckpointMismatch(result, assigned=bool(taken))
    assign = _assigner(session)
    matched = set(result.matched) - set(taken)
    for target in plan:
        if target.name in matched:
            assign(target.variable, target.part_of(reader.read(target.key)))
    reader.release()
    return result


def _compare(plan: list[Target], reader: Reader) -> RestoreResult:
    """The result as it will be, from names, shapes and dtypes alone."""
    used = {target.key for target in plan}
    unused = {key: shape for key, shape in reader.shapes.items() if key not in used}
    matched, missing, mismatched = [], [], []
    for target in plan:
        if target.key not in reader.shapes:
            meant = suggestion(target.name, target.shape, unused)
            missing.append(Entry(target.name, f"did you mean {meant!r}?" if meant else ""))
            continue
        reason = _misfit(target, reader)
        if reason:
            mismatched.append(Entry(target.name, reason))
        else:
            matched.append(target.name)
    left_over = []
    for key, shape in unused.items():
        state = training_state(key, reader.shapes)
        reason = state or f"shape {list(shape)}, dtype {reader.dtypes[key].name}"
        left_over.append(Entry(key, reason, harmless=bool(state)))
    return RestoreResult(
        reader.path, tuple(matched), tuple(missing), tuple(left_over), tuple(mismatched)
    )


def _misfit(target: Target, reader: Reader) -> str:
    """Why the key's value cannot be assigned to the variable; empty if it can."""
    shape, dtype = reader.shapes[target.key], reader.dtypes[target.key]
    if target.offset is None and target.shape is not None and target.shape != shape:
        part = f" as a part of {target.key}" if target.key != target.name else ""
        return f"shape {list(target.shape)}{part}, in the checkpoint {list(shape)}"
    if target.dtype != dtype:
        return f"dtype {target.dtype.name}, in the checkpoint {dtype.name}"
    return ""


def _deferred(holder: Any, reader: Reader, strict: bool) -> RestoreResult:
    """Leaves the values with the holder's store until the variables are made."""
    from migrate import compat_scope

    if not isinstance(holder, tf.Module | compat_scope.VariableStore | type(None)) or (
        compat_scope.in_graph()
    ):
        raise ValueError(
            f"the {type(holder).__name__} has no variables yet: build it (call it once), then restore"
        )
    if isinstance(holder, compat_scope.VariableStore):
        store = holder
    else:
        store = compat_scope.variable_store(holder)
    pending = store.add_pending(lambda key: reader.read(key) if key in reader.shapes else None)

    def complete() -> RestoreResult:
        store.remove_pending(pending)
        plan = targets(named(holder), reader.shapes)
        if not plan:
            raise ValueError("the model still has no variables: call it once before complete()")
        taken = [target.name for target in plan if target.key in pending.used]
        return _restore_now(plan, reader, strict, None, taken)

    return RestoreResult(reader.path, pending=tuple(reader.shapes), _complete=complete)


def _assigner(session: Any) -> Any:
    """The function that assigns an array to a variable, in the mode the caller is in."""
    session = session or tf.compat.v1.get_default_session()
    if session is not None:

        def load(variable: Any, value: Any) -> None:
            # Feeds the variable's own initializer, so that the graph does not grow (and may be final).
            variable = getattr(variable, "value", variable) if _is_keras(variable) else variable
            session.run(variable.initializer, {variable.initializer.inputs[1]: value})

        return load
    if not tf.executing_eagerly():
        raise ValueError(
            "there is no session to assign the variables in: pass session=, call restore inside `with session:`, or "
            "use tf.compat.v1.train.Saver().restore(session, path), which keeps working with the same names"
        )
    return lambda variable, value: variable.assign(value)


def _is_keras(variable: Any) -> bool:
    return isinstance(getattr(variable, "path", None), str)
