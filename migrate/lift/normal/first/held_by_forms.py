"""What the report says of methods that have other names, or stand in another class, while a tree is planned."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.plans import TreePlan
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key
from migrate.outcomes import Reason


@dataclass(frozen=True)
class Stays:
    """Why a method was not lifted in the other form, and the line that the reason speaks of."""

    reason: Reason
    line: str


def why_stays(
    idle: Iterable[Repeats], plan: TreePlan, sources: Mapping[str, LiftSource]
) -> dict[Key, Stays]:
    """Why forms of one class were not lifted, by the methods as they are called in the file.

    Args:
      sources: the modules with the forms.
    """
    found: dict[Key, Stays] = {}
    for one in idle:
        for key, former in () if one.whole else one.before.items():
            reason = next(iter(plan.refused.get(key, ())), None)
            if reason is not None:
                lines = sources[key[0]].text.splitlines()
                shown = lines[reason.line - 1].strip() if 0 < reason.line <= len(lines) else ""
                found |= dict.fromkeys(former, Stays(reason, shown))
    return found


def with_forms(
    plan: TreePlan,
    done: Iterable[Repeats],
    stays: Mapping[Key, Stays],
    refused: Mapping[Key, Reason],
    sources: Mapping[str, LiftSource],
) -> TreePlan:
    """The plan with what became of the methods that forms hold, and why others were given none.

    Args:
      done: the forms that were lifted.
      stays: why others were not.
      refused: why some could not be put so.
      sources: the modules as they are planned at last.
    """
    why = {k: _at_line(k, one, sources[k[0]]) for k, one in stays.items() if k[0] in sources}
    why |= refused
    reasons = {k: (why[k],) if k in why else r for k, r in plan.refused.items()}
    formerly = {k: names for one in done for k, names in one.before.items()}
    inherited = {k: names for one in done for k, names in one.gone.items()}
    return replace(plan, refused=reasons, formerly=formerly, inherited=inherited)


def _at_line(key: Key, one: Stays, source: LiftSource) -> Reason:
    """The reason, with the line of the method as it is written."""
    node = source.functions.get(key[1])
    first = node.lineno if node is not None else 0
    lines = enumerate(source.text.splitlines(), 1)
    same = [n for n, line in lines if one.line and line.strip() == one.line]
    line = min(same, key=lambda n: abs(n - first)) if same else first
    return replace(one.reason, line=line)
