"""Methods that build parts of a graph: each becomes a function next to its class, which is lifted like any other.

The method stays and calls that function with the attributes of its object, as they are when it is called.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from migrate.lift.checks.hazards import READS
from migrate.lift.methods.idle import without
from migrate.lift.methods.method_class import (
    MethodClass,
    above,
    attribute_of,
    is_scope,
    is_static,
    read_class,
    receiver,
)
from migrate.lift.methods.objects import HeldObject, held_object
from migrate.lift.methods.outputs import Effect, outputs
from migrate.lift.methods.reader import Reading, changes, only_read, read_method, set_by_calls
from migrate.lift.methods.region import find_region, passed_on
from migrate.lift.methods.tensors import tensors_of
from migrate.lift.methods.text import MethodPlan, delegate, function_text, name_attributes
from migrate.lift.normal.core_blocks import computes, drives, makes_objects
from migrate.lift.normal.core_parts import hooks
from migrate.lift.normal.cores import INTERCEPTS
from migrate.lift.normal.inner_objects import inner_objects
from migrate.lift.normal.split import BUILDS, HUMP
from migrate.lift.plans import Refused
from migrate.lift.source.attribute_stores import AttributeStores
from migrate.lift.source.decorators import only_wraps
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.lift.text.naming import class_name, with_owner
from migrate.model.tree import Key, TreeGraph
from migrate.outcomes import Reason
from migrate.rewrite.edits import Edit

_MAX_DEPTH = 20


@dataclass(frozen=True)
class MethodSplit:
    """One method and its function.

    Attributes:
      lines: the line of the file that each line of the function comes from, but for its first.
      creates: it makes variables; otherwise it is there for one that does.
    """

    method: Key
    function: Key
    creates: bool
    lines: tuple[int, ...]
    users: frozenset[Key]


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


def candidates(sources: Mapping[str, LiftSource], graph: TreeGraph) -> list[Key]:
    """The methods that create variables and may become functions."""
    found = []
    for key in sorted(graph.creating):
        function, source = graph.functions[key], sources.get(key[0])
        owner, _, name = key[1].rpartition(".")
        node = source.functions.get(key[1]) if source is not None else None
        if function.kind != "method" or source is None or node is None:
            continue
        special = name.startswith("__") and name.endswith("__")
        if name == "__init__":
            model = _makes_layers(graph, key) or computes(source, node.body)
            special = not model or makes_objects(source, graph, node)
        special = special or "." in owner or _is_called(graph, (key[0], owner))
        if not special and not graph.is_test((key[0], owner)):
            if not source.skips.file and not source.skips.covers(node.lineno):
                found.append(key)
    return found


def method_splits(
    sources: Mapping[str, LiftSource], graph: TreeGraph, wanted: Collection[Key]
) -> MethodSplits:
    """Plans the functions of some methods.

    Args:
      wanted: those of `candidates` that are not known to be in vain.
    """
    return _Splitter(sources, graph, wanted).run()


def _makes_layers(graph: TreeGraph, key: Key) -> bool:
    """Whether a constructor makes more than variables: those alone make a layer of the whole class."""
    if any(c.kind != "variable" for c in graph.functions[key].creations):
        return True
    made = {target for _, target in graph.callees(key) if target in graph.creating}
    return any(not qualname.endswith(".__init__") for _, qualname in made)


def _is_called(graph: TreeGraph, cls: Key) -> bool:
    """Whether objects of a class, or of one above or below, are called: such a class is lifted as a whole."""
    family = {cls, *above(graph, cls), *(c for c in graph.classes if cls in above(graph, c))}
    return any("__call__" in graph.classes[c].methods for c in family if c in graph.classes)


class _Whole(Exception):
    """Of an object the tensors cannot be taken."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class _Splitter:
    def __init__(
        self, sources: Mapping[str, LiftSource], graph: TreeGraph, wanted: Collection[Key]
    ) -> None:
        self._sources = sources
        self._graph = graph
        self._wanted = sorted(wanted)
        self._classes: dict[Key, MethodClass | None] = {}
        self._plans: dict[Key, MethodPlan] = {}
        self._refused: dict[Key, Reason] = {}
        self._passing: dict[Key, Key] = {}
        self._active: list[Key] = []
        self._stores = AttributeStores(sources, graph)
        self._whole: set[str] = (
            set()
        )  # objects of which functions take all, not the tensors in them

    def run(self) -> MethodSplits:
        while True:
            try:
                self._plan_all()
                break
            except _Whole as whole:  # what the object holds may not be there when it is not read
                self._whole.add(whole.name)
                self._plans, self._refused, self._active = {}, {}, []
        kept = self._used()
        self._name(kept)
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
            found.append(MethodSplit(key, function, plan.creates, tuple(lines), called_by))
        for module, more in self._idle_objects(kept):
            edits.setdefault(module, []).append(more)
        done = {m: tuple(e) for m, e in edits.items()}
        return MethodSplits(tuple(found), done, dict(self._refused), dict(self._passing))

    def _plan_all(self) -> None:
        for key in self._wanted:
            try:
                self._plan(key)
            except Refused as refused:
                self._refused[key] = refused.reason

    # ------------------------------------------------------------ one method
    def _plan(self, key: Key) -> MethodPlan:
        """The plan of a method and of those it calls.

        Raises:
          Refused: there is none.
        """
        if key in self._plans:
            return self._plans[key]
        if key in self._refused:
            reason = self._refused[key]
            raise Refused(reason.code, reason.message, reason.line)
        if key in self._active:
            raise Refused("TF310", f"`{key[1]}` calls itself", self._node(key).lineno)
        self._active.append(key)
        try:
            plan = self._read(key)
        except Refused as refused:
            self._refused[key] = refused.reason
            raise
        finally:
            self._active.pop()
        self._plans[key] = plan
        return plan

    def _node(self, key: Key) -> FunctionNode:
        return self._sources[key[0]].functions[key[1]]

    def _read(self, key: Key) -> MethodPlan:
        """The plan of the whole method, or else of the statements of it that make layers."""
        cls, node = self._class(key), self._node(key)
        if cls.source.definitions[key[1]] > 1:
            raise Refused("TF310", f"`{key[1]}` is defined twice", node.lineno)
        self._check_bases(cls)
        computed = hooks(cls.source, self._graph, cls.node)
        if computed & INTERCEPTS:
            text = f"`{cls.key[1]}` has a `{min(computed & INTERCEPTS)}`"
            raise Refused("TF317", text, node.lineno)
        if node is cls.init:
            return self._region(key, cls, node)
        calls = (n for n in ast.walk(node) if isinstance(n, ast.Call))
        if key in self._graph.creating and any(cls.source.called(c) in READS for c in calls):
            try:  # the layers alone, without what looks at them
                return self._region(key, cls, node)
            except Refused:
                pass
        try:
            return self._whole_plan(key, cls, node)
        except Refused:
            if key not in self._graph.creating:
                raise
            try:
                return self._region(key, cls, node)
            except Refused:
                pass
            raise

    def _region(self, key: Key, cls: MethodClass, node: FunctionNode) -> MethodPlan:
        to = passed_on(cls, self._graph, node)
        if to is not None:
            self._passing[key] = to
            name = to[1].rpartition(".")[2]
            raise Refused("TF317", f"leaves all to `{name}`, which stays a method", node.lineno)
        region = find_region(cls, self._graph, node, self._drives)
        plan = self._planned(key, read_method(cls, node, region))
        if plan.outputs.loose and region.kept:
            text = f"`self.{min(plan.outputs.loose)}` may be set or not"
            raise Refused("TF317", text, region.statements[0].lineno)
        return plan

    def _drives(self, key: Key, depth: int = 0) -> bool:
        """Whether a method belongs to the program around the model, or calls one that does."""
        source = self._sources[key[0]]
        node = source.functions.get(key[1])
        function = self._graph.functions.get(key)
        if node is None or depth > _MAX_DEPTH:
            return False
        if function is not None and set(function.driver) - {"summary"}:
            return True
        owner, me = key[1].rpartition(".")[0], receiver(node)
        for call in (n for n in ast.walk(node) if isinstance(n, ast.Call)):
            symbol = source.called(call)
            if symbol in READS or (drives(source, call) and not symbol.startswith("tf.summary.")):
                return True
            called = (key[0], f"{owner}.{attribute_of(call.func, me)}")
            if called != key and called[1] in source.functions and self._drives(called, depth + 1):
                return True
        return False

    def _whole_plan(self, key: Key, cls: MethodClass, node: FunctionNode) -> MethodPlan:
        function = self._graph.functions.get(key)
        if key in self._graph.creating and function is not None and function.driver:
            text = f"drives the program ({function.driver[0]})"
            raise Refused("TF318", text, node.lineno)
        wrapped = only_wraps(cls.source, self._graph, node, self._sources)
        return self._planned(key, read_method(cls, node, wrapped=wrapped))

    def _planned(self, key: Key, reading: Reading) -> MethodPlan:
        cls, creates = reading.cls, key in self._graph.creating
        for name in reading.outputs.keys() & hooks(cls.source, self._graph, cls.node):
            text = f"`{reading.me}.{name}`, which is set, is computed by the class"
            raise Refused("TF317", text, reading.node.lineno)
        called = [(c, k) for c, n in reading.calls if (k := self._callee(reading, c, n))]
        effects = {
            id(c): Effect(tuple(self._plans[k].attributes), self._plans[k].outputs.names)
            for c, k in called
        }
        set_by_calls(reading, [n for one in effects.values() for n in one.sets])
        inner = inner_objects(
            cls.source, self._graph, self._sources, reading.body, reading.me
        )  # these stay inside
        plan = MethodPlan(key, reading, creates, outputs(reading, effects, inner), inner=inner)
        for call, callee in called:
            plan.callees[id(call)] = callee
            for attribute in self._plans[callee].attributes:
                self._need(plan, attribute, call)
        for name, place in plan.outputs.before.items():
            self._check_value(cls, reading, name)
            if any(changes(reading, p) for p in reading.outputs[name]):
                text = f"changes `{reading.me}.{name}`"
                raise Refused("TF317", text, getattr(place, "lineno", reading.node.lineno))
            self._need(plan, name, place)
        tensors: dict[str, list[ast.Attribute]] = {}
        for name in reading.reads:
            held = held_object(reading, self._sources, self._graph, name)
            if held is not None:
                self._check_once(reading, name, held)
                plan.objects[name] = held
                for attribute in held.attributes.values():
                    self._need(plan, attribute, reading.reads[name][0])
                continue
            self._check_value(cls, reading, name)
            if name not in self._whole:
                tensors |= tensors_of(reading, name, self._graph)
            if any(key.startswith(f"{name}.") for key in tensors):
                continue
            places = reading.reads[name]
            first = next((p for p in places if reading.always_runs(p)), places[0])
            self._need(plan, name, first)
        for name, places in tensors.items():
            reading.reads.pop(name.partition(".")[0], None)
            reading.reads[name] = places
            first = next((p for p in places if reading.always_runs(p)), places[0])
            self._need(plan, name, first)
        return plan

    def _class(self, key: Key) -> MethodClass:
        owner = (key[0], key[1].rpartition(".")[0])
        if owner not in self._classes:
            self._classes[owner] = read_class(self._sources, self._graph, owner)
        cls = self._classes[owner]
        if cls is None or cls.source.definitions[owner[1]] > 1:
            text = f"`{owner[1]}` is not a class of the module, or not the only one of its name"
            raise Refused("TF317", text, self._node(key).lineno)
        return cls

    def _check_bases(self, cls: MethodClass) -> None:
        for key, _ in cls.lineage:
            for base in self._graph.classes[key].bases:
                if any(text == base.text for text, _ in base.symbols):
                    text = f"`{cls.key[1]}` is a `{base.text}`"
                    raise Refused("TF317", text, cls.node.lineno)

    def _need(self, plan: MethodPlan, name: str, place: ast.AST) -> None:
        """The function takes an attribute, which the method reads wherever it reads it."""
        reading = plan.reading
        shown = f"`{reading.me}.{name}`"
        line = getattr(place, "lineno", reading.node.lineno)
        if name in reading.outputs and name not in plan.outputs.before:
            return  # it has set it itself by then
        if not reading.has(name) and not reading.always_runs(place):
            if "." in name:
                raise _Whole(name.partition(".")[0])
            if name.startswith("__") or name in plan.outputs.before:
                text = f"{shown}, which an object may not have, is read under a condition"
                raise Refused("TF317", text, line)
            plan.unsure.add(name)
        else:
            plan.certain.add(name)
        if name not in plan.attributes:
            plan.attributes.append(name)

    def _check_once(self, reading: Reading, name: str, held: HeldObject) -> None:
        """The object, and what it is made of, must be what ``__init__`` made of it."""
        for attribute in (name, *held.attributes.values()):
            if self._stores.times_set(reading.cls, attribute) > 1:
                text = f"`{reading.me}.{attribute}` is set more than once"
                raise Refused("TF317", text, reading.reads[name][0].lineno)

    def _check_value(self, cls: MethodClass, reading: Reading, name: str) -> None:
        """An attribute must not hold a scope, nor what makes variables, or is one."""
        places = reading.reads.get(name) or reading.outputs[name]
        shown, line = f"`{reading.me}.{name}`", places[0].lineno if places else reading.node.lineno
        stores = cls.stores.get(name, ())
        if not stores and name not in cls.always and not self._inherits_more(cls):
            raise Refused("TF317", f"{shown} is not set in `{cls.key[1]}`", line)
        for store in stores:
            if store.value is None or is_scope(cls, store):
                raise Refused("TF317", f"{shown} may hold a scope", line)
            for part in ast.walk(store.value):
                symbol = cls.source.called(part)
                rule = self._graph.rules.get(symbol) if symbol else None
                if rule is not None and rule.creates and rule.kind in ("variable", "class"):
                    if rule.kind == "variable" and all(only_read(reading, p) for p in places):
                        continue
                    what = "a variable" if rule.kind == "variable" else f"a `{symbol}`"
                    raise Refused("TF317", f"{shown} holds {what}", line)

    def _inherits_more(self, cls: MethodClass) -> bool:
        """Whether a class inherits from one of a module of the tree that uses no TensorFlow: it may set attributes, too."""
        for source, (_, node) in zip(cls.sources, cls.lineage, strict=True):
            for base in node.bases:
                module = None
                if isinstance(base, ast.Attribute):
                    module = source.symbols.module_named(base.value)
                if module is not None and module not in self._sources:
                    return True
        return False

    def _callee(self, reading: Reading, call: ast.Call, name: str) -> Key | None:
        """A method that is called: a function as well, unless it needs no object."""
        shown = f"`{reading.me}.{name}`"
        found = reading.cls.method(name)
        assert found is not None
        key, node = found
        if name in reading.cls.overridden:
            text = f"calls {shown}, which `{reading.cls.overridden[name]}` overrides"
            raise Refused("TF317", text, call.lineno)
        if key[0] != reading.cls.key[0]:
            raise Refused("TF317", f"calls {shown} of another module", call.lineno)
        odd = any(isinstance(a, (ast.Starred, ast.GeneratorExp)) for a in call.args)
        if odd or any(k.arg is None for k in call.keywords):
            raise Refused("TF310", f"calls {shown} with `*` or `**`", call.lineno)
        if self._stores.times_set(reading.cls, name):
            raise Refused("TF317", f"calls {shown}, which is set somewhere", call.lineno)
        if key not in self._graph.creating and is_static(node):
            return None
        if node.decorator_list and not is_static(node):
            raise Refused("TF317", f"calls {shown}, which is decorated", call.lineno)
        if key in self._graph.creating and key not in self._wanted:
            raise Refused("TF317", f"calls {shown}, which stays a method", call.lineno)
        try:
            if key not in self._graph.creating and self._drives(key):
                raise Refused("TF317", "drives the program", node.lineno)
            callee = self._plan(key)
            if callee.reading.region is not None:
                raise Refused("TF317", "does more than make layers", node.lineno)
        except Refused as refused:
            why = refused.reason.message
            more = "" if why.startswith("calls ") else f" ({why})"
            raise Refused(
                "TF317", f"calls {shown}, which stays a method{more}", call.lineno
            ) from None
        if callee.outputs.names and not _keeps(reading, call, callee):
            text = f"calls {shown}, which sets `self.{callee.outputs.names[0]}`"
            raise Refused("TF317", text, call.lineno)
        return key

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

    def _name(self, kept: list[Key]) -> None:
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
            wanted = _function_name(plan, owner, wanted, names)
            same = [k for k in kept if k[0] == key[0] and k[1].rpartition(".")[2] == wanted]
            whole = wanted.removesuffix("_layer") == HUMP.sub("_", owner).lower()
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
            bodies |= {id(n) for n in ast.walk(plan.reading.node)}
        if not any(held.values()):
            return
        read: set[str] = set()
        for source in self._sources.values():
            read |= set(source.looked_up)
            for node in ast.walk(source.tree):
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


