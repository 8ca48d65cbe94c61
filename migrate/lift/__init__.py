"""Lifting: scoped TF1 functions become Keras layers.

`planner.plan_tree` decides for a whole tree, callees first, and gives plain data: which function becomes which
class, the text of the classes, and what their callers write. Nothing here knows how the rest of a module is
upgraded.

Where to look:

- `tree`: one source root; `careful`, which outlives its mistakes
- `search`: the root in `words` that can be lifted, tried with less and less until nothing is in vain
- `planner`: the decision for one try, with `plans`, its data, `demands` (what decides about variables) and `module_edits`
- `source`: what a tree is read as: modules, creation sites, shapes, where values come from
- `normal`: what is written in another way first, the same in TF1: inner functions, builders, counted numbers, fallbacks
- `arg_scopes`: what comes before that: what scopes of slim give to calls, followed through the tree and written out in it
- `binding`: when each name is known (constructor, ``build``, call), and what only gives a value
- `checks`: what forbids a lift: names that TF1 counts, settings that scopes hand down, objects that change
- `functions`: one function as a layer: `roles` of its parameters, `attributes`, `slices` (constructor and ``build``), `call_body` without its `dead_statements`
- `neighbours`: what such a layer calls that stays on the shim: what it does, why it cannot be hosted, and in which order
- `classes`, `families`, `methods`: classes that are called; that make variables or layers in their constructors; methods that build parts
- `cells`: RNN cells and the functions that make them
- `text`: the text of classes and callers (rules/lift.toml), for Keras and for `tf.Module`
"""

from migrate.lift.planner import plan_tree
from migrate.lift.plans import Lifted, TreePlan

__all__ = ["Lifted", "TreePlan", "plan_tree"]
