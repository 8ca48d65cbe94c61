"""Binding times of the parameters and local names of the functions that may be lifted."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from migrate.lift.binding.arguments import Arguments
from migrate.lift.binding.creating_values import CreatingValues, creating_values
from migrate.lift.binding.float_flow import FloatFlow
from migrate.lift.binding.float_types import FloatTypes
from migrate.lift.binding.function_times import (
    FunctionTimes,
)
from migrate.lift.binding.held_tensors import HeldTensors
from migrate.lift.binding.tensor_uses import tensor_uses
from migrate.lift.classes.objects import object_keys
from migrate.lift.methods.method_class import methods, read_class, receiver
from migrate.lift.source.bodies import bind, bindings_of, own_calls, own_nodes
from migrate.lift.source.helpers import is_shape_helper
from migrate.lift.source.method_values import functions_as_values
from migrate.lift.source.reaching import reaching
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.graph_symbols import RUNS
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import Key, TreeGraph
from migrate.plan.times import Time
from migrate.resolve.programs import Programs, does_something

if TYPE_CHECKING:
    from migrate.lift.functions.factories import Factory

_MAX_DEPTH = 6
_MAX_ROUNDS = 12


class TreeTimes:
    """What is known of every function of the tree: the times of its parameters and of what it returns.

    Args:
      sources: the modules by name.
      graph: the scope graph of the same modules.
      delegating: the classes with methods that call a function with their attributes.
      scalars: by symbol, the parameters that TF1 takes as scalars only, with their positions.
    """

    def __init__(
        self,
        sources: Mapping[str, LiftSource],
        graph: TreeGraph,
        rules: LayerRules,
        delegating: Iterable[Key] = (),
        scalars: Mapping[str, Mapping[str, int]] | None = None,
    ) -> None:
        self.sources = sources
        self.graph = graph
        self.rules = rules
        self.objects = object_keys(graph)
        self.functions: dict[Key, FunctionNode] = {
            (name, qualname): node
            for name, source in sources.items()
            for qualname, node in source.functions.items()
        }
        # References to local definitions may come without the ``<locals>`` of their qualified name.
        self._local = {(m, q.replace(".<locals>", "")): (m, q) for m, q in self.functions}
        self.factories: dict[Key, Factory] = {}
        self.reaching = reaching(sources, graph, rules)
        self.makers: frozenset[Key] = frozenset()
        # What runs when a cell of a class of the tree is made -> its call.
        self.cell_classes: Mapping[Key, Key] = {}
        self.without_values: set[Key] = set()  # of which scopes say first values when they run
        # Of these: the names they call that hold functions, with those they assign to them.
        self.chosen: dict[Key, dict[str, frozenset[Key]]] = {}
        self.keras_made: dict[Key, str] = {}  # the Keras layer that a function makes, "" for none
        self.cell_values: tuple[tuple[str, Key | None], ...] | None = None  # what may make cells
        self.dtypes = FloatTypes(sources, graph)
        self.only_float32: set[tuple[Key, str]] = (
            set()
        )  # names that hold no other floats for certain
        self.constructing: frozenset[Key] = (
            frozenset()
        )  # constructors of layers, which make variables
        self._helpers: dict[Key, bool] = {}
        self._callees: dict[int, tuple[ast.Call, Key | None]] = {}
        self._calls: dict[Key, list[tuple[ast.Call, Key]]] = {}
        self._calls_of: dict[Key, list[tuple[Key, ast.Call]]] = {}
        self._bindings: dict[int, list[tuple[ast.expr, ast.expr | None]]] = {}
        self._results: dict[tuple[Key, tuple[tuple[str, Time], ...]], Time] = {}
        self._depth = 0
        self._held = HeldTensors(self, scalars or {})
        found = (read_class(sources, graph, key) for key in sorted(delegating))
        self.delegating = [cls for cls in found if cls is not None]
        self._attributes: dict[Key, dict[str, Time]] = {}
        self.params: dict[Key, dict[str, Time]] = {
            key: {a.arg: Time.CONFIG for a, _, _ in parameters(node)}
            for key, node in self.functions.items()
        }

    @cached_property
    def arguments(self) -> Arguments:
        """What callers give for parameters."""
        return Arguments(self)

    @cached_property
    def creating_values(self) -> CreatingValues:
        """What creates variables and is used as a value."""
        return creating_values(self.sources, self.graph, self.rules)

    @cached_property
    def methods(self) -> Mapping[str, list[Key]]:
        """The methods of the tree by their names."""
        found: dict[str, list[Key]] = {}
        for key in self.functions:
            owner, _, name = key[1].rpartition(".")
            if (key[0], owner) in self.graph.classes:
                found.setdefault(name, []).append(key)
        return found

    @cached_property
    def values(self) -> frozenset[Key]:
        """The functions that some code uses as values: not all calls of them are known."""
        return frozenset(functions_as_values(self.sources, self.graph))

    @cached_property
    def floats(self) -> FloatFlow:
        """Which tensors are float32 for certain."""
        return FloatFlow(self)

    @cached_property
    def building(self) -> frozenset[Key]:
        """The functions that run where a model is built: those that create variables without driving a session, and what they call."""
        functions = self.graph.functions
        waiting = [k for k in self.graph.creating if not RUNS & set(functions[k].driver)]
        found: set[Key] = set()
        while waiting:
            key = waiting.pop()
            if key not in found and key in self.functions:
                found.add(key)
                waiting += [target for _, target in self.calls(key)]
                if key in functions:
                    waiting += [target for _, target in self.graph.callees(key)]
        return frozenset(found)

    # ------------------------------------------------------------ look-up
    @cached_property
    def opened(self) -> Mapping[str, list[tuple[Key, int]]]:
        """The scopes whose names are written out, in lower case: the functions that open them, and the lines."""
        found: dict[str, list[tuple[Key, int]]] = {}
        for key, function in self.graph.functions.items():
            for entry in function.entries:
                text = entry.name.text if entry.name is not None else ""
                if entry.kind in ("variable_scope", "name_scope") and text[:1] in ("'", '"'):
                    found.setdefault(text.strip("'\"").lower(), []).append((key, entry.span.line))
        return found

    def meet(self, one: str, other: str) -> bool:
        """Whether functions of two modules may be called for one graph: calls lead from one to the other, or into both."""
        return self._meeting.get(one, one) == self._meeting.get(other, other)

    def apart(self, one: str, other: str) -> bool:
        """Whether no program runs code of two modules."""
        return self._programs is not None and self._programs.apart(one, other)

    @cached_property
    def _programs(self) -> Programs | None:
        index = next((s.symbols.index for s in self.sources.values()), None)
        scripts = {m for m, source in self.sources.items() if does_something(source.tree)}
        anything = any(w in s.text for s in self.sources.values() for w in ("__import__", "exec("))
        return None if index is None or anything else Programs(index, scripts)

    @cached_property
    def _meeting(self) -> Mapping[str, str]:
        """By module, one that stands for all it is connected with by calls."""
        found: dict[str, str] = {}

        def root(module: str) -> str:
            while found.get(module, module) != module:
                module = found[module]
            return module

        for key, callers in self.graph.callers.items():
            for module, _ in callers:
                found[root(module)] = root(key[0])
        return {module: root(module) for module in list(found)}

    def function(self, key: Key) -> FunctionNode | None:
        return self.functions.get(key)

    def callee(self, source: LiftSource, node: ast.Call) -> Key | None:
        """The function of the tree that a call runs."""
        known = self._callees.get(id(node))
        if known is None:
            target = source.symbols.target(node.func)
            found = None if target is None else self.resolved(target)
            known = self._callees[id(node)] = (
                node,
                found,
            )  # kept, so that no other one gets its id
        return known[1]

    def resolved(self, target: tuple[str, str]) -> Key:
        """The function that a (module, qualified name) as written stands for."""
        found = self.graph.resolve(target) or target
        return self._local.get(found, found)

    def is_helper(self, key: Key | None) -> bool:
        """Whether a function gives the static shape of its argument."""
        if key is None or key not in self.functions:
            return False
        if key not in self._helpers:
            self._helpers[key] = key not in self.graph.creating and is_shape_helper(
                self.sources[key[0]], self.functions[key]
            )
        return self._helpers[key]

    # ------------------------------------------------------------ parameters
    def solve(self, keys: Iterable[Key], demanded: Mapping[Key, frozenset[str]]) -> None:
        """Finds the parameters that are tensors: by their use, and by what callers give.

        Args:
          keys: the functions whose parameters are asked for.
          demanded: parameters that decide about variables, which their use does not make tensors.
        """
        wanted = set(keys)
        callers = {c for key in wanted for c in self.graph.callers.get(key, ())} | wanted
        for key in sorted(callers & self.functions.keys()):
            for name in self._used_as_tensors(key):
                self._raise(key, name, demanded)
        waiting = dict.fromkeys(sorted(k for k in callers if k[0] in self.sources))
        rounds: dict[Key, int] = {}
        while waiting or (waiting := dict.fromkeys(self._attributes_changed() & callers)):
            key = next(iter(waiting))
            del waiting[key]
            rounds[key] = rounds.get(key, 0) + 1
            for changed in self._flow(key, demanded):
                if changed in callers and rounds.get(changed, 0) < _MAX_ROUNDS:
                    waiting[changed] = None

    def _used_as_tensors(self, key: Key) -> set[str]:
        """The parameters that a function uses as tensors.

        Where an operator of tensors is all that speaks for that, as for the decay in ``wd * tf.nn.l2_loss(w)`` of a
        function that is given no tensor, numbers are numbers.
        """
        source, node = self.sources[key[0]], self.functions[key]
        found = set(tensor_uses(source, node, self))
        names = {a.arg for a, _, _ in parameters(node)}
        if found & names and not names & set(tensor_uses(source, node, self, numbers=False)):
            return {n for n in found if n not in names or not self.arguments.given_numbers(key, n)}
        return found

    def _attributes_changed(self) -> set[Key]:
        """Finds when the attributes of objects are known; the methods of classes where that is later than before."""
        changed: set[Key] = set()
        for cls in self.delegating:
            times: dict[str, Time] = dict(self._attributes.get(cls.key, {}))
            within: dict[int, FunctionTimes] = {}
            for name, stores in cls.stores.items():
                for store in stores:
                    if store.value is not None and id(store.method) not in within:
                        within[id(store.method)] = self.within(cls.key_of(store.method))
                    if store.value is not None:
                        time = within[id(store.method)].of(store.value)
                        times[name] = max(time, times.get(name, Time.CONFIG))
            if times != self._attributes.get(cls.key, {}):
                self._attributes[cls.key] = times
                changed |= {(cls.key[0], f"{cls.key[1]}.{m}") for m in methods(cls.node)}
        return changed

    def _raise(self, key: Key, name: str, demanded: Mapping[Key, frozenset[str]]) -> bool:
        times = self.params[key]
        if name in times and times[name] is not Time.CALL and name not in demanded.get(key, ()):
            times[name] = Time.CALL
            return True
        return False

    def calls(self, key: Key) -> list[tuple[ast.Call, Key]]:
        """The calls of the tree's functions in a function (or a module's own code)."""
        if key not in self._calls:
            source, node = self.sources[key[0]], self.functions.get(key)
            body: list[ast.stmt] = node.body if node is not None else list(source.tree.body)
            found = ((call, self.callee(source, call)) for call in own_calls(body))
            self._calls[key] = [(c, t) for c, t in found if t is not None and t in self.functions]
        return self._calls[key]

    def calls_of(self, key: Key) -> list[tuple[Key, ast.Call]]:
        """The calls of a function in the modules whose text is there, each with the function it stands in."""
        if key not in self._calls_of:
            callers = sorted(c for c in self.graph.callers.get(key, ()) if c[0] in self.sources)
            self._calls_of[key] = [(c, n) for c in callers for n, t in self.calls(c) if t == key]
        return self._calls_of[key]

    def all_calls_of(self, key: Key) -> list[tuple[Key, ast.Call]] | None:
        """The same; None when a module without its text calls the function, too."""
        if any(caller[0] not in self.sources for caller in self.graph.callers.get(key, ())):
            return None
        return self.calls_of(key)

    def given(self, key: Key, name: str) -> list[tuple[Key, ast.expr]]:
        """What those calls give for a parameter, each with the function that gives it."""
        node = self.functions[key]
        found = ((caller, bind(call, node, key).get(name)) for caller, call in self.calls_of(key))
        return [(caller, value) for caller, value in found if value is not None]

    def _flow(self, key: Key, demanded: Mapping[Key, frozenset[str]]) -> set[Key]:
        """What one function gives the functions it calls; the functions whose parameters changed."""
        changed: set[Key] = set()
        calls = self.calls(key)
        if not calls:
            return changed
        times = self.within(key)
        for call, target in calls:
            theirs = self.params[target]
            for name, argument in bind(call, self.functions[target], target).items():
                if name not in theirs:
                    continue
                if theirs[name] is Time.CALL:
                    if isinstance(argument, ast.Name) and key in self.functions:
                        if self._raise(key, argument.id, demanded):
                            changed.add(key)
                elif times.of(argument) is Time.CALL:
                    if self._held.goes(key, argument, target, name):
                        continue
                    theirs[name] = Time.CALL
                    changed.add(target)
                    # Who hands on a parameter to this one gives a tensor too.
                    changed |= set(self.graph.callers.get(target, ()))
        return changed

    def within(self, key: Key, params: Mapping[str, Time] | None = None) -> FunctionTimes:
        """The times of names inside a function (or a module's own code)."""
        source = self.sources[key[0]]
        node = self.functions.get(key)
        outer: FunctionTimes | None = None
        if node is not None and ".<locals>." in key[1] and self._depth < _MAX_DEPTH:
            self._depth += 1
            outer = self.within((key[0], key[1].rpartition(".<locals>.")[0]))
            self._depth -= 1
        known = dict(self.params[key] if params is None else params) if node is not None else {}
        attributes = self._attributes.get((key[0], key[1].rpartition(".")[0]))
        if attributes and node is not None:
            known |= {f"{receiver(node)}.{name}": time for name, time in attributes.items()}
        body: list[ast.stmt] = node.body if node is not None else list(source.tree.body)
        return FunctionTimes(self, source, body, known, outer)

    def bindings(self, body: list[ast.stmt]) -> list[tuple[ast.expr, ast.expr | None]]:
        """What binds names in a body, found once."""
        if not body:
            return []
        if id(body[0]) not in self._bindings:
            self._bindings[id(body[0])] = list(bindings_of(body))
        return self._bindings[id(body[0])]

    def result(self, key: Key, given: Mapping[str, Time]) -> Time:
        """The time of what a function returns when its arguments have these times."""
        node = self.functions.get(key)
        latest = max(given.values(), default=Time.CONFIG)
        if node is None:
            return latest
        if key in self.cell_classes:
            return latest
        if key in self.graph.creating and key not in self.makers:
            return Time.CALL
        if self.is_helper(key):
            return min(latest, Time.SHAPE)
        memo = (key, tuple(sorted(given.items())))
        if memo not in self._results:
            self._results[memo] = latest
            if self._depth < _MAX_DEPTH:
                self._depth += 1
                params = {a.arg: Time.CONFIG for a, _, _ in parameters(node)} | dict(given)
                inside = self.within(key, params)
                returned = [
                    inside.of(n.value)
                    for n in own_nodes(node.body)
                    if isinstance(n, ast.Return) and n.value is not None
                ]
                self._results[memo] = max(returned, default=Time.CONFIG)
                self._depth -= 1
        return self._results[memo]
