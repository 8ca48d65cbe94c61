"""``restore``: a TF1 checkpoint into a model, by name."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import tensorflow as tf

from migrate.checkpoint.choice import AVERAGE, Patterns, Rename, average_of, renaming, selector
from migrate.checkpoint.holders import named
from migrate.checkpoint.matching import Target, suggestion, targets, training_state, why_missing
from migrate.checkpoint.name_map import NameMap
from migrate.checkpoint.progress import progress
from migrate.checkpoint.reader import Reader
from migrate.checkpoint.result import CheckpointMismatch, Entry, RestoreResult
from migrate.checkpoint.rnn import Converted, cells_in, conversions
from migrate.checkpoint.slots import Slot, converted_slots, iterations_from, slots_of


def restore(
    model_or_store: Any,
    path: str | os.PathLike[str],
    *,
    strict: bool = True,
    session: Any = None,
    include: Patterns = None,
    exclude: Patterns = None,
    rename: Rename = None,
    ignore_shapes: bool = False,
    use_ema: bool = False,
    cast: bool = False,
    forget_bias: float = 1.0,
    optimizer: Any = None,
    optimizer_name: str | None = None,
    slot_names: Mapping[str, str] | None = None,
) -> RestoreResult:
    """Gives the variables the values they have in a TF1 checkpoint, by their TF1 names.

    Values stored as float16 or bfloat16 are widened for float32 and float64 variables, which changes none of them;
    any other dtype must be the same, unless
    `cast` is given. Tables of strings are left out, since no layer holds them; they count as training state.

    Args:
        model_or_store: what holds the variables: a ``compat_scope`` store or ``ScopedModule``, a `tf.Module` or
            Keras 3 layer or model, a dict of TF1 name -> variable, a list of variables, a dict or list of several
            of these, or None for those in use here (in graph mode: of the default graph).
        path: a checkpoint prefix such as ``"ckpt/model.ckpt-1000"``, a directory (then its latest checkpoint), or
            a SavedModel.
        strict: raise unless every variable has its key, of its shape and dtype, and every key its variable;
            keys that are training state (optimizer slots, moving averages, the step) may be left over.
        session: in graph mode, the session to assign in; the default session if None.
        include: restore only variables whose TF1 name matches: globs (``*`` crosses ``/``, and ``"scope/"`` means
            all below it) or compiled regular expressions, one or several. Keys that do not match are not looked at.
        exclude: the same for what is left alone.
        rename: where the checkpoint has other names: a dict of variable name -> key (``"new/": "old/"`` renames
            scopes), a function from name to key (None keeps it), or a JSON file with such a dict or written by
            :func:`migrate.checkpoint.write_names`, whose names are given to the variables in their order.
        ignore_shapes: variables of another shape than in the checkpoint keep their value, also when strict.
        use_ema: restore the moving average (``/ExponentialMovingAverage``) of a variable where there is one.
        cast: round floating-point values to the variables' precision, such as float32 ones for bfloat16 variables.
        forget_bias: that of TF1's LSTM cells, for LSTM cells of Keras, which have it in their bias. (The weights of Keras'
            ``LSTM`` and ``GRU`` are converted from TF1's layout, :mod:`migrate.checkpoint.rnn`.)
        optimizer: a Keras 3 ``Adam``, ``SGD`` with momentum, ``RMSprop`` or ``Adagrad`` whose slots and iterations are
            restored too, so that training goes on where it stopped. Hyper-parameters are not in a checkpoint, and
            defaults differ (:mod:`migrate.checkpoint.slots`): give Adam ``epsilon=1e-8``.
        optimizer_name: what it was called in TF1, if not ``Adam``, ``Momentum``, ``RMSProp`` or ``Adagrad``.
        slot_names: for slots that TF1 code named itself: the optimizer's attribute that lists them -> what follows the
            variable's name, such as ``{"momentums": "adam_m", "velocities": "adam_v"}`` for BERT's Adam with weight
            decay. The optimizer may then be of any class.

    Returns:
        What matched and what did not, with reasons. When the model has no variables yet the restore is deferred:
        they get their values as they are made, ``pending`` lists the keys, and ``complete()`` concludes.

    Raises:
        CheckpointMismatch: strict, and something does not match; then no variable was changed.
        CheckpointUnreadable: the checkpoint is missing or damaged; variables whose values were read before the
            damage was met hold them.
        NamesUnreadable: the file given as `rename` is missing or holds something else.
        TypeError: the optimizer is another one.
        ValueError: there are no variables and none can be waited for; `rename` speaks of others; `include` and
            `exclude` leave none; or there are no averages to use.
    """
    reader = Reader(path)
    variables = named(model_or_store)
    waits = not variables and not isinstance(model_or_store, Mapping | Sequence)
    if not variables and not waits:
        raise ValueError("there are no variables to restore: the list or dict is empty")
    choice = _Choice(
        selector(include, exclude), renaming(rename, variables), ignore_shapes, use_ema, cast
    )
    if use_ema and not any(key.endswith(f"/{AVERAGE}") for key in reader.shapes):
        raise ValueError(f"{reader.path}: use_ema, but no key ends in /{AVERAGE}")
    if waits:
        if optimizer is not None:
            raise ValueError(
                "an optimizer's slots need variables: call the model once, then restore"
            )
        return _deferred(model_or_store, reader, strict, choice)
    if not any(map(choice.selected, variables)):
        raise ValueError("include and exclude leave no variable to restore")
    cells = cells_in(model_or_store)
    converted = conversions(cells, reader.shapes, choice.key_of, forget_bias)
    if optimizer is None:
        return _restore_now(variables, reader, strict, session, choice, converted=converted)
    slots = slots_of(optimizer, variables, reader.shapes, choice.key_of, optimizer_name, slot_names)
    slots, in_cells = converted_slots(slots, converted, reader.shapes)
    result = _restore_now(
        variables, reader, strict, session, choice, slots=slots, converted=[*converted, *in_cells]
    )
    iterations = iterations_from(reader, optimizer)
    if iterations is not None:
        optimizer.iterations.assign(iterations)
    return result


_LARGE = 2**20  # bytes: from here on the copies cost more than opening the checkpoint again


@dataclass(frozen=True)
class _Choice:
    """What of a checkpoint is wanted, and how."""

    selected: Callable[[str], bool]
    key_of: Callable[[str], str]
    ignore_shapes: bool = False
    averages: bool = False
    cast: bool = False


_ALL = _Choice(lambda name: True, lambda name: name)


def check(names: NameMap, path: str | os.PathLike[str]) -> RestoreResult:
    """What a strict restore into a model with these names would find, from names, shapes and dtypes alone.

    Raises:
        CheckpointUnreadable: the checkpoint is missing or damaged.
    """
    reader = Reader(path)
    return _compare(targets(names, reader.shapes), reader)


def _restore_now(
    variables: Mapping[str, Any],
    reader: Reader,
    strict: bool,
    session: Any,
    choice: _Choice,
    taken: Container[str] = (),
    slots: Sequence[Slot] = (),
    converted: Sequence[Converted] = (),
) -> RestoreResult:
    """Restores the variables; those of the names in `taken` (shards: of the whole) hold their values already."""
    special = {c.name for c in converted}
    plain = {name: v for name, v in variables.items() if name not in special}
    plan = targets(plain, reader.shapes, choice.key_of, choice.averages)
    if slots:
        keys, convert = {s.name: s.key for s in slots}, {s.name: s.convert for s in slots}
        more = targets({s.name: s.variable for s in slots}, reader.shapes, keys.__getitem__)
        plan += [replace(target, convert=convert[target.name]) for target in more]
    result = _compare(plan, reader, choice, converted)
    if strict and not result.ok:
        raise CheckpointMismatch(result, assigned=bool(taken))
    assign = _assigner(session)
    matched = set(result.matched)
    wanted = [t for t in plan if t.name in matched and t.whole not in taken]
    sizes = {t.key: reader.size_in_bytes(t.key) or 0 for t in wanted}
    with progress(os.path.basename(reader.path), sum(sizes.values())) as advance:
        for target in wanted:
            large = sizes.get(target.key, 0) >= _LARGE and tf.executing_eagerly()
            if large and target.is_plain(reader.dtypes[target.key]):
                assign(target.variable, reader.read_tensor(target.key))
            else:
                assign(target.variable, target.part_of(reader.read(target.key)))
            advance(sizes.pop(target.key, 0))
        for item in converted:
            if item.name in matched:
                assign(item.variable, item.value(reader.read))
    reader.release()
    return result


def _compare(
    plan: list[Target],
    reader: Reader,
    choice: _Choice = _ALL,
    converted: Sequence[Converted] = (),
) -> RestoreResult:
    """The result as it will be, from names, shapes and dtypes alone."""
    excluded = tuple(target.name for target in plan if not choice.selected(target.name))
    plan = [target for target in plan if choice.selected(target.name)]
    converted = [item for item in converted if choice.selected(item.name)]
    used = {target.key for target in plan} | {key for item in converted for key in item.keys}
    unused = {key: shape for key, shape in reader.shapes.items() if key not in used}
    unused = {key: shape for key, shape in unused.items() if choice.selected(key)}
    matched, missing, mismatched = [], [], []
    for target in plan:
        if target.key not in reader.shapes:
            meant = suggestion(target.name, target.shape, unused)
            known = why_missing(target.name, reader.shapes)
            missing.append(Entry(target.name, known or (meant and f"did you mean {meant!r}?")))
            continue
        reason = _misfit(target, reader, choice.cast)
        if reason:
            ignored = choice.ignore_shapes and reason.startswith("shape")
            mismatched.append(Entry(target.name, reason, harmless=ignored))
        else:
            matched.append(target.name)
    for item in converted:
        wrong = [key for key, shape in item.keys.items() if reader.shapes.get(key) != shape]
        if not wrong and not item.problem:
            matched.append(item.name)
        elif wrong and wrong[0] not in reader.shapes:
            missing.append(Entry(item.name, f"TF1 has it in {wrong[0]!r}"))
        else:
            shapes = f"shape {list(reader.shapes[wrong[0]])} of {wrong[0]}" if wrong else ""
            mismatched.append(Entry(item.name, item.problem or shapes))
    replaced = {key[: -len(f"/{AVERAGE}")] for key in used if key.endswith(f"/{AVERAGE}")}
    left_over = []
    for key, shape in unused.items():
        state = training_state(key, reader.shapes)
        if key in replaced or any(r.endswith(f"/{key}") for r in replaced):
            state = "its moving average was restored"
        if reader.dtypes[key] == tf.string:
            state = "strings, which are no weights"
        reason = state or f"shape {list(shape)}, dtype {reader.dtypes[key].name}"
        left_over.append(Entry(key, reason, harmless=bool(state)))
    return RestoreResult(
        reader.path,
        tuple(matched),
        tuple(missing),
        tuple(left_over),
        tuple(mismatched),
        excluded=excluded,
    )


def _misfit(target: Target, reader: Reader, cast: bool) -> str:
    """Why the key's value cannot be assigned to the variable; empty if it can."""
    shape, dtype = reader.shapes[target.key], reader.dtypes[target.key]
    if target.offset is None and target.shape is not None and target.shape != shape:
        part = f" as a part of {target.key}" if target.key != target.name else ""
        return f"shape {list(target.shape)}{part}, in the checkpoint {list(shape)}"
    if not target.takes(dtype, cast):
        return f"dtype {target.dtype.name}, in the checkpoint {dtype.name}"
    return ""


