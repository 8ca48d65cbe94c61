"""Lifting for a whole tree: callees before callers, until nothing more has to be taken back."""

from __future__ import annotations

import ast
from collections import ChainMap
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from migrate.lift.binding.times import TreeTimes
from migrate.lift.cells.cell_callers import CellCallers
from migrate.lift.cells.cell_choices import only_chosen
from migrate.lift.cells.cell_makers import find_makers, lift_maker, maker_depth
from migrate.lift.checks import hazards
from migrate.lift.checks.at_run_time import kept_by
from migrate.lift.checks.changed_arguments import check_arguments
from migrate.lift.checks.contexts import check_called, check_known, check_value, differing
from migrate.lift.checks.counted_variables import check_handed_on
from migrate.lift.checks.default_values import drawn_twice, left_to_scopes
from migrate.lift.checks.handed_down import Setting, handed_down
from migrate.lift.classes.cells import cell_classes
from migrate.lift.classes.networks import Networks
from migrate.lift.classes.planner import ClassPlanner
from migrate.lift.demands import demands
from migrate.lift.families.planner import FamilyPlanner
from migrate.lift.functions.counts_around import counted_for_none
from migrate.lift.functions.factories import find_factories
from migrate.lift.functions.factory_text import lift_factory
from migrate.lift.functions.function import lift
from migrate.lift.functions.given_lambdas import called_by_lambda
from migrate.lift.functions.makers import called_after
from migrate.lift.module_edits import ModuleEdits
from migrate.lift.neighbours.beside import as_beside
from migrate.lift.neighbours.decorators import only_kept
from migrate.lift.neighbours.neighbours import host_neighbours
from migrate.lift.normal.closures import always_bound
from migrate.lift.plans import Lifted, NeedsName, Refused, TreePlan
from migrate.lift.source.layer_table import LayerTable
from migrate.lift.source.passed import passed_through
from migrate.lift.source.sites import Sites, collect
from migrate.lift.source.source import LiftSource, parameters
from migrate.lift.source.view import View, free_names
from migrate.lift.text import own_classes
from migrate.lift.text.callers import (
    calls_outside,
)
from migrate.lift.text.checked_text import checked
from migrate.lift.text.naming import class_name
from migrate.lift.text.targets import Target
from migrate.model.layer_rules import LayerRules
from migrate.model.naming import FunctionNames
from migrate.model.tree import Key, TreeGraph
from migrate.outcomes import Reason


def plan_tree(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    rules: LayerRules,
    table: LayerTable,
    names: Mapping[Key, FunctionNames],
    elsewhere: Mapping[Key, str],
    target: Target,
    stays: Mapping[Key, Reason],
    delegating: Collection[Key] = (),
) -> TreePlan:
    """Decides what is lifted.

    Args:
      sources: the TF1 modules of the tree.
      graph: the scope graph of the same modules.
      names: the TF1 names of every scoped function.
      elsewhere: functions that other modules of the tree use, which stay as they are.
      target: what it is written in.
      stays: methods that are to stay, and why.
      delegating: classes with methods that call a function with their attributes.
    """
    tree = TreeTimes(sources, graph, rules, delegating, table.scalars)
    return _Planner(sources, graph, rules, table, names, elsewhere, target, stays, tree).plan()


