"""Optimizer slots of TF1 in Keras 3 optimizers: which slot is which, and what has to be converted.

Read off the update rules (TF 1.15 training/*.py, Keras 3 optimizers/*.py); with equal hyper-parameters both take the same
steps. Two defaults differ and are not in a checkpoint: Adam's epsilon is 1e-8 in TF1 and 1e-7 in Keras (it is added
to the root in both), RMSProp's 1e-10 and 1e-7 (inside the root in both); TF1's Adagrad has none, Keras' 1e-7.

One thing more differs in training: where an embedding is looked up more than once, the rows of its sparse gradient are summed
by TF1's optimizers before they are squared, while Keras 3 squares them one by one. ``tf.convert_to_tensor(gradient)`` sums
them. And TF1's momentum and RMSProp leave rows alone that a sparse gradient does not have; Keras decays them all.

Optimizers that projects wrote for themselves name their slots themselves (BERT's ``adam_m`` and ``adam_v``): `slot_names` says
which of the optimizer's lists of variables holds which.

Keras offers no public way from a variable to its slots: the attributes named in `_ATTRIBUTES`, and
``_trainable_variables``, are private, used here only and tested.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from migrate.checkpoint.choice import PART
from migrate.checkpoint.rnn import Converted

# Keras class -> TF1's name for the optimizer, and the attributes in the order of TF1's slots.
_ATTRIBUTES = {
    "Adam": ("Adam", ("_momentums", "_velocities")),
    "SGD": ("Momentum", ("momentums",)),
    "RMSprop": ("RMSProp", ("_velocities", "_average_gradients", "_momentums")),
    "Adagrad": ("Adagrad", ("_accumulators",)),
}
_TINY = 1e-30  # a beta power below this has lost its digits


@dataclass(frozen=True)
class Slot:
    """One slot variable of a Keras optimizer.

    Attributes:
        name: its TF1 name, ``VARIABLE/Adam``; for a shard ``VARIABLE/Adam/part_N``.
        key: what the checkpoint calls it.
        variable: what to assign to.
        convert: from TF1's value to Keras'.
        trained: the TF1 name of the variable whose slot it is.
        suffix: what its name has in addition.
    """

    name: str
    key: str
    variable: Any
    convert: Callable[[Any], Any] | None = None
    trained: str = ""
    suffix: str = ""


def slots_of(
    optimizer: Any,
    variables: Mapping[str, Any],
    keys: Mapping[str, Any],
    key_of: Callable[[str], str],
    name: str | None = None,
    slot_names: Mapping[str, str] | None = None,
) -> list[Slot]:
    """The slots that a checkpoint is to fill; builds the optimizer if it is not.

    Args:
        optimizer: a Keras 3 ``Adam``, ``SGD`` with momentum, ``RMSprop`` or ``Adagrad``; with `slot_names` any.
        variables: TF1 name -> the model's variables.
        keys: the checkpoint's keys.
        key_of: from a variable's name to its key.
        name: what the optimizer was called in TF1, if not by its default name.
        slot_names: the optimizer's attribute that lists slot variables -> what TF1 added to the variables' names.

    Raises:
        TypeError: it is another optimizer.
        ValueError: it trains variables that are not the model's, or has no such attribute.
    """
    kind = next((k.__name__ for k in type(optimizer).__mro__ if k.__name__ in _ATTRIBUTES), "")
    if not kind and slot_names is None:
        raise TypeError(
            f"cannot restore a {type(optimizer).__name__}: {', '.join(_ATTRIBUTES)} of Keras 3 have slots like TF1's; "
            'for others slot_names={"attribute": "suffix"} says which of its lists of variables is called what'
        )
    if not optimizer.built:
        optimizer.build([v for v in variables.values() if v.trainable])
    lists = _named_lists(optimizer, slot_names) if slot_names else _lists(optimizer, kind, name)
    names = {id(variable): name for name, variable in variables.items()}
    found = []
    for place, trained in enumerate(optimizer._trainable_variables):
        variable = names.get(id(trained)) or names.get(id(getattr(trained, "value", None)))
        if variable is None:
            raise ValueError(
                f"the optimizer trains {trained.name!r}, which the model does not hold"
            )
        for suffix, slots in lists.items():
            slot_name, key = _slot_names(variable, key_of(variable), suffix, keys)
            convert = _accumulated(optimizer) if kind == "SGD" else None
            found.append(Slot(slot_name, key, slots[place].value, convert, variable, suffix))
    if not found:
        raise ValueError(f"this {kind} has no slots to restore (SGD has some with momentum only)")
    return found


def _lists(optimizer: Any, kind: str, name: str | None) -> dict[str, Any]:
    """What TF1 added to the variables' names -> the slots, in the order of the variables."""
    default, attributes = _ATTRIBUTES[kind]
    lists = [getattr(optimizer, attribute, None) for attribute in attributes]
    made = [slots for slots in lists if slots]  # such as RMSprop without momentum
    return {(name or default) + (f"_{i}" if i else ""): slots for i, slots in enumerate(made)}


