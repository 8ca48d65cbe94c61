"""Functions that make RNN cells for whoever calls them: they stay functions, and make the cells that layers have."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.binding.purity import check_pure
from migrate.lift.binding.says import says
from migrate.lift.binding.times import TreeTimes
from migrate.lift.cells.cell_choices import check_chosen, chosen
from migrate.lift.cells.cells import check_made
from migrate.lift.plans import Lifted, Parameter, Refused
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.lift.source.view import View
from migrate.lift.text.constructors import for_target
from migrate.lift.text.render import Render
from migrate.model.tree import Key
from migrate.plan.times import Time

_PLAIN = (
    *(
        ast.Assign,
        ast.AugAssign,
        ast.Expr,
        ast.If,
        ast.For,
        ast.Return,
        ast.Raise,
        ast.Pass,
        ast.Assert,
    ),
)


def find_makers(
    sources: Mapping[str, LiftSource], tree: TreeTimes, keys: frozenset[Key]
) -> frozenset[Key]:
    """The functions of the tree that make nothing but cells, by themselves or through others.

    Those that they choose by a name are noted in the tree.
    """
    found: set[Key] = set()
    direct: set[Key] = set()
    tree.chosen = {}
    for key in keys:
        source = sources.get(key[0])
        node = source.functions.get(key[1]) if source else None
        if source is not None and node is not None and _is_plain(source, tree, key, node):
            found.add(key)
            if any(_makes_cell(source, tree, part) for part in own_nodes(node.body)):
                direct.add(key)
            names = chosen(source, tree, node)
            if names:
                tree.chosen[key] = names
    while True:
        called = {k: {t for t in _called(tree, k) if t in keys} for k in found}
        stray = {k for k in found if called[k] - found or not (called[k] or k in direct)}
        if not stray:
            return frozenset(found)
        found -= stray


def _called(tree: TreeTimes, key: Key) -> set[Key]:
    """The functions of the tree that a function calls, by their own names or by one it gives them."""
    named = tree.chosen.get(key, {}).values()
    return {t for _, t in tree.calls(key)}.union(*named)


def _makes_cell(source: LiftSource, tree: TreeTimes, node: ast.AST) -> bool:
    rule = tree.rules.get(source.called(node)) if isinstance(node, ast.Call) else None
    own = isinstance(node, ast.Call) and tree.callee(source, node) in tree.cell_classes
    return own or (rule is not None and rule.kind == "cell")


def maker_depth(tree: TreeTimes, key: Key) -> int:
    """Orders functions: makers come first, each after those it calls."""
    if key not in tree.makers:
        return len(tree.makers) + 1
    depth, level, seen = 0, {key}, {key}
    while level and depth <= len(tree.makers):
        level = {t for one in level for t in _called(tree, one) if t in tree.makers} - seen
        seen |= level
        depth += 1
    return depth


def _is_plain(source: LiftSource, tree: TreeTimes, key: Key, node: FunctionNode) -> bool:
    """Whether a function makes no variables but those of cells, and does so step by step."""
    args = node.args
    method = "." in key[1].rpartition(".<locals>.")[2]
    if method or args.vararg or args.kwarg or node.decorator_list:
        return False
    returned = False
    for part in own_nodes(node.body):
        if isinstance(part, ast.stmt) and not isinstance(part, _PLAIN):
            return False
        if isinstance(part, (ast.Yield, ast.YieldFrom, ast.Lambda)):
            return False
        returned = returned or (isinstance(part, ast.Return) and part.value is not None)
        if not isinstance(part, ast.Call):
            continue
        rule = tree.rules.get(source.called(part))
        callee = tree.callee(source, part)
        if callee in tree.cell_classes:
            continue
        if (rule is not None and rule.kind != "cell") or callee in tree.objects:
            return False
    return returned


def lift_maker(view: View) -> Lifted:
    """The same function, with the cells that layers have.

    Raises:
      Refused: it does more than make cells, or one of them has no counterpart.
    """
    for parameter, _, _ in view.params:
        if view.tree.params[view.key].get(parameter.arg) is Time.CALL:
            raise Refused("TF311", f"`{parameter.arg}` is a tensor", view.node.lineno)
    makers = [key for key, one in view.lifted.items() if one.makes_cells]
    check_chosen(view.tree.sources, view.tree, view.key, makers)
    known = view.tree.chosen.get(view.key, {})
    for node in own_nodes(view.body):
        if isinstance(node, ast.Return) and node.value is not None:
            check_made(view, node.value, set())
        elif isinstance(node, ast.stmt) and not isinstance(node, (ast.If, ast.For)):
            if not says(view.source, view.tree, node):
                check_pure(view.source, view.tree, node, known)
    _check_changes(view)
    render = Render(view.source)
    render.translate = lambda node: for_target(view, node, render.expr)
    text = "\n".join(render.statement(view.node, 0)) + "\n"
    found = tuple(
        Parameter(a.arg, "config", None if d is None else view.source.segment(d), k)
        for a, d, k in view.params
    )
    return Lifted(view.key, view.node.name, found, None, True, text=text, makes_cells=True)


def _check_changes(view: View) -> None:
    """Only what belongs to the function may grow in it.

    Raises:
      Refused: it changes, or reads, what others change.
    """
    for node in own_nodes(view.body):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            root = node.func.value
            if node.func.attr in ("append", "extend", "insert"):
                if not (isinstance(root, ast.Name) and view.assignments(root.id)):
                    text = f"`{ast.unparse(node)}` may do more than give a value"
                    raise Refused("TF319", text, node.lineno)
        known = isinstance(node, ast.Name) and node.id in view.source.changed
        if known and not view.assignments(node.id) and node.id not in view.param_names:  # type: ignore[attr-defined]
            raise Refused("TF319", f"`{ast.unparse(node)}` changes in its module", node.lineno)  # type: ignore[attr-defined]