def _deferred(holder: Any, reader: Reader, strict: bool, choice: _Choice) -> RestoreResult:
    """Leaves the values with the holder's store until the variables are made."""
    from migrate import compat_scope

    if not isinstance(holder, tf.Module | compat_scope.VariableStore | type(None)) or (
        compat_scope.in_graph()
    ):
        raise ValueError(
            f"the {type(holder).__name__} has no variables yet: build it (call it once), then restore"
        )
    if choice.cast:
        raise ValueError("cast needs variables to cast to: call the model once, then restore")
    if isinstance(holder, compat_scope.VariableStore):
        store = holder
    else:
        store = compat_scope.variable_store(holder)

    def value_of(name: str) -> Any:
        key = choice.key_of(name)
        if not choice.selected(name):
            return None
        average = average_of(key, reader.shapes) if choice.averages else None
        return reader.read(average or key) if average or key in reader.shapes else None

    pending = store.add_pending(value_of, choice.ignore_shapes)

    def complete() -> RestoreResult:
        store.remove_pending(pending)
        variables = named(holder)
        if not variables:
            raise ValueError("the model still has no variables: call it once before complete()")
        return _restore_now(variables, reader, strict, None, choice, pending.used)

    keys = tuple(filter(choice.selected, reader.shapes))
    return RestoreResult(reader.path, pending=keys, _complete=complete)


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
