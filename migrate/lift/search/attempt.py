"""One try: some methods become functions, some classes and functions are split, then the tree is planned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from migrate.lift.methods.methods import MethodSplit, MethodSplits, method_splits
from migrate.lift.normal.cores import builder_calls
from migrate.lift.normal.cores.builder_calls import BuilderCaller
from migrate.lift.normal.cores.split import Split
from migrate.lift.normal.normal import Form, Normal, formed
from migrate.lift.planner import plan_tree
from migrate.lift.plans import Lifted, TreePlan
from migrate.lift.search.root import Root, Sources
from migrate.lift.source.source import LiftSource
from migrate.model.naming import FunctionNames, function_names
from migrate.model.reach import below
from migrate.model.tree import Key, TreeGraph
from migrate.outcomes import Reason
from migrate.resolve import TreeIndex
from migrate.rewrite.edits import Edit, apply_edits
from migrate.rewrite.moves import Moves

# Of a method, what may be so only because of what else it does with its object.
OF_OBJECTS = frozenset({"TF303", "TF317", "TF319"})


@dataclass
class Parts:
    """What is tried; the search takes out what is in vain.

    Attributes:
      cores: what is split, by the function that holds it then.
      methods: the methods that may become functions.
      callers: functions that make objects of split classes.
      forms: functions in another form; None while it is not known what is not lifted without.
      again: functions of methods and of cores in another form.
      stays: why other methods stay, with lines of the files as read.
      whole: constructors that are known to be no layer as a whole.
      in_part: why functions of all of a method are none; only the statements that make layers are tried now.
      of_class: why classes could not be lifted as a whole, by the methods that are tried instead.
    """

    cores: dict[Key, Split]
    methods: set[Key]
    callers: list[BuilderCaller]
    forms: list[Normal] | None
    again: dict[Key, Form] = field(default_factory=dict)
    stays: dict[Key, Reason] = field(default_factory=dict)
    whole: set[Key] = field(default_factory=set)
    in_part: dict[Key, Reason] = field(default_factory=dict)
    of_class: dict[Key, Reason] = field(default_factory=dict)

    def stay(self, method: Key, reason: Reason) -> None:
        """Notes why a method stays: for what keeps its class where it is about the object."""
        reason = self.in_part.get(method, reason)
        if method in self.of_class and reason.code in OF_OBJECTS:
            reason = self.of_class[method]
        self.stays[method] = reason


@dataclass(frozen=True)
class Attempt:
    """What came of it.

    Attributes:
      methods: the methods that became functions.
      edits: what was changed of the modules, by module.
      sources: the modules with that.
      graph: their scope graph.
      names: the TF1 names of their functions.
      plan: what is lifted of them.
      lifted: the same by the function.
    """

    methods: MethodSplits
    edits: Mapping[str, tuple[Edit, ...]]
    sources: Sources
    graph: TreeGraph
    names: Mapping[Key, FunctionNames]
    plan: TreePlan
    lifted: Mapping[Key, Lifted]

    def is_layer(self, function: Key) -> bool:
        """Whether the core of a method became something that the method is better off with, not just a maker of cells."""
        one = self.lifted.get(function)
        return one is not None and not one.makes_cells

    def as_called(self, reason: Reason) -> Reason:
        """The reason with the methods that are behind it, where these are functions while they are planned."""
        called = {m.function: m.method for m in self.methods.found}
        beside = tuple(called.get(key, key) for key in reason.beside)
        behind = reason.behind and called.get(reason.behind, reason.behind)
        return replace(reason, behind=behind, beside=beside)

    def serves(self, method: MethodSplit) -> bool:
        """Whether the function of a method became a layer; or one that a layer hosts, or a maker of cells, that is no part of a constructor."""
        one = self.lifted.get(method.function)
        made = one is not None or method.function in self._hosted
        return self.is_layer(method.function) or (
            made and not method.method[1].endswith(".__init__")
        )

    @cached_property
    def _hosted(self) -> frozenset[Key]:
        """The functions that stay and whose variables are those of layers, with all that they call."""
        hosted = {key for one in self.lifted.values() for key in one.neighbours}
        own = {one.method: one.function for one in self.methods.found}  # hosted as it was, too
        found = below(self.graph, hosted & self.graph.functions.keys(), own)
        return frozenset(found & self.graph.creating)  # what only runs what it is given hides that


def attempt(
    root: Root,
    sources: Sources,
    graph: TreeGraph,
    parts: Parts,
    index: TreeIndex,
    read: Callable[[str, str], LiftSource],
) -> Attempt:
    """Plans a root with some parts.

    Args:
      index: the root's modules with the functions of the cores.
      read: gives a module another text.
    """
    methods = method_splits(sources, graph, parts.methods, parts.in_part, parts.cores)
    kept_back = parts.whole | methods.passing.keys()
    for key in methods.refused.keys() - kept_back:
        parts.stay(key, methods.refused[key])
    edits = _edits(root, sources, parts, methods)
    rendered = {m: apply_edits(sources[m].text, e) for m, e in edits.items()}
    after = {**sources, **{name: read(name, done.text) for name, done in rendered.items()}}
    split_graph = root.graph(graph, after, edits) if edits else graph
    names = {key: function_names(split_graph, key) for key in split_graph.scoped}
    moves = {m: Moves(sources[m].text, r) for m, r in rendered.items()}
    stays = {
        key: r.moved(moves[key[0]].line) if key[0] in moves else r for key, r in parts.stays.items()
    }
    classes = {(m.method[0], m.method[1].rpartition(".")[0]) for m in methods.found}
    classes |= _calling_classes(split_graph)
    plan = plan_tree(
        *(after, split_graph, root.layers, root.table, names, root.elsewhere, root.target),
        *(stays, classes),
    )
    return Attempt(methods, edits, after, split_graph, names, plan, plan.lifted())


def _edits(
    root: Root, sources: Sources, parts: Parts, methods: MethodSplits
) -> dict[str, tuple[Edit, ...]]:
    """All that changes the modules, by module."""
    split = [change for one in parts.cores.values() for change in one.changes]
    split += [(one.function[0], edit) for one in parts.callers for edit in one.edits]
    builders = {one.cls: one for one in parts.cores.values() if one.outputs}
    split += builder_calls.import_edits(sources, root.index, builders, parts.callers)
    ready = {m: tuple(formed(m, e, parts.again) for e in es) for m, es in methods.edits.items()}
    split = [(m, formed(m, e, parts.again)) for m, e in split]
    return root.in_newlines(_together(ready, split, parts.forms or ()))


def _together(
    methods: Mapping[str, tuple[Edit, ...]], split: list[tuple[str, Edit]], forms: Iterable[Normal]
) -> dict[str, tuple[Edit, ...]]:
    """The edits by module; a normal form of what another edit changes is left out."""
    edits = dict(methods)
    for name, edit in split:
        edits[name] = (*edits.get(name, ()), edit)
    for one in forms:
        others = edits.get(one.module, ())
        if not any(o.start < one.edit.end and one.edit.start < o.end for o in others):
            edits[one.module] = (*others, one.edit)
    return edits


def _calling_classes(graph: TreeGraph) -> set[Key]:
    """The classes of which a method calls a function that makes variables, maybe with their attributes."""
    callers = {caller for key in graph.creating for caller in graph.callers.get(key, ())}
    return {
        (module, qualname.rpartition(".")[0])
        for module, qualname in callers
        if (function := graph.functions.get((module, qualname))) and function.kind == "method"
    }
