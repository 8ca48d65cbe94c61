"""How many layers of one default name a class makes: ``len(self.dense) + 1``, for who counts on behind it in one scope."""

from __future__ import annotations

from collections.abc import Sequence

from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.counts_around import counted_by
from migrate.lift.plans import Unnamed
from migrate.lift.source.view import View


def made_often(
    view: View, unnamed: Sequence[Unnamed], found: Sequence[Attribute]
) -> tuple[tuple[str, str], ...]:
    """(default name, how many) of what a loop of the function makes and its constructor can count: lists, and one or more behind."""
    numbers = []
    for one in unnamed:
        text = _number(view, one.base, found) if one.often and not (one.late or one.later) else ""
        if text:
            numbers.append((one.base, text))
    return tuple(numbers)


def _number(view: View, base: str, found: Sequence[Attribute]) -> str:
    lists, single = [], 0
    for attribute in found:
        bases = {one.base for s in attribute.sites for one in counted_by(view, s)}
        if base not in bases:
            continue
        site = attribute.sites[0]
        plain = site.kind == "layer" and not site.arms and not site.inside
        if not plain or len(attribute.loops) > 1 or site.loops != attribute.loops:
            return ""
        if attribute.loops:
            lists.append(f"len(self.{attribute.name})")
        else:
            single += 1
    return " + ".join([*lists, str(single)]) if lists and single else ""
