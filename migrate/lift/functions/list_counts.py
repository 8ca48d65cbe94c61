"""Lists of tensors that only count: where a constructor needs the length of one, it counts along."""

from __future__ import annotations

import ast

from migrate.lift.source.view import View
from migrate.plan.times import Time


def counted_lists(view: View) -> dict[str, str]:
    """Lists of tensors whose length is known without their contents -> the name of a number that counts them.

    Such a list starts from a literal and only grows by ``append``.
    """
    found: dict[str, str] = {}
    taken = {*view.times.names, *view.param_names}
    for name in view.times.names:
        if name in view.param_names or not _only_grows(view, name):
            continue
        counter = f"num_{name}"
        while counter in taken:
            counter += "_"
        taken.add(counter)
        found[name] = counter
    return found


def _only_grows(view: View, name: str) -> bool:
    assigned = view.assignments(name)
    first = assigned[0] if len(assigned) == 1 else None
    if not isinstance(first, ast.Assign) or not isinstance(first.targets[0], ast.Name):
        return False
    if not isinstance(first.value, ast.List) or len(first.targets) > 1:
        return False
    if any(isinstance(e, ast.Starred) for e in first.value.elts):
        return False
    uses = view.uses(name)
    grows = [u for u in uses if isinstance(view.parents.get(id(u)), ast.Attribute)]
    tensors = [*first.value.elts, *(a for u in grows for a in _appended(view, u))]
    if not any(view.time(t) is Time.CALL for t in tensors):
        return False
    return all(_is_harmless(view, use) for use in uses)


def _appended(view: View, use: ast.Name) -> list[ast.expr]:
    call = view.parents.get(id(view.parents.get(id(use))))
    return call.args if isinstance(call, ast.Call) else []


def _is_harmless(view: View, use: ast.Name) -> bool:
    parent = view.parents.get(id(use))
    if isinstance(parent, ast.Attribute):
        return grown(view.parents.get(id(view.parents.get(id(parent))))) == use.id
    if isinstance(parent, ast.Subscript):
        return parent.value is use and isinstance(parent.ctx, ast.Load)
    if isinstance(parent, ast.keyword):
        parent = view.parents.get(id(parent))
    if isinstance(parent, ast.Call):
        return is_length(parent) == use.id or bool(view.source.called(parent))
    return isinstance(parent, (ast.Return, ast.For, ast.Tuple, ast.List))


def is_length(node: ast.AST) -> str:
    """``x`` for ``len(x)``, "" for anything else."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len":
        if len(node.args) == 1 and isinstance(node.args[0], ast.Name):
            return node.args[0].id
    return ""


def grown(node: ast.AST | None) -> str:
    """``x`` for the statement ``x.append(...)``, "" for any other."""
    call = node.value if isinstance(node, ast.Expr) else None
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and len(call.args) == 1:
        if call.func.attr == "append" and isinstance(call.func.value, ast.Name):
            return call.func.value.id
    return ""