def _keeps(reading: Reading, call: ast.Call, callee: MethodPlan) -> bool:
    """Whether a function can keep what a method that it calls sets: the call is a statement of its own, or its value."""
    above = reading.parents.get(id(call))
    if not callee.outputs.same or not isinstance(above, (ast.Expr, ast.Assign)):
        return False
    if isinstance(above, ast.Assign) and (len(above.targets) != 1 or not callee.outputs.result):
        return False
    after = reading.cls.source.text[reading.cls.source.positions.end(above) :].lstrip(" \t")
    return not after.startswith(";")


def _function_name(plan: MethodPlan, owner: str, method: str, taken: Collection[str]) -> str:
    """What a function is called at first: as its method; of what builds the whole model, as the class."""
    whole = plan.reading.region is not None or not plan.parameters
    if plan.creates and whole and method.strip("_") in BUILDS:
        name = HUMP.sub("_", owner).lower()
        return f"{name}_layer" if name in taken else name
    return f"_{method.lstrip('_')}" if method.startswith("__") else method


def _shown(name: str) -> str:
    return class_name(name, ())


def _first_line(source: LiftSource, node: ast.ClassDef) -> int:
    """The first line of a class, its decorators and the comment above it included."""
    line = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    while line > 1 and source.positions.lines.line(line - 1).startswith("#"):
        line -= 1
    return line