def _named_lists(optimizer: Any, slot_names: Mapping[str, str]) -> dict[str, Any]:
    count = len(optimizer._trainable_variables)
    known = {
        attribute.lstrip("_"): list(value)
        for attribute, value in vars(optimizer).items()
        if isinstance(value, list | tuple)
        and len(value) == count
        and attribute != "_trainable_variables"
        and all(hasattr(each, "assign") for each in value)
    }
    for attribute in slot_names:
        if attribute.lstrip("_") not in known:
            there = ", ".join(known) or "none"
            raise ValueError(
                f"slot_names: {type(optimizer).__name__} has no slots {attribute!r}; those it has: {there}"
            )
    return {suffix: known[attribute.lstrip("_")] for attribute, suffix in slot_names.items()}


def converted_slots(
    slots: Sequence[Slot], converted: Sequence[Converted], keys: Mapping[str, Any]
) -> tuple[list[Slot], list[Converted]]:
    """The slots that are taken as they are, and those of RNN weights, which have another layout in TF1."""
    by_name = {item.name: item for item in converted}
    plain = [slot for slot in slots if slot.trained not in by_name]
    others = [
        by_name[slot.trained].slot(
            slot.name, slot.variable, _key_with(slot.suffix, keys), slot.convert
        )
        for slot in slots
        if slot.trained in by_name
    ]
    return plain, others


def _key_with(suffix: str, keys: Mapping[str, Any]) -> Callable[[str], str]:
    return lambda key: _slot_names(key, key, suffix, keys)[1]


def _slot_names(variable: str, key: str, suffix: str, keys: Mapping[str, Any]) -> tuple[str, str]:
    """The TF1 name and the checkpoint key of a slot.

    TF 1.15 slot_creator.py: below the variable's name, both below the scope in which the optimizer was applied; the slots of
    shards are saved as one key of the whole.
    """
    part, key_part = PART.match(variable), PART.match(key)
    name = f"{part.group(1)}/{suffix}/part_{part.group(2)}" if part else f"{variable}/{suffix}"
    whole = key_part.group(1) if key_part else key
    wanted = f"{whole}/{suffix}"
    if wanted not in keys:
        below = [other for other in keys if other.endswith(f"/{wanted}")]
        wanted = below[0] if len(below) == 1 else wanted
    return name, f"{wanted}/part_{key_part.group(2)}" if key_part else wanted


def _accumulated(optimizer: Any) -> Callable[[Any], Any]:
    """TF1 sums up gradients, Keras steps: the learning rate that both have now makes the one the other."""
    rate = float(optimizer.learning_rate)
    return lambda value: np.asarray(-rate * value, value.dtype)


def iterations_from(reader: Any, optimizer: Any) -> int | None:
    """How many steps were taken: from Adam's beta powers, which TF1 multiplies at every step, or the global step.

    The powers are rounded at every step; where the global step is within a percent of what they say, it is what is
    meant. None if neither is in the checkpoint.
    """
    step = int(reader.read("global_step")) if "global_step" in reader.shapes else None
    for number in (1, 2):
        beta = getattr(optimizer, f"beta_{number}", None)
        key = f"beta{number}_power"
        if beta is None or key not in reader.shapes:
            continue
        power = float(reader.read(key))
        if power > _TINY:
            counted = math.log(power) / math.log(float(beta)) - 1
            near = step is not None and abs(step - counted) <= 0.01 * step + 0.5
            return step if near else max(round(counted), 0)
    return step
