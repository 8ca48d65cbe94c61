"""Lifting: scoped TF1 functions become Keras layers.

`planner.plan_tree` decides for a whole tree, callees first, and gives plain data: which function becomes which
class, the text of the classes, and what their callers write. Nothing here knows how the rest of a module is
upgraded.

Where to look:

- what a tree is read as: `tree`, `source`, `sites`, `bodies`, `view`; when things are known: `times`, `function_times`, `tensor_uses`
- what is written in another way first: `normal` with `flat`, `closures`, `outline`, `fallbacks`, `running_numbers` and `number_steps`; `split`, `cores`, `core_parts` and `builder_calls` (builders), `methods` and `method_*`
- the decision: `planner`, `plans`; what forbids it: `checks`, `hazards`, `name_hazards`, `contexts`, `changed_arguments`, `purity` with `value_classes`
- one function: `function` with `roles`, `makers`, `counts_around`, `called_values`, `attributes`, `slices` (constructor and build), `call_body`, `class_pieces`
- its inner functions that loops call: `hosted`, `hosted_checks`; its shapes: `shapes`, `dimensions` with `last_assignment`, `fixed_values`
- a class that is called: `class_planner` and `class_*`; a class family with variables in its constructors: `family_planner` and `family_*`; one that makes layers: `holders`, `class_values`; subclasses of `tf.contrib.eager.Network`: `networks`
- variable factories: `factories`, `factory_text`; RNN cells: `cells`, `cell_makers` with `cell_choices`, `cell_callers`, `says`
- text: `constructors`, `weight_text`, `layer_text` (rules/lift.toml), `own_classes`, `render`, `leftover_imports`
- Keras or `tf.Module`: `targets`, `keras_target`, `module_target`
"""

from migrate.lift.planner import plan_tree
from migrate.lift.plans import Lifted, TreePlan

__all__ = ["Lifted", "TreePlan", "plan_tree"]
