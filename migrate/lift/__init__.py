"""Lifting: scoped TF1 functions become Keras layers.

`planner.plan_tree` decides for a whole tree, callees first, and gives plain data: which function becomes which
class, the text of the classes, and what their callers write. Nothing here knows how the rest of a module is
upgraded.
"""

from migrate.lift.planner import plan_tree
from migrate.lift.plans import Lifted, TreePlan

__all__ = ["Lifted", "TreePlan", "plan_tree"]
