"""What is known before a function runs and stays the same in it: its settings, and what constants decide."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.binding.changes import copied_names
from migrate.lift.source.view import View
from migrate.nodes import walk
from migrate.plan.times import Time


def is_fixed(view: View, node: ast.expr, items: bool = False) -> bool:
    """Whether an expression is known in time, and the same wherever it stands in the function.

    Args:
      items: so may be items of what the function is given and leaves alone: ``sizes[0]``.
    """
    if view.time(node) is Time.CALL:
        return False
    for name in (n.id for n in walk(node) if isinstance(n, ast.Name)):
        if _is_copied(view, name, node):
            continue
        assigned = view.assignments(name)
        if len(assigned) > (0 if name in view.param_names else 1):
            return False
        if any(not isinstance(s, ast.Assign) for s in assigned):
            return False
    parts = [n for n in walk(node) if isinstance(n, (ast.Call, ast.Subscript))]
    return all(items and _is_item(view, part) for part in parts)


def _is_item(view: View, node: ast.expr) -> bool:
    """Whether a node is one item of a parameter that nothing in the function changes."""
    if not isinstance(node, ast.Subscript) or not isinstance(node.value, ast.Name):
        return False
    name, index = node.value.id, node.slice
    if isinstance(index, ast.UnaryOp) and isinstance(index.op, ast.USub):
        index = index.operand
    known = isinstance(index, ast.Constant) and type(index.value) in (int, str)
    alone = name in view.param_names and not view.assignments(name)
    return known and alone and name not in view.changed


def _is_copied(view: View, name: str, node: ast.expr) -> bool:
    """Whether a parameter is only a copy of what was given, whose attributes in an expression it leaves alone.

    ``config = copy.deepcopy(config)``, of which the function then changes another attribute.
    """
    found = view.assignments(name)
    assigned = [s for s in found if not _sets_part(s)]
    if len(assigned) != 1 or name not in view.param_names:
        return False
    if name not in copied_names(view.source, view.body):
        return False
    value = getattr(assigned[0], "value", None)
    read = {
        n.attr
        for n in walk(node)
        if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == name
    }
    bare = sum(isinstance(n, ast.Name) and n.id == name for n in walk(node))
    if bare != len(read):
        return False
    uses = [n for s in view.body for n in walk(s) if isinstance(n, ast.Name)]
    for use in (n for n in uses if n.id == name):
        above = view.parents.get(id(use))
        if above is value or above is assigned[0]:
            continue
        if not isinstance(above, ast.Attribute):
            return False
        outer = view.parents.get(id(above))
        if isinstance(outer, ast.Call) and outer.func is above:
            return False
        if not isinstance(above.ctx, ast.Load) and above.attr in read:
            return False
    return True


def _sets_part(node: ast.stmt) -> bool:
    """Whether a statement sets an attribute or an item of something."""
    return isinstance(node, ast.Assign) and all(
        isinstance(t, (ast.Attribute, ast.Subscript)) for t in node.targets
    )


def never_runs(view: View, settings: Mapping[str, object], node: ast.stmt) -> bool:
    """Whether a constant that the function is given keeps it from a statement: ``if all_layers: return ...``."""
    for earlier in view.body_before(node):
        taken = _arm(view, settings, earlier)
        if taken and isinstance(taken[-1], (ast.Return, ast.Raise)):
            return True
    above: ast.AST = node
    while id(above) in view.parents:
        inner, above = above, view.parents[id(above)]
        taken = _arm(view, settings, above)
        if taken is not None and inner not in taken:
            return True
    return False


def _arm(view: View, settings: Mapping[str, object], node: ast.AST) -> list[ast.stmt] | None:
    """The arm of an `if` that runs, when a constant decides; None for all else."""
    if not isinstance(node, ast.If):
        return None
    test, wanted = node.test, True
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        test, wanted = test.operand, False
    name, value = _asked(test, settings)
    if name is None or view.assignments(name):
        return None
    return node.body if value is wanted else node.orelse


def _asked(test: ast.expr, settings: Mapping[str, object]) -> tuple[str | None, bool]:
    """The setting that a test asks for, and the answer: ``deep``, ``more is not None``, ``kind == "same"``."""
    if isinstance(test, ast.Name) and test.id in settings:
        return test.id, bool(settings[test.id])
    if not isinstance(test, ast.Compare) or not isinstance(test.left, ast.Name):
        return None, False
    other = test.comparators[0]
    known = len(test.ops) == 1 and isinstance(other, ast.Constant) and test.left.id in settings
    if not known or not isinstance(other, ast.Constant):
        return None, False
    equal = settings[test.left.id] == other.value
    if isinstance(test.ops[0], (ast.Eq, ast.NotEq)):
        return test.left.id, equal is isinstance(test.ops[0], ast.Eq)
    if isinstance(test.ops[0], (ast.Is, ast.IsNot)) and other.value is None:
        return test.left.id, equal is isinstance(test.ops[0], ast.Is)
    return None, False
