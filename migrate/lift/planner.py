"""Lifting for a whole tree: callees before callers, until nothing more has to be taken back."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from migrate.lift.callers import call_edit, calls_outside, import_edits
from migrate.lift.demand import around, closure, constructor_arguments, needed
from migrate.lift.format import formatted
from migrate.lift.function import lift
from migrate.lift.layer_table import LayerTable
from migrate.lift.naming import class_name
from migrate.lift.plans import Lifted, ModulePlan, Refused, TreePlan
from migrate.lift.sites import Sites, collect
from migrate.lift.source import LiftSource
from migrate.lift.times import TreeTimes
from migrate.lift.view import View
from migrate.model.layer_rules import LayerRules
from migrate.model.naming import FunctionNames
from migrate.model.tree import Key, TreeGraph
from migrate.outcomes import Reason
from migrate.rewrite.edits import Edit


def plan_tree(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    rules: LayerRules,
    table: LayerTable,
    names: Mapping[Key, FunctionNames],
    elsewhere: Mapping[str, str],
) -> TreePlan:
    """Decides what is lifted.

    Args:
      sources: the TF1 modules of the tree.
      graph: the scope graph of the same modules.
      names: the TF1 names of every scoped function.
      elsewhere: the text of the tree's other modules that import one of these, by path.
    """
    return _Planner(sources, graph, rules, table, names, elsewhere).plan()


class _Planner:
    def __init__(
        self,
        sources: Mapping[str, LiftSource],
        graph: TreeGraph,
        rules: LayerRules,
        table: LayerTable,
        names: Mapping[Key, FunctionNames],
        elsewhere: Mapping[str, str],
    ) -> None:
        self._sources = sources
        self._graph = graph
        self._rules = rules
        self._table = table
        self._names = names
        self._elsewhere = elsewhere
        self._tree = TreeTimes(sources, graph, rules)
        self._refused: dict[Key, tuple[Reason, ...]] = {}
        self._sites: dict[Key, Sites] = {}
        self._demanded: dict[Key, frozenset[str]] = {}
        self._lifted: dict[Key, Lifted] = {}

    def plan(self) -> TreePlan:
        candidates = [key for key in sorted(self._graph.creating) if self._is_candidate(key)]
        self._demand()
        self._tree.solve(sorted(self._graph.creating), self._demanded)
        order = list(self._callees_first(candidates))
        while True:
            self._lifted = {}
            for key in order:
                if key not in self._refused:
                    self._try(key)
            try:
                return TreePlan(self._modules(), dict(self._refused))
            except _TakenBack as back:
                self._refused[back.key] = (back.reason,)

    def _is_candidate(self, key: Key) -> bool:
        """A plain function of a module that everyone calls by its name."""
        source = self._sources.get(key[0])
        node = source.functions.get(key[1]) if source else None
        if source is None or node is None:
            return False
        try:
            self._sites[key] = collect(source, self._tree, node.body)
            if "." in key[1] or node.col_offset != 0:
                what = "a method" if self._graph.functions[key].kind == "method" else "defined inside"
                raise Refused("TF310", f"`{key[1]}` is {what}", node.lineno)
            if source.definitions[node.name] > 1:
                raise Refused("TF310", f"`{node.name}` is defined twice", node.lineno)
            for module, line in self._graph.handed_on.get(key, ()):
                where = f"line {line}" if module == key[0] else f"{module}, line {line}"
                at = line if module == key[0] else 0
                raise Refused("TF305", f"`{key[1]}` is passed as a value ({where})", at)
            self._check_elsewhere(key, node)
        except Refused as refused:
            self._refused[key] = (refused.reason,)
        return True

    def _check_elsewhere(self, key: Key, node: ast.FunctionDef) -> None:
        word = re.compile(rf"\b{re.escape(node.name)}\b")
        for path, text in self._elsewhere.items():
            if word.search(text):
                raise Refused("TF305", f"`{node.name}` is used in {path}", node.lineno)
        for source in self._sources.values():
            line = source.looked_up.get(node.name)
            if line is not None:
                text = f"`{node.name}` is looked up by a string ({source.module})"
                raise Refused("TF305", text, line if source.module == key[0] else 0)

    # ------------------------------------------------------------ what decides about variables
    def _demand(self) -> None:
        for _ in range(20):
            before = dict(self._demanded)
            for key, sites in self._sites.items():
                source = self._sources[key[0]]
                node = source.functions[key[1]]
                names: set[str] = set()
                for site in sites.sites:
                    parts = [
                        *constructor_arguments(source, self._tree, self._table, site, self._demanded),
                        *around(site),
                    ]
                    for part in parts:
                        names |= needed(source, self._tree, part)
                self._demanded[key] = frozenset(closure(source, self._tree, node.body, names))
            if before == self._demanded:
                return

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
                if site.callee in known and site.callee is not None:
                    yield from visit(site.callee)
            active.pop()
            done.add(key)
            yield key

        for key in keys:
            yield from visit(key)

    # ------------------------------------------------------------ one function
    def _try(self, key: Key) -> None:
        source = self._sources[key[0]]
        node = source.functions[key[1]]
        view = View(
            *(source, key, node, node.body, self._tree, self._table, self._tree.within(key)),
            *(self._sites[key], self._demanded, self._names.get(key), self._lifted),
        )
        taken = set(source.names)
        for other in self._sources.values():
            if other is not source and any(
                isinstance(n, ast.Name) and n.id == node.name for n in ast.walk(other.tree)
            ):
                taken |= other.names
        taken |= {one.class_name for one in self._lifted.values()}
        taken |= {"keras", "compat_scope"}
        try:
            self._check_contexts(view)
            found = lift(view, class_name(node.name, taken), self._known_names(source))
            self._lifted[key] = replace(found, text=formatted(found.text))
        except Refused as refused:
            self._refused[key] = (refused.reason,)

    def _known_names(self, source: LiftSource) -> set[str]:
        names = set(source.symbols.module_scope.names)
        names |= {one.class_name for one in self._lifted.values()}
        if source.symbols.module_scope.stars:
            names |= source.names
        return names

    def _check_contexts(self, view: View) -> None:
        """Names that TF1 counts must come out the same wherever the function is called."""
        own = {
            (v.creation.span, v.rule_variable.name if v.rule_variable else ""): v.name
            for v in (view.names.variables if view.names else ())
            if v.owner == view.key and v.creation.name is None
        }
        if not own:
            return
        for caller, names in self._names.items():
            if caller == view.key:
                continue
            for variable in names.variables:
                if variable.owner != view.key:
                    continue
                which = (variable.creation.span, variable.rule_variable.name if variable.rule_variable else "")
                mine = own.get(which)
                if mine is not None and variable.name.split("/")[-2:] != mine.split("/")[-2:]:
                    text = f"is `{variable.name}` when called by `{caller[1]}`"
                    raise Refused("TF307", f"`{mine}` {text}", variable.creation.span.line)

    # ------------------------------------------------------------ edits
    def _modules(self) -> dict[str, ModulePlan]:
        edits: dict[str, list[Edit]] = {}
        for key, one in self._lifted.items():
            source = self._sources[key[0]]
            node = source.functions[key[1]]
            start, end = source.positions.start(node), source.positions.end(node)
            edits.setdefault(key[0], []).append(Edit(start, end, (one.text.rstrip("\n"),)))
        calls: set[str] = set()
        for source, where, call, callee in calls_outside(
            self._sources, self._tree, set(self._lifted)
        ):
            function = self._tree.function(callee)
            assert function is not None
            try:
                edit = call_edit(
                    source, call, self._lifted[callee], function, self._tree.within(where)
                )
            except Refused as refused:
                raise _TakenBack(callee, refused.reason) from None
            edits.setdefault(source.module, []).append(edit)
            calls.add(source.module)
        for name, source in self._sources.items():
            renamed = import_edits(source, self._lifted)
            if renamed:
                edits.setdefault(name, []).extend(renamed)
        plans = {}
        for name, found in edits.items():
            lifted = tuple(one for key, one in self._lifted.items() if key[0] == name)
            plans[name] = ModulePlan(tuple(found), lifted, bool(lifted), name in calls)
        return plans


class _TakenBack(Exception):
    """A lifted function turned out to have a caller that cannot follow."""

    def __init__(self, key: Key, reason: Reason) -> None:
        super().__init__(reason.message)
        self.key = key
        self.reason = reason
