"""What a function does with a parameter that may be a function or an initializer."""

from __future__ import annotations

import ast

from migrate.lift.binding.times import TreeTimes
from migrate.lift.classes.parts import self_attribute
from migrate.lift.source.bodies import bind
from migrate.lift.source.layer_table import LayerTable
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import Key
from migrate.nodes import children, walk

CALLED, ATTRIBUTES, OTHER = "called", "attributes", "other"
OF_OBJECTS = frozenset([CALLED, "activation", "initializer", "regularizer", "constraint"])
_DEPTH = 8


def roles(
    tree: TreeTimes, table: LayerTable, key: Key, name: str, depth: int = 0
) -> frozenset[str]:
    """`CALLED` with one argument and nothing else; the kind of argument of a layer or weight; `ATTRIBUTES` that are
    read; `OTHER`. To be compared with None, or tested, is none."""
    function = tree.function(key)
    source = tree.sources[key[0]]
    if function is None or depth > _DEPTH:
        return frozenset([OTHER])
    kept = _kept_as(function, name) if key[1].endswith(".__init__") else ""
    uses = [(function, *use) for use in _uses(function, name)]
    if kept:
        others = (a for s in tree.sources.values() for a in s.attributes.get(kept, ()))
        if any(not self_attribute(a) for a in others):
            return frozenset([OTHER])
        cls = next(
            n for n in source.symbols.nodes if isinstance(n, ast.ClassDef) and function in n.body
        )
        methods = [m for m in cls.body if isinstance(m, ast.FunctionDef)]
        uses += [(m, *use) for m in methods for use in _uses(m, "", kept)]
    found: set[str] = set()
    for around, node, parent in uses:
        if isinstance(parent, ast.Assign) and kept and around is function:
            continue
        if not isinstance(node.ctx, ast.Load):
            found.add(OTHER)
        elif isinstance(parent, ast.Attribute):
            found.add(ATTRIBUTES if isinstance(parent.ctx, ast.Load) else OTHER)
        elif isinstance(parent, ast.Call) and parent.func is node:
            plain = len(parent.args) == 1 and not parent.keywords
            plain = plain and not isinstance(parent.args[0], ast.Starred)
            found.add(CALLED if plain else OTHER)
        elif isinstance(parent, (ast.Call, ast.keyword)):
            found |= _handed(tree, table, source, around, node, depth)
        elif not _tests(parent, node):
            found.add(OTHER)
    return frozenset(found)


def _kept_as(init: FunctionNode, name: str) -> str:
    """The attribute under which a constructor keeps a parameter, once; "" for none."""
    found = []
    for node in init.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            if isinstance(node.value, ast.Name) and node.value.id == name:
                found.append(self_attribute(node.targets[0]))
    return found[0] if len(found) == 1 else ""


def _uses(
    function: FunctionNode, name: str, attribute: str = ""
) -> list[tuple[ast.Name | ast.Attribute, ast.AST]]:
    """The places of a name, or of an attribute of ``self``, each with what it is a part of."""
    found: list[tuple[ast.Name | ast.Attribute, ast.AST]] = []
    for parent in walk(function):
        for child in children(parent):
            if isinstance(child, ast.Name) and child.id == name:
                found.append((child, parent))
            elif attribute and isinstance(child, ast.Attribute):
                if self_attribute(child) == attribute:
                    found.append((child, parent))
    defaults = [d for _, d, _ in parameters(function) if d is not None]
    outside = {id(n) for d in [*defaults, *function.decorator_list] for n in walk(d)}
    return [(node, parent) for node, parent in found if id(node) not in outside]


def _tests(parent: ast.AST, node: ast.expr) -> bool:
    if isinstance(parent, ast.Compare):
        others = [n for n in (parent.left, *parent.comparators) if n is not node]
        return all(isinstance(n, ast.Constant) and n.value is None for n in others)
    if isinstance(parent, (ast.If, ast.IfExp, ast.While)):
        return parent.test is node
    return isinstance(parent, ast.UnaryOp) and isinstance(parent.op, ast.Not)


def _handed(
    tree: TreeTimes,
    table: LayerTable,
    source: LiftSource,
    function: FunctionNode,
    node: ast.Name | ast.Attribute,
    depth: int,
) -> frozenset[str]:
    """The roles of an argument in the function that a call hands it to."""
    call = next(
        n
        for n in walk(function)
        if isinstance(n, ast.Call)
        and any(node is a for a in (*n.args, *(k.value for k in n.keywords)))
    )
    key = tree.callee(source, call)
    inner = tree.function(key) if key is not None else None
    if key is not None and inner is not None:
        names = [n for n, value in bind(call, inner, key).items() if value is node]
        if len(names) == 1:
            return roles(tree, table, key, names[0], depth + 1)
        return frozenset([OTHER])
    symbol = source.called(call)
    rule = tree.rules.get(symbol)
    if rule is None:
        return frozenset([OTHER])
    given = dict(zip(rule.parameters, call.args)) | {k.arg: k.value for k in call.keywords if k.arg}
    names = [n for n, value in given.items() if value is node]
    kind = table.value_kind(names[0]) if len(names) == 1 else ""
    if names == ["constraint"]:
        kind = "constraint"
    return frozenset([kind if kind in OF_OBJECTS else OTHER])
