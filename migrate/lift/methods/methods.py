"""Methods that build parts of a graph: each becomes a function next to its class, which is lifted like any other.

The method stays and calls that function with the attributes of its object, as they are when it is called.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from migrate.lift.methods.candidates import CALL
from migrate.lift.methods.idle import without
from migrate.lift.methods.method_planner import MethodPlanner, Whole
from migrate.lift.methods.objects import HeldObject
from migrate.lift.methods.overridden import given_methods
from migrate.lift.methods.plan import MethodPlan, name_attributes
from migrate.lift.methods.text import delegate, function_text
from migrate.lift.normal.cores.split import BUILDS, HUMP
from migrate.lift.source.source import LiftSource
from migrate.lift.text.naming import class_name, with_owner
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.outcomes import Reason
from migrate.rewrite.edits import Edit

_NETWORKS = ("build_net", "build_network")


@dataclass(frozen=True)
class MethodSplit:
    """One method and its function.

    Attributes:
      lines: the line of the file that each line of the function comes from, but for its first.
      creates: it makes variables; otherwise it is there for one that does.
      whole: all of the method is in the function.
      instead: why it is not.
      given: the methods of its object that the function is given, by its parameters.
      attributes: what the method calls the others that it is given for attributes.
    """

    method: Key
    function: Key
    creates: bool
    lines: tuple[int, ...]
    users: frozenset[Key]
    whole: bool = True
    instead: Reason | None = None
    given: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class MethodSplits:
    """All of a tree, the edits that make them by module, and why other methods stay.

    Attributes:
      passing: methods that make nothing themselves -> the method of their object that makes it all.
    """

    found: tuple[MethodSplit, ...] = ()
    edits: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    refused: Mapping[Key, Reason] = field(default_factory=dict)
    passing: Mapping[Key, Key] = field(default_factory=dict)


def method_splits(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    wanted: Collection[Key],
    parts: Collection[Key] = (),
    cores: Collection[Key] = (),
) -> MethodSplits:
    """Plans the functions of some methods.

    Args:
      wanted: those of `candidates` that are not known to be in vain.
      parts: those of which a function of all is.
      cores: the functions that hold parts of other methods.
    """
    return _Splitter(sources, graph, wanted, parts).run(cores)


class _Splitter(MethodPlanner):
    def run(self, cores: Collection[Key]) -> MethodSplits:
        while True:
            try:
                self.plan_all()
                break
            except Whole as whole:  # what the object holds may not be there when it is not read
                self._whole.add(whole.name)
                self._plans, self._refused, self._passing, self._active = {}, {}, {}, []
        kept = self._used()
        self._name(kept, cores)
        edits: dict[str, list[Edit]] = {}
        found: list[MethodSplit] = []
        users: dict[Key, set[Key]] = {}
        for key in kept:
            for callee in self._plans[key].callees.values():
                users.setdefault(callee, set()).add(key)
        for key in sorted(kept, key=lambda k: (k[0], self._plans[k].reading.node.lineno)):
            plan = self._plans[key]
            source = plan.reading.cls.source
            text, lines = function_text(plan, self._plans)
            at = source.positions.line_start(_first_line(source, plan.reading.cls.node))
            edits.setdefault(key[0], []).extend([Edit(at, at, (text,)), delegate(plan)])
            function = (key[0], plan.function)
            called_by = frozenset(users.get(key, ()))
            all_of_it = plan.reading.region is None
            found.append(
                MethodSplit(
                    *(key, function, plan.creates, tuple(lines), called_by, all_of_it, plan.whole),
                    given=given_methods(plan),
                    attributes={n: f"{plan.reading.me}.{a}" for a, n in plan.names.items()},
                )
            )
        for module, more in self._idle_objects(kept):
            edits.setdefault(module, []).append(more)
        done = {m: tuple(e) for m, e in edits.items()}
        return MethodSplits(tuple(found), done, dict(self._refused), dict(self._passing))

    # ------------------------------------------------------------ all of them
    def _used(self) -> list[Key]:
        """The methods that create variables, and those they call."""
        kept = [k for k in self._plans if self._plans[k].creates and k in self._wanted]
        waiting = list(kept)
        while waiting:
            for callee in self._plans[waiting.pop()].callees.values():
                if callee not in kept:
                    kept.append(callee)
                    waiting.append(callee)
        return kept

    def _name(self, kept: list[Key], cores: Collection[Key]) -> None:
        """Names the functions: as the methods, with the class when that is not enough."""
        stars = {
            name
            for source in self._sources.values()
            if source.symbols.module_scope.stars
            for name in source.names
        }
        looked_up = {name for source in self._sources.values() for name in source.looked_up}
        taken: dict[str, set[str]] = {}
        for key in sorted(kept):
            plan = self._plans[key]
            names = taken.setdefault(key[0], {*self._sources[key[0]].names, *stars})
            owner, _, wanted = key[1].rpartition(".")
            held = {name for module, name in cores if module == key[0]}
            wanted = _function_name(plan, owner, wanted, names, held)
            names |= held
            same = [k for k in kept if k[0] == key[0] and k[1].rpartition(".")[2] == wanted]
            snaked = HUMP.sub("_", owner).lower()
            whole = wanted in (snaked, f"{snaked}_layer")
            known = len(same) > 1 or wanted in looked_up or _shown(wanted) in names
            if wanted in names or (known and not whole):
                wanted = with_owner(wanted, owner)
            while wanted in names or wanted in looked_up:
                wanted += "_"
            names.add(wanted)
            plan.function = wanted
        for key in kept:
            plan = self._plans[key]
            callees = {self._plans[k].function for k in plan.callees.values()}
            name_attributes(plan, {*callees, plan.function, "keras", "compat_scope", "mask"})

    def _idle_objects(self, kept: list[Key]) -> Iterator[tuple[str, Edit]]:
        """The places in ``__init__`` that made an object which nobody asks the class for any more."""
        held: dict[Key, dict[str, HeldObject]] = {}
        bodies: set[int] = set()
        for key in kept:
            plan = self._plans[key]
            held.setdefault(plan.reading.cls.key, {}).update(plan.objects)
            bodies |= {id(n) for n in walk(plan.reading.node)}
        if not any(held.values()):
            return
        read: set[str] = set()
        for source in self._sources.values():
            read |= set(source.looked_up)
            for node in walk(source.tree):
                if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
                    if id(node) not in bodies:
                        read.add(node.attr)
        for cls_key, objects in held.items():
            cls = self._classes[cls_key]
            assert cls is not None
            gone = {id(cls.stores[name][0].statement) for name in objects if name not in read}
            if cls.init is not None:
                for edit in without(cls.source, cls.init, gone):
                    yield cls_key[0], edit


# Methods that are called after what they do, and not after what they make.
_MAKES = frozenset(["construct", "create", "define", "make"])


def _function_name(
    plan: MethodPlan, owner: str, method: str, taken: Collection[str], cores: Collection[str]
) -> str:
    """What a function is called at first: as its method; of what builds the whole model, as the class."""
    # A network that is built of what it is given may be one of several.
    one = plan.reading.region is None and plan.parameters and method.strip("_") in _NETWORKS
    if plan.creates and not one and method.strip("_") in {*BUILDS, *_MAKES, CALL.strip("_")}:
        name = HUMP.sub("_", owner).lower()
        name = f"{name}_layer" if name in taken else name
        # Another part of the model may be called like the class.
        return f"{name}_{method.strip('_')}" if name in cores else name
    return f"_{method.lstrip('_')}" if method.startswith("__") else method


def _shown(name: str) -> str:
    return class_name(name, ())


def _first_line(source: LiftSource, node: ast.ClassDef) -> int:
    """The first line of a class, its decorators and the comment above it included."""
    line = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    while line > 1 and source.positions.lines.line(line - 1).startswith("#"):
        line -= 1
    return line
