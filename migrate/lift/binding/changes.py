"""What code changes of the contents of what it is given or finds: lists, dictionaries, attributes."""

from __future__ import annotations

import ast
import re

from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.bodies import bind, own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource, changed_by_call, parameters
from migrate.model.tree import Key
from migrate.nodes import walk

# Functions of the standard library that change their first argument.
_CHANGE_ARGUMENT = frozenset({"shuffle", "setattr", "heapify", "heappush", "heappop", "insort"})
_DEPTH = 4


def changed_parameters(tree: TreeTimes, key: Key, depth: int = 0) -> set[str]:
    """The parameters of a function whose contents it changes, itself or through what it calls."""
    function = tree.function(key)
    if function is None or depth > _DEPTH:
        return set()
    names = {a.arg for a, _, _ in parameters(function)}
    names -= copied_names(tree.sources[key[0]], function.body)
    return changed_names(tree, key, function.body, depth) & names


def copied_names(source: LiftSource, body: list[ast.stmt]) -> set[str]:
    """The names that a body begins with binding to deep copies of themselves: ``config = copy.deepcopy(config)``."""
    found: set[str] = set()
    seen: set[str] = set()
    for statement in body if "deepcopy" in source.text else ():  # the name, whoever imports it
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
            if isinstance(target, ast.Name) and isinstance(value, ast.Call) and not value.keywords:
                own = [a.id for a in value.args if isinstance(a, ast.Name)] == [target.id]
                if own and source.symbols.is_member(value.func, "copy", "deepcopy"):
                    found |= {target.id} - seen
        seen |= {n.id for n in walk(statement) if isinstance(n, ast.Name)}
    return found


def changed_names(tree: TreeTimes, key: Key, body: list[ast.stmt], depth: int = 0) -> set[str]:
    """The names of which a function changes what they hold, also by another name of the same thing."""
    found: set[str] = set()
    same: dict[str, str] = {}
    for part in own_nodes(body):
        if isinstance(part, ast.Assign) and isinstance(part.value, ast.Name):
            same |= {t.id: part.value.id for t in part.targets if isinstance(t, ast.Name)}
        if isinstance(part, (ast.Attribute, ast.Subscript)) and not isinstance(part.ctx, ast.Load):
            root: ast.expr = part
            while isinstance(root, (ast.Attribute, ast.Subscript)):
                root = root.value
            found |= {root.id} if isinstance(root, ast.Name) else set()
        if not isinstance(part, ast.Call):
            continue
        found |= {changed_by_call(part)}
        last = getattr(part.func, "attr", getattr(part.func, "id", ""))
        if last in _CHANGE_ARGUMENT:
            found |= {a.id for a in part.args if isinstance(a, ast.Name)}
        callee = tree.callee(tree.sources[key[0]], part)
        other = tree.function(callee) if callee is not None and callee != key else None
        if callee is not None and other is not None:
            changed = changed_parameters(tree, callee, depth + 1)
            given = bind(part, other, callee)
            found |= {v.id for n, v in given.items() if n in changed and isinstance(v, ast.Name)}
    for name, other_name in same.items():
        if name in found:
            found.add(other_name)
    return found - {""}


def is_changing(source: LiftSource, node: ast.Subscript) -> bool:
    """An item of a module's own list or dictionary that some code of the module changes."""
    root: ast.expr = node
    while isinstance(root, (ast.Subscript, ast.Attribute)):
        root = root.value
    if not isinstance(root, ast.Name):
        return False
    return root.id in source.changed


def made_within(source: LiftSource, function: FunctionNode) -> set[str]:
    """The names of a function that only hold lists, dicts and arrays which it makes itself: nobody else sees their items set."""
    values: dict[str, list[ast.expr]] = {}
    stored: list[str] = [a.arg for a, _, _ in parameters(function)]
    for part in own_nodes(function.body):
        if isinstance(part, ast.Assign):
            for target in (t for t in part.targets if isinstance(t, ast.Name)):
                values.setdefault(target.id, []).append(part.value)
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
            stored.append(part.id)
    return {
        name
        for name, made in values.items()
        if stored.count(name) == len(made) and all(_is_new(source, value) for value in made)
    }


def _is_new(source: LiftSource, value: ast.expr) -> bool:
    """``np.zeros(shape)``, ``[]``, ``{}``: of nothing that was there before."""
    if isinstance(value, ast.Call):
        return bool(re.fullmatch(r"numpy\.(zeros|ones|empty)(_like)?", source.symbols.outside(value.func)))  # fmt: skip
    return isinstance(value, (ast.ListComp, ast.DictComp)) or (
        isinstance(value, (ast.List, ast.Dict)) and not list(ast.iter_child_nodes(value))[1:]
    )
