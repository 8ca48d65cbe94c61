"""What becomes of one method: the function that it calls, what that takes and gives, and what all of it is called."""

from __future__ import annotations

import ast
import keyword
from collections.abc import Collection
from dataclasses import dataclass, field

from migrate.lift.methods.method_class import attribute_of
from migrate.lift.methods.objects import HeldObject
from migrate.lift.methods.outputs import Outputs
from migrate.lift.methods.reader import Reading
from migrate.lift.source.source import parameters
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.outcomes import Reason


@dataclass(eq=False)
class MethodPlan:
    """One method that becomes a function.

    Attributes:
      function: the name of the function.
      attributes: the attributes it needs, in order.
      objects: attributes that are made where they are called.
      callees: methods it calls that are functions too, by the id of the call.
      names: the parameter of the function for each attribute.
      whole: why it is not all of the method, where that was tried.
    """

    key: Key
    reading: Reading
    creates: bool
    outputs: Outputs
    function: str = ""
    attributes: list[str] = field(default_factory=list)
    objects: dict[str, HeldObject] = field(default_factory=dict)
    callees: dict[int, Key] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    whole: Reason | None = None
    copies: dict[int, str] = field(default_factory=dict)  # statements `x = self.x`, which go
    collected: str = ""  # the dictionary of what it sets on some ways only
    inner: set[str] = field(default_factory=set)  # attributes that hold layers nobody else asks for
    unsure: set[str] = field(
        default_factory=set
    )  # attributes that it reads where the object has them
    certain: set[str] = field(default_factory=set)  # those that it has, or must have

    def shown(self, name: str) -> str:
        """How the method gives an attribute to the function."""
        me = self.reading.me
        if name in self.unsure - self.certain:
            return f'getattr({me}, "{name}", None)'
        return f"{me}.{name}"

    @property
    def kept(self) -> tuple[str, ...]:
        """The names that what follows a region reads."""
        return self.reading.region.kept if self.reading.region is not None else ()

    @property
    def parameters(self) -> list[tuple[str, str | None, bool]]:
        """The parameters with the source of their defaults, and whether they are keyword-only."""
        if self.reading.region is not None:
            return [(name, None, False) for name in self.reading.region.given]
        found = parameters(self.reading.node)
        if self.reading.me:
            found = found[1:]
        return [(a.arg, None if d is None else ast.unparse(d), k) for a, d, k in found]


def name_attributes(plan: MethodPlan, taken: Collection[str]) -> None:
    """Chooses the parameters for attributes: called as they are, unless the method or its module uses that name."""
    reading = plan.reading
    _find_copies(plan)
    used = {*taken, *plan.kept}
    for top in [reading.node] if reading.region is None else reading.body:
        used |= {n.id for n in walk(top) if isinstance(n, ast.Name)}
        used |= {a.arg for a in walk(top) if isinstance(a, ast.arg)}
    if plan.outputs.grown:  # names of what comes back, in the method
        used |= {n.id for n in walk(reading.node) if isinstance(n, ast.Name)}
    copied = _copy_targets(plan)
    used |= {*copied.values()}
    if plan.outputs.loose:
        plan.collected = "outputs"
        while plan.collected in used:
            plan.collected += "_"
        used.add(plan.collected)
    for name in plan.attributes:
        if name in copied:
            plan.names[name] = copied[name]
            continue
        last = name.rpartition(".")[2]
        wanted = last.lstrip("_") or last
        while wanted in used or keyword.iskeyword(wanted):
            wanted += "_"
        used.add(wanted)
        plan.names[name] = wanted
    for name in (*plan.outputs.names, *sorted(plan.inner)):
        if name in plan.outputs.loose:
            plan.names[name] = f'{plan.collected}["{name}"]'
        if name in plan.names:
            continue
        wanted = name.lstrip("_") or name
        while wanted in used or keyword.iskeyword(wanted):
            wanted += "_"
        used.add(wanted)
        plan.names[name] = wanted


def _find_copies(plan: MethodPlan) -> None:
    """``x = self.x`` where `x` is nothing before in the method, or nothing else: the parameter is `x` then."""
    reading = plan.reading
    args = {a.arg for a in walk(reading.node.args) if isinstance(a, ast.arg)}
    bound: dict[str, int] = {}
    for part in walk(reading.node):
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
            bound[part.id] = bound.get(part.id, 0) + 1
    for node in reading.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, name = node.targets[0], attribute_of(node.value, reading.me)
            if isinstance(target, ast.Name) and name in plan.attributes:
                if name in plan.outputs.names or target.id in plan.kept:
                    continue
                known = name in plan.copies.values()
                alone = bound[target.id] == 1 or _comes_first(plan, node, target.id, name)
                if alone and target.id not in args and not known:
                    plan.copies[id(node)] = name


def _comes_first(plan: MethodPlan, copy: ast.Assign, target: str, name: str) -> bool:
    """Whether a copy is the first thing that a method calls so, and all that it reads of the attribute."""
    reading = plan.reading
    first = min(
        (n.lineno, n.col_offset)
        for n in walk(reading.node)
        if isinstance(n, ast.Name) and n.id == target
    )
    inside = {id(n) for n in walk(copy)}
    own = first == (copy.lineno, copy.targets[0].col_offset)
    return own and all(id(n) in inside for n in reading.reads.get(name, ()))


def _copy_targets(plan: MethodPlan) -> dict[str, str]:
    found = {}
    for node in plan.reading.body:
        if id(node) in plan.copies and isinstance(node, ast.Assign):
            assert isinstance(node.targets[0], ast.Name)
            found[plan.copies[id(node)]] = node.targets[0].id
    return found
