"""Methods that classes below define anew: a function that calls one is given it, as the object has it.

class Base:                                     def graph(x, encode):
    def build_graph(self, x):                       h = encode(x)
        h = self.encode(x)                          ...
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from migrate.lift.methods.method_class import MethodClass, attribute_of, receiver
from migrate.lift.methods.plan import MethodPlan
from migrate.lift.methods.properties import is_plain_method
from migrate.lift.methods.reader import Reading, changes
from migrate.lift.plans import Refused
from migrate.lift.source.method_families import methods_run
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key, TreeGraph


@dataclass(frozen=True, eq=False)
class GivenMethod:
    """All that may run when a method of an object is called, whatever its class is.

    Attributes:
      found: the methods.
      reads: the attributes that they ask for.
      changes: those that they set or change.
    """

    found: tuple[Key, ...]
    reads: frozenset[str]
    changes: frozenset[str]


def given_method(
    cls: MethodClass, sources: Mapping[str, LiftSource], graph: TreeGraph, name: str, line: int
) -> GivenMethod:
    """What a method of a class or of one below does.

    Raises:
      Refused: one of them hands its object on.
    """
    found = methods_run(sources, graph, cls.key, name)
    if found is None:
        text = f"calls {shown(cls, 'self', name)}, and which uses `self` as a value"
        raise Refused("TF317", text, line)
    reads, changed = set[str](), set[str]()
    for one in found:
        me = receiver(one.node)
        reading = Reading(cls, one.node, me, parents=dict(one.parents))
        for place in one.asks:
            asked = attribute_of(place, me)
            if asked:
                reads.add(asked)
            if asked and (not _loads(place) or changes(reading, place)):
                changed.add(asked)
    return GivenMethod(tuple(o.key for o in found), frozenset(reads), frozenset(changed))


def _loads(place: ast.Attribute) -> bool:
    return isinstance(place.ctx, ast.Load)


def given_methods(plan: MethodPlan) -> dict[str, str]:
    """The methods that a function is given, by its parameters."""
    cls, me = plan.reading.cls, plan.reading.me
    return {plan.names[n]: shown(cls, me, n) for n in plan.attributes if is_plain_method(cls, n)}


def shown(cls: MethodClass, me: str, name: str) -> str:
    """How a reason names a method that is given."""
    if name in cls.overridden:
        return f"`{me}.{name}`, which `{cls.overridden[name]}` overrides"
    found = cls.method(name)
    return f"`{me}.{name}`, which `{found[0][1].rpartition('.')[0] if found else ''}` overrides"


def check_given(
    given: GivenMethod, text: str, used: Collection[str], sets: Collection[str], line: int
) -> None:
    """A function has the values that the object had when it was called, and gives back at its end what it sets.

    Args:
      used: the attributes that the function is given.
      sets: those that it sets.

    Raises:
      Refused: the method would see other values than it did, or the function would.
    """
    late = (given.changes & {*used, *sets}) | (given.reads & {*sets})
    if late:
        raise Refused("TF317", f"calls {text} and which uses `self.{min(late)}`, too", line)