class _Planner:
    def __init__(
        self,
        sources: Mapping[str, LiftSource],
        graph: TreeGraph,
        rules: LayerRules,
        table: LayerTable,
        names: Mapping[Key, FunctionNames],
        elsewhere: Mapping[Key, str],
        target: Target,
        stays: Mapping[Key, Reason],
        tree: TreeTimes,
    ) -> None:
        self._stays = stays
        self._target = target
        self._sources = sources
        self._graph = graph
        self._rules = rules
        self._table = table
        self._names = names
        self._elsewhere = elsewhere
        self._tree = tree
        self._refused: dict[Key, tuple[Reason, ...]] = {}
        self._sites: dict[Key, Sites] = {}
        self._demanded: dict[Key, frozenset[str]] = {}
        self._lifted: dict[Key, Lifted] = {}
        self._classes = ClassPlanner(sources, graph, self._tree, elsewhere, names, target)
        self._families = FamilyPlanner(sources, graph, self._tree, elsewhere, target)
        self._cells = CellCallers(sources, graph, self._tree, table, rules)
        self._networks = Networks(sources, graph, self._tree, table, target)
        self._wrapped: set[Key] = set()  # a function of the old name stays
        self._again: set[Key] = set()  # functions to be tried again with such helpers
        self._named: set[Key] = set()  # helpers that take the name of what they make
        self._free: dict[Key, tuple[str, ...]] = {}
        self._handed_down = handed_down(graph, sources, elsewhere)
        self._passed = passed_through(sources, graph.creating)
        self._values, self._given = hazards.used_as_values(sources, graph)

    def plan(self) -> TreePlan:
        self._tree.factories = find_factories(self._sources, self._tree, self._graph.creating)
        if self._target.imported == "keras":
            self._tree.cell_classes = cell_classes(self._sources, self._graph)
        self._tree.makers = find_makers(self._sources, self._tree, self._graph.creating)
        self._families.find()
        self._networks.find()
        self._tree.constructing = frozenset(self._families.families)
        candidates = [key for key in sorted(self._graph.creating) if self._is_candidate(key)]
        order = list(self._callees_first(candidates))
        order.sort(key=lambda key: maker_depth(self._tree, key))
        if self._tree.cell_classes:  # these come before what makes them
            order = list(self._callees_first(order))
        self._demanded = demands(order, self._sources, self._tree, self._table, self._sites)
        self._tree.solve(candidates, self._demanded)
        while True:
            for key in order:
                if key not in self._refused:
                    self._try(key)
            if self._again:
                self._retry()
                continue
            for key in self._families.settle(self._sites):
                line = self._sources[key[0]].functions[key[1]].lineno
                text = "another class of its family stays on the shim"
                self._refused[key] = (Reason("TF320", text, line),)
            # A helper that someone calls who stays on the shim must leave the old function alone.
            mixed = {
                callee
                for *_, callee in calls_outside(
                    self._sources, self._tree, set(self._lifted), self._edits().class_nodes()
                )
                if callee in self._tree.factories and callee not in self._wrapped
            }
            idle = {
                key: f"makes variables for nothing that is lifted: `{key[1]}` stays as it is"
                for key in self._idle_helpers()
            }
            idle |= self._stray_makers()
            for key, text in idle.items():
                line = self._sources[key[0]].functions[key[1]].lineno
                self._refused[key] = (Reason("TF313", text, line),)
            untold = self._untold()
            for key, where in untold.items():
                text = f"its `tf.Variable`s have other names in `{where}`, which stays on the shim"
                line = self._sources[key[0]].functions[key[1]].lineno
                self._refused[key] = (Reason("TF307", text, line),)
            idle |= untold
            mixed -= idle.keys()
            if not mixed and not idle:
                break
            self._wrapped |= mixed
            self._lifted = {}
            self._families.lifted = {}
            self._classes.lifted = {}
        hosted = self._hosted()
        modules = self._edits().plans()
        return TreePlan(modules, dict(self._refused), self._emptied(), hosted=hosted)

    def _edits(self) -> ModuleEdits:
        return ModuleEdits(
            sources=self._sources,
            tree=self._tree,
            table=self._table,
            target=self._target,
            classes=self._classes,
            families=self._families,
            networks=self._networks,
            lifted=self._lifted,
            wrapped=self._wrapped,
        )

    def _hosted(self) -> dict[Key, str]:
        """The inner functions that stay in the `call` of a layer, with its class; they are nothing of their own."""
        found: dict[Key, str] = {}
        for key, one in list(self._lifted.items()):
            for name in self._sites.get(key, Sites()).hosted:
                inner = (key[0], f"{key[1]}.<locals>.{name}")
                found[inner] = one.class_name
                self._lifted.pop(inner, None)
                self._refused.pop(inner, None)
                self._wrapped.discard(inner)
        return found

    def _retry(self) -> None:
        """Forgets what was lifted, and refused because a helper could not be told a name."""
        gone = set(self._again)
        while True:
            above = {
                key
                for key, sites in self._sites.items()
                if any(s.callee in gone for s in sites.sites) and key not in gone
            }
            if not above:
                break
            gone |= above
        for key in gone:
            if self._refused.get(key, (Reason("", "", 0),))[0].code in ("TF306", "TF314"):
                self._refused.pop(key, None)
        self._lifted, self._again = {}, set()
        self._families.lifted = {}
        self._classes.lifted = {}

    def _idle_helpers(self) -> set[Key]:
        """Helpers that take an owner, but that nothing lifted calls, not even through other helpers.

        Those that nobody at all calls go the way of the helpers beside them.
        """
        layers = [k for k, one in self._lifted.items() if not one.is_helper]
        used: set[Key | None] = set()
        waiting: list[Key] = [*layers, *self._classes.lifted, *self._families.lifted]
        while waiting:
            for site in self._sites.get(waiting.pop(), Sites()).sites:
                if site.callee is not None and site.callee not in used:
                    used.add(site.callee)
                    waiting.append(site.callee)
        idle = {key for key, one in self._lifted.items() if one.is_helper and key not in used}
        beside = {key[0] for key in used if key in self._lifted and self._lifted[key].is_helper}
        free = {
            key for key in idle if not self._graph.callers.get(key) and key not in self._wrapped
        }
        return {key for key in idle if key not in free or key[0] not in beside}

    def _untold(self) -> dict[Key, str]:
        """Functions whose callers tell them the names of their variables, with a caller that stays on the shim."""
        told = {key for key, one in self._lifted.items() if one.told_weights}
        outside = calls_outside(
            self._sources, self._tree, set(self._lifted), self._edits().class_nodes()
        )
        stays = {
            callee: caller[1] or caller[0]
            for _, caller, _, callee in (outside if told else ())
            if callee in told
        }
        for key in told - stays.keys():
            rest = [c for c in self._graph.callers.get(key, ()) if c not in self._lifted]
            if rest:
                stays[key] = rest[0][1] or rest[0][0]
        return stays

    def _stray_makers(self) -> dict[Key, str]:
        """Functions that cannot make cells for all that call them, and why."""
        lifted = {*self._lifted, *self._classes.lifted, *self._families.lifted}
        makers = [key for key, one in self._lifted.items() if one.makes_cells]
        found = {key: self._cells.why_not(key, lifted) for key in makers}
        for init, one in self._classes.lifted.items():
            if one.makes_cells and self._graph.callers.get(init):
                found[one.key] = self._cells.why_not(init, lifted)
        return {key: why for key, why in found.items() if why}

    def _is_candidate(self, key: Key) -> bool:
        """A function whose text is there; notes why one is not lifted, or needs a wrapper."""
        source = self._sources.get(key[0])
        node = source.functions.get(key[1]) if source else None
        if source is None or node is None:
            return False
        try:
            belongs = self._graph.no_model(key)
            if belongs:
                raise Refused("TF318", f"is a method of {belongs}", node.lineno)
            family = self._families.families.get(key)
            given = [a.arg for a, _, _ in parameters(node)]
            stays = family is not None and family.holds
            sites = self._sites[key] = collect(source, self._tree, node.body, given, stays=stays)
            if source.skips.within(node):
                raise Refused("TF310", "marked `# migrate: skip`", node.lineno)
            if key in self._families.families:
                if key in self._handed_down:
                    raise Refused("TF306", self._handed_down[key][0].text, 0)
                return True
            if key in self._networks.found:
                return False
            if key in self._networks.refused:
                raise _with_reason(self._networks.refused[key])
            held = self._families.held_in(key)
            if held is not None:
                text = f"`{ast.unparse(held.func)}` holds a class whose constructor makes variables"
                raise Refused("TF314", text, held.lineno)
            if self._graph.functions[key].kind == "method":
                alone, of_family = self._stays.get(key), self._families.refused.get(key)
                if of_family is not None and (alone is None or alone.code == "TF314"):
                    raise _with_reason(of_family)  # the method alone stays as it calls the family
                if alone is not None:
                    raise _with_reason(alone)
                self._check_settings(key, sites)
                self._classes.candidate(key, sites)
                return True
            if source.definitions[key[1]] > 1:
                raise Refused("TF310", f"`{key[1]}` is defined twice", node.lineno)
            bound = source.symbols.module_scope.names.get(key[1], ())
            if any(b.kind != "def" for b in bound):
                raise Refused("TF310", f"`{key[1]}` is assigned again", node.lineno)
            if key not in self._tree.makers:
                self._check_settings(key, sites)
            elif not self._target.imported and any(
                left_to_scopes(settings, self._sources) for settings in self._handed_down.values()
            ):  # the variables of cells are made where these run
                self._tree.without_values.add(key)
            if sites.inner:
                text = (
                    f"`{sites.inner[0]}`, which is defined inside the function, creates variables"
                )
                raise Refused("TF304", text, node.lineno)
            if ".<locals>." in key[1]:
                self._free[key] = free_names(source, key[1], node)
                if "self" in self._free[key]:
                    raise Refused("TF310", f"`{node.name}` uses `self`", node.lineno)
                self._check_bound(key, node)
            inside = ".<locals>." in key[1] or node.col_offset != 0
            maker = key in self._tree.makers  # keeps its name
            named = any(
                node.name in (s.asked_for if maker else s.looked_up) for s in self._sources.values()
            )
            if key in self._given:
                text = f"`{node.name}` is given to TensorFlow, which calls it"
                raise Refused("TF305", text, node.lineno)
            if key in self._passed:
                raise Refused("TF305", f"`{node.name}` {self._passed[key]}", node.lineno)
            if key in self._values:
                check_handed_on(self._tree, key)
            handed_on = key in self._values or bool(self._graph.handed_on.get(key))
            if handed_on and maker:
                handed_on = not only_chosen(self._sources, self._tree, key)
            if inside or named or handed_on or key in self._elsewhere or node.decorator_list:
                self._wrapped.add(key)
        except Refused as refused:
            self._refused[key] = (refused.reason,)
        return True

    def _check_settings(self, key: Key, sites: Sites) -> None:
        """What scopes around a function hand down must reach the layer that it becomes."""
        settings = self._handed_down.get(key, ())
        kept = kept_by(key, settings, sites, self._tree, self._target.imported)
        if kept is not None:
            raise _with_reason(kept)
        if not self._target.imported:
            self._check_first_values(key, settings, sites)

    def _check_first_values(self, key: Key, settings: Sequence[Setting], sites: Sites) -> None:
        """What scopes or getters say about first values must be left to them."""
        source = self._sources[key[0]]
        if left_to_scopes(settings, self._sources):
            self._tree.without_values.add(key)
        twice = drawn_twice(settings, sites, self._sources, source)
        if twice is not None:
            raise Refused("TF306", f"{settings[0].text}, {twice[0]}", twice[1])

    def _check_bound(self, key: Key, node: ast.FunctionDef) -> None:
        """What an inner function reads of those around it must be there whenever it is called."""
        qualname, bound = key[1], set[str]()
        inner = node
        while ".<locals>." in qualname:
            qualname = qualname.rpartition(".<locals>.")[0]
            outer = self._sources[key[0]].functions[qualname]
            bound |= always_bound(outer, inner)
            inner = outer
        for name in self._free[key]:
            if name not in bound:
                text = f"`{node.name}` reads `{name}`, which is not always there"
                raise Refused("TF310", text, node.lineno)

    def _emptied(self) -> dict[Key, tuple[str, ...]]:
        """Functions of which nothing creates variables any more but what they define or call later, which is lifted."""
        found: dict[Key, tuple[str, ...]] = {}
        for key, sites in self._sites.items():
            if not sites.inner or sites.sites or key in self._lifted:
                continue
            inner = [(key[0], f"{key[1]}.<locals>.{name}") for name in sites.inner]
            if all(k in self._lifted for k in inner):
                found[key] = tuple(self._lifted[k].class_name for k in inner)
        for key, reasons in self._refused.items():
            if reasons[0].code == "TF304" and "." not in key[1]:
                source = self._sources[key[0]]
                called = called_by_lambda(source, self._tree, source.functions[key[1]])
                if called and all(k in self._lifted for k in called):
                    found[key] = tuple(self._lifted[k].class_name for k in called)
        return found

    def _callees_first(self, keys: list[Key]) -> Iterator[Key]:
        done: set[Key] = set()
        active: list[Key] = []
        known = set(keys)

        def visit(key: Key) -> Iterator[Key]:
            if key in done:
                return
            if key in active:
                line = self._sources[key[0]].functions[key[1]].lineno
                self._refused[key] = (Reason("TF310", f"`{key[1]}` calls itself", line),)
                return
            active.append(key)
            for site in self._sites.get(key, Sites()).sites:
                callee = self._classes.made(site.callee) or site.callee
                if callee in known and callee is not None:
                    yield from visit(callee)
            for callee in self._cells_made(key) if self._tree.cell_classes else ():
                if callee in known:
                    yield from visit(callee)
            active.pop()
            done.add(key)
            yield key

        for key in keys:
            yield from visit(key)

    def _cells_made(self, key: Key) -> list[Key]:
        """The makers of cells that a function calls, and the calls of the cells that it makes."""
        made = [target for _, target in self._tree.calls(key)]
        cells = self._tree.cell_classes
        return [cells.get(t, t) for t in made if t in cells or t in self._tree.makers]

    # ------------------------------------------------------------ one function
    def _try(self, key: Key) -> None:
        source = self._sources[key[0]]
        node = source.functions[key[1]]
        view = View(
            *(source, key, node, node.body, self._tree, self._table, self._tree.within(key)),
            *(self._sites[key], self._demanded, self._names.get(key)),
            ChainMap(self._lifted, self._classes.lifted),
            self._target,
            self._free.get(key, ()),
            self._names,
        )
        try:
            host_neighbours(view, self._refused, self._handed_down)
            differs = differing(view, self._names)
            differs = differs or next(
                filter(None, (counted_for_none(view, s) for s in view.sites)), None
            )
            view.differs = differs is not None
            check_called(view)
            if key in self._families.families:
                holds = self._families.families[key].holds  # its names are told when it is made
                if differs is not None and not holds:
                    raise differs
                self._families.lift(view)
                return
            if differs is not None and (key in self._classes.parts or key in self._tree.makers):
                raise differs
            if key in self._classes.parts:
                check_arguments(view, ())
                self._classes.lift(view, self._known_names(source))
                return
            if key in self._tree.makers:
                maker = lift_maker(view)
                if key in self._wrapped and ".<locals>." not in key[1]:
                    raise Refused("TF305", f"`{node.name}` is used as a value", node.lineno)
                self._lifted[key] = replace(maker, text=checked(maker.text))
                return
            if key in self._tree.factories:
                self._lifted[key] = self._helper(view)
                return
            found = lift(
                view, class_name(self._called(key), self._taken(key)), self._known_names(source)
            )
            if differs is not None and not (found.counts_on or found.told_weights):
                raise differs
            if found.told_weights and (key in self._values or key in self._wrapped):
                raise differs or Refused("TF305", f"`{node.name}` is used as a value", node.lineno)
            check_known(view, found)
            check_arguments(view, () if key in self._wrapped else found.names("call"))
            if key in self._values or self._graph.handed_on.get(key):
                check_value(view, found)
            text = checked(found.text)
            kept = not only_kept(view, key)
            self._lifted[key] = replace(
                found, text=text, wrapped=key in self._wrapped, decorated=kept
            )
            called = {one.site.callee for one in view.neighbours.values()}
            self._wrapped |= {one for one in called & self._lifted.keys() if one is not None}
        except NeedsName as needs:
            self._refused[key] = (needs.reason,)
            if needs.key not in self._named:
                self._named.add(needs.key)
                self._again.add(key)
        except Refused as refused:
            sites = self._sites[key].sites
            self._refused[key] = (as_beside(view, sites, self._refused, refused.reason),)
        except Exception as error:  # one function that we stumble over must not cost the whole run
            text = f"internal error: {type(error).__name__}: {error}; please report it"
            self._refused[key] = (Reason("TF315", text, node.lineno),)

    def _helper(self, view: View) -> Lifted:
        """A function that takes the owner; under a name of its own while others still call the old one."""
        name = view.node.name
        if view.key in self._wrapped:
            name = f"add_{name.lstrip('_')}"
            if name in self._taken(view.key):
                raise Refused("TF313", f"`{name}` is taken", view.node.lineno)
        found = lift_factory(view, name, view.key in self._named)
        return replace(found, text=checked(found.text), wrapped=view.key in self._wrapped)

    def _called(self, key: Key) -> str:
        """What a class is named after: the maker of an inner function; of several that are called alike, the outer one too."""
        maker = called_after(self._sources[key[0]], key[1])
        if maker:
            return maker
        *outer, name = key[1].split(".<locals>.")
        same = [q for q in self._sources[key[0]].functions if q.rpartition(".<locals>.")[2] == name]
        return f"{outer[-1]}_{name}" if outer and len(same) > 1 else name

    def _taken(self, key: Key) -> set[str]:
        """Names that a class must not have: of its module, and of those that will import it."""
        taken = {"keras", "compat_scope"}
        if own_classes.uses_any(self._sources[key[0]], self._table):
            taken |= set(own_classes.class_names(self._sources[key[0]], self._table).values())
        users = {key[0], *(caller[0] for caller in self._graph.callers.get(key, ()))}
        users |= {m for m, s in self._sources.items() if any(k == key for *_, k in s.from_imports)}
        for name in users & self._sources.keys():
            taken |= self._sources[name].names
        return taken | {
            one.class_name
            for other, one in self._lifted.items()
            if users & {other[0], *(c[0] for c in self._graph.callers.get(other, ()))}
        }

    def _known_names(self, source: LiftSource) -> set[str]:
        names = set(source.symbols.module_scope.names)
        names |= {one.class_name for one in self._lifted.values()}
        names |= set(own_classes.class_names(source, self._table).values())
        if source.symbols.module_scope.stars:
            names |= source.names
        return names | {own_classes.tensorflow_name(source)} - {""}


def _with_reason(reason: Reason) -> Refused:
    refused = Refused(reason.code, reason.message)
    refused.reason = reason
    return refused
