"""Lifting one source root: reads its TF1 modules once more and plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from migrate.lift.arg_scopes.flow import flow
from migrate.lift.arg_scopes.leftovers import left_over
from migrate.lift.arg_scopes.text import Group, written_out
from migrate.lift.normal.first.held_by_forms import Stays, why_stays, with_forms
from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.plans import ModulePlan, TreePlan
from migrate.lift.search.root import LiftInput, Root, RootPlan
from migrate.lift.search.search import search
from migrate.lift.search.words import Words
from migrate.lift.source.layer_table import LayerTable
from migrate.lift.source.users import importing, parsed_file, users
from migrate.lift.text.keras_target import KERAS
from migrate.lift.text.module_target import MODULE
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import Key, TreeGraph
from migrate.rewrite.edits import Edit
from migrate.rulebook import load_toml
from migrate.user_layers import tables

TARGETS = {target.name: target for target in (KERAS, MODULE)}


def plan_root(
    given: LiftInput,
    modules: Mapping[str, str],
    graph: TreeGraph,
    layers: LayerRules,
    as_written: bool = False,
) -> RootPlan:
    """Decides what is lifted in one root.

    Args:
      modules: the TF1 modules, with the path of each.
      graph: their scope graph.
      as_written: functions only, as they stand: no class, method or normal form.
    """
    root = _root(given, modules, graph, layers, as_written)
    beside = {name: file.relpath for name, file in root.files.items() if name not in modules}
    if beside:  # what they pass on is known now
        graph = root.graph(graph, root.sources(), importing(root.index, set(beside)))
    sources, table, other_users = root.sources(), root.table, root.elsewhere
    words = Words(given, root)
    idle: set[frozenset[Key]] = set()  # functions that are not lifted in other words either
    vain: set[frozenset[Key]] = set()  # nor without their scopes
    stays: dict[Key, Stays] = {}
    while True:
        steps: list[dict[str, tuple[Edit, ...]]] = []
        now, now_graph, changed = words.put(sources, graph, idle, steps)
        found = None if as_written else flow(now, now_graph, table, other_users)
        groups = [] if found is None else written_out(found)
        groups = [group for group in groups if group.functions not in vain]
        if found is not None and groups:
            parts = [one.edits for one in (*groups, left_over(found, groups))]
            now, now_graph = root.changed(now, now_graph, parts, steps)
        plan = search(root, now, now_graph)
        more = {one.functions for one in changed if not _helps(one, plan.plan)}
        vain |= {one.functions for one in groups if not _helps(one, plan.plan)}
        if not more and not any(one.functions in vain for one in groups):
            refused = {} if as_written else words.keras(now, now_graph).refused
            done = with_forms(plan.plan, changed, stays, refused, now)
            return replace(plan, plan=_with_steps(done, steps), users=beside)
        stays |= why_stays((one for one in changed if one.functions in more), plan.plan, now)
        idle |= more


def _root(
    given: LiftInput,
    modules: Mapping[str, str],
    graph: TreeGraph,
    layers: LayerRules,
    as_written: bool,
) -> Root:
    """The root with its TF1 modules read, and what uses them."""
    read = {m: parsed_file(given.files[relpath], relpath) for m, relpath in modules.items()}
    files = {m: file for m, file in read.items() if file is not None}
    target = TARGETS[given.target]
    _, wrappers = tables(given.wrappers if target.name == "keras" else {})
    cells = {"cells": load_toml(given.rules / KERAS.table)["cells"]}  # of TF1, for any target
    table = LayerTable(cells | load_toml(given.rules / target.table), wrappers)
    others = users(given.files, given.index, set(modules.values()), graph, layers)
    files |= others.files
    return Root(layers, files, others.index, table, target, others.elsewhere, as_written)


def _with_steps(plan: TreePlan, steps: Sequence[Mapping[str, tuple[Edit, ...]]]) -> TreePlan:
    """The plan with the edits that came before it."""
    changed = {m for step in steps for m in step}
    done = {
        m: replace(p, first=tuple(step[m] for step in steps if m in step))
        for m, p in {**{m: ModulePlan() for m in changed}, **plan.modules}.items()
    }
    return replace(plan, modules=done)


def _helps(one: Group | Repeats, plan: TreePlan) -> bool:
    """Whether something is lifted of what was written in another way."""
    lifted = {plan.moved.get(key, key) for key in plan.lifted()}
    lifted |= {(m, q.rpartition(".")[0]) for m, q in lifted if q.endswith(".__init__")}
    found = [(m, q) in lifted or (m, q.partition(".")[0]) in lifted for m, q in one.functions]
    return all(found) if isinstance(one, Repeats) and one.whole else any(found)
