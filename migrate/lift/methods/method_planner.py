"""Plans the function of each method that builds a part of a graph: of the whole method, or of the statements that make layers."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from migrate.lift.checks.counted_variables import named_where_it_runs
from migrate.lift.checks.hazards import READS
from migrate.lift.methods.grown import kind_of
from migrate.lift.methods.inside import set_once, stays_inside
from migrate.lift.methods.method_class import (
    MethodClass,
    attribute_of,
    is_scope,
    is_static,
    read_class,
    receiver,
)
from migrate.lift.methods.objects import HeldObject, held_object
from migrate.lift.methods.outputs import Effect, outputs
from migrate.lift.methods.overridden import check_given, given_method, shown
from migrate.lift.methods.plan import MethodPlan
from migrate.lift.methods.properties import is_plain_method
from migrate.lift.methods.reader import (
    Reading,
    changes,
    only_read,
    read_method,
    set_by_calls,
)
from migrate.lift.methods.region import find_region, passed_on
from migrate.lift.methods.tensors import tensors_of
from migrate.lift.normal.cores.core_blocks import drives
from migrate.lift.normal.cores.core_parts import hooks
from migrate.lift.normal.cores.cores import INTERCEPTS
from migrate.lift.normal.cores.inner_objects import inner_objects
from migrate.lift.plans import Refused
from migrate.lift.source.attribute_stores import AttributeStores
from migrate.lift.source.decorators import only_wraps, opens_scope
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.outcomes import Reason

_MAX_DEPTH = 20
_TRAINS = "tf.train."  # optimizers, moving averages


class Whole(Exception):
    """Of an object the tensors cannot be taken."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class MethodPlanner:
    """The plans of methods, and why others have none.

    Args:
      wanted: those that are not known to be in vain.
      parts: those of which only the statements that make layers are tried.
    """

    def __init__(
        self,
        sources: Mapping[str, LiftSource],
        graph: TreeGraph,
        wanted: Collection[Key],
        parts: Collection[Key] = (),
    ) -> None:
        self._sources = sources
        self._graph = graph
        self._wanted = sorted(wanted)
        self._parts = parts
        self._classes: dict[Key, MethodClass | None] = {}
        self._plans: dict[Key, MethodPlan] = {}
        self._refused: dict[Key, Reason] = {}
        self._passing: dict[Key, Key] = {}
        self._active: list[Key] = []
        self._stores = AttributeStores(sources, graph)
        self._whole: set[str] = (
            set()
        )  # objects of which functions take all, not the tensors in them

    def plan_all(self) -> None:
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
        if node is cls.init or key in self._parts:
            return self._region(key, cls, node)
        calls = (n for n in walk(node) if isinstance(n, ast.Call))
        if key in self._graph.creating and any(cls.source.called(c) in READS for c in calls):
            try:  # the layers alone, without what looks at them
                return self._region(key, cls, node)
            except Refused:
                pass
        try:
            return self._whole_plan(key, cls, node)
        except Refused as refused:
            if key not in self._graph.creating:
                raise
            try:
                plan = self._region(key, cls, node)
            except Refused:
                pass
            else:
                plan.whole = refused.reason
                return plan
            raise

    def _region(self, key: Key, cls: MethodClass, node: FunctionNode) -> MethodPlan:
        to = passed_on(cls, self._graph, node)
        if to is not None:
            self._passing[key] = to
            name = to[1].rpartition(".")[2]
            text = f"makes nothing of its own: it is done when `{name}` is, which stays a method"
            raise Refused("TF314", text, node.lineno, to)
        region = find_region(cls, self._graph, node, self._drives, self._is_wrapped(key, cls, node))
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
        for call in (n for n in walk(node) if isinstance(n, ast.Call)):
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
        wrapped = self._is_wrapped(key, cls, node)
        return self._planned(key, read_method(cls, node, wrapped=wrapped))

    def _is_wrapped(self, key: Key, cls: MethodClass, node: FunctionNode) -> bool:
        """Whether a method is decorated with what only calls it.

        Raises:
          Refused: that names what it makes.
        """
        wrapped = only_wraps(cls.source, self._graph, node, self._sources)
        if wrapped and opens_scope(cls.source, self._graph, node, self._sources):
            if named_where_it_runs(self._graph, key) is not None:
                text = f"`{node.name}` makes a `tf.Variable` in the scope of its decorator"
                raise Refused("TF317", text, node.lineno)
        return wrapped

    def _planned(self, key: Key, reading: Reading) -> MethodPlan:
        cls, creates = reading.cls, key in self._graph.creating
        for name in reading.outputs.keys() & hooks(cls.source, self._graph, cls.node):
            text = f"`{reading.me}.{name}`, which is set, is computed by the class"
            raise Refused("TF317", text, reading.node.lineno)
        for name, inner_place in reading.inside:
            if not set_once(reading, name, self._stores) or not stays_inside(reading, inner_place):
                text = f"`{reading.me}.{name}`, which it sets, is used in a function"
                raise Refused("TF317", text, inner_place.lineno)
        called = [(c, k) for c, n in reading.calls if (k := self._callee(reading, c, n))]
        effects = {id(c): self._effect(reading, c, k) for c, k in called}
        set_by_calls(reading, [n for one in effects.values() for n in one.sets])
        self._check_grown(reading)
        inner = inner_objects(
            cls.source, self._graph, self._sources, reading.body, reading.me
        )  # these stay inside
        plan = MethodPlan(key, reading, creates, outputs(reading, effects, inner), inner=inner)
        if plan.outputs.loose and reading.grown:
            text = f"changes `{reading.me}.{min(reading.grown)}`"
            raise Refused("TF317", text, reading.node.lineno)
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
            if name in reading.methods:
                self._need(plan, name, reading.reads[name][0])
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
        self._check_overridden(plan)
        return plan

    def _runs_program(self, key: Key) -> bool:
        """Whether a method itself belongs to the program around the model, or looks at it."""
        function, source = self._graph.functions.get(key), self._sources[key[0]]
        if function is not None and set(function.driver) - {"summary"}:
            return True
        return any(source.called(n) in READS for n in walk(source.functions[key[1]]))

    def _check_overridden(self, plan: MethodPlan) -> None:
        """What classes below define anew, the function is given: it must not need what that changes, nor change what it needs."""
        reading, cls = plan.reading, plan.reading.cls
        line = reading.node.lineno
        for name in (n for n in plan.attributes if is_plain_method(cls, n)):
            given = given_method(cls, self._sources, self._graph, name, line)
            text = f"calls {shown(cls, reading.me, name)}"
            sets = {*reading.outputs, *reading.grown}
            check_given(given, shown(cls, reading.me, name), {*plan.attributes}, sets, line)
            if self._stores.times_set(cls, name):
                raise Refused("TF317", f"{text}, and which is set somewhere", line)
            if any(map(self._runs_program, given.found)):
                raise Refused("TF317", f"{text} (drives the program)", line)

    def _effect(self, reading: Reading, call: ast.Call, key: Key) -> Effect:
        """What a method that is called does to the object; what that adds to, this one adds to."""
        plan = self._plans[key]
        for name, kind in plan.outputs.grown.items():
            if reading.grown.setdefault(name, (kind, []))[0] != kind:
                raise Refused("TF317", f"changes `{reading.me}.{name}`", call.lineno)
        sets = tuple(n for n in plan.outputs.names if n not in plan.outputs.grown)
        return Effect(tuple(plan.attributes), sets)

    def _check_grown(self, reading: Reading) -> None:
        """What a method only adds to, nothing reads while it runs."""
        for name, (kind, places) in reading.grown.items():
            others = [*reading.reads.get(name, ()), *reading.outputs.get(name, ())]
            asked = any(name in self._plans[k].attributes for k in self._asked(reading))
            if others or asked or kind_of(reading, name, self._stores) != kind:
                line = places[0].lineno if places else reading.node.lineno
                raise Refused("TF317", f"changes `{reading.me}.{name}`", line)

    def _asked(self, reading: Reading) -> list[Key]:
        """The methods that a method calls, and which are functions as well."""
        found = (reading.cls.method(name) for _, name in reading.calls)
        return [one[0] for one in found if one is not None and one[0] in self._plans]

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
                raise Whole(name.partition(".")[0])
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
        if name in reading.properties:
            for attribute in sorted(reading.properties[name]):
                if attribute in reading.outputs:
                    text = f"`{reading.me}.{name}` is computed of `{attribute}`, which it sets"
                    raise Refused("TF317", text, reading.reads[name][0].lineno)
                self._check_held(cls, reading, attribute, reading.reads[name])
            return
        self._check_held(cls, reading, name, reading.reads.get(name) or reading.outputs[name])

    def _check_held(
        self, cls: MethodClass, reading: Reading, name: str, places: list[ast.Attribute]
    ) -> None:
        """What an attribute holds that is read at some places."""
        shown, line = f"`{reading.me}.{name}`", places[0].lineno if places else reading.node.lineno
        stores = cls.stores.get(name, ())
        if not stores and name not in cls.always and not self._inherits_more(cls):
            raise Refused("TF317", f"{shown} is not set in `{cls.key[1]}`", line)
        for store in stores:
            if store.value is None or is_scope(cls, store):
                raise Refused("TF317", f"{shown} may hold a scope", line)
            for part in walk(store.value):
                symbol = cls.source.called(part)
                if symbol.startswith(_TRAINS) and symbol.rpartition(".")[2][:1].isupper():
                    text = f"{shown} holds a `{symbol}`, which makes variables of its own"
                    raise Refused("TF317", text, line)
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


def _keeps(reading: Reading, call: ast.Call, callee: MethodPlan) -> bool:
    """Whether a function can keep what a method that it calls sets: the call is a statement of its own, or its value."""
    above = reading.parents.get(id(call))
    if not callee.outputs.same or not isinstance(above, (ast.Expr, ast.Assign)):
        return False
    if isinstance(above, ast.Assign) and (len(above.targets) != 1 or not callee.outputs.result):
        return False
    after = reading.cls.source.text[reading.cls.source.positions.end(above) :].lstrip(" \t")
    return not after.startswith(";")
