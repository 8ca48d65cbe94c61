"""Lifting a root so that a mistake of the tool costs what it hits, not the run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from migrate.errors import debugging, describe
from migrate.lift.plans import TreePlan
from migrate.lift.search.root import LiftInput, Planner, RootPlan
from migrate.lift.tree import plan_root
from migrate.model.layer_rules import LayerRules
from migrate.model.naming import function_names
from migrate.model.tree import TreeGraph
from migrate.outcomes import Reason


def careful_planner(given: LiftInput) -> Planner:
    """`plan_root` for one root, step by step with less when it raises; what is lost stays on the shim with TF315.

    Classes, methods and normal forms rewrite the modules before they are planned: without them first, then nothing
    is lifted.
    """

    def plan(modules: Mapping[str, str], graph: TreeGraph, layers: LayerRules) -> RootPlan:
        try:
            return plan_root(given, modules, graph, layers)
        except Exception as error:
            if debugging():
                raise
            reason = Reason("TF315", f"internal error: {describe(error)}; please report it")
        try:
            found = plan_root(given, modules, graph, layers, as_written=True)
        except Exception:
            names = {key: function_names(graph, key) for key in graph.scoped}
            found = RootPlan(TreePlan(), graph, names)
        lifted = found.plan.lifted()
        refused = {
            key: (reason, *found.plan.refused.get(key, ()))
            for key in found.graph.creating
            if key not in lifted
        }
        return replace(found, plan=replace(found.plan, refused=refused))

    return plan
