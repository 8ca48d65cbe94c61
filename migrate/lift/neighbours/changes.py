"""What functions that stay change, apart from what is their own: Keras may run `call`, and so them, more than once.

def stays(x):
    CALLS.append(1)
    with tf.variable_scope("call_%d" % len(CALLS)):  # another name each time
        ...
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from migrate.lift.methods.method_class import attribute_of
from migrate.lift.neighbours.containers import changes_given
from migrate.lift.neighbours.looks import line_of
from migrate.lift.neighbours.module_notes import is_only_noted
from migrate.lift.neighbours.objects import changed_in_place, changes_own
from migrate.lift.source.bodies import local_names
from migrate.lift.source.source import CHANGES, FunctionNode, LiftSource, changed_by_call
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.nodes import walk


def changed(
    view: View,
    key: Key,
    node: FunctionNode,
    me: str,
    containers: Collection[str],
    filled: Collection[str],
) -> str:
    """What to say of what a function changes that is not its own, and that what builds a model looks at; "" for nothing.

    Args:
      me: what a method calls its object when that is new; "" for none.
      containers: the lists and dicts that such an object has made itself.
      filled: the parameters that are given such which are made for this call.
    """
    source = view.tree.sources[key[0]]
    others = {n for p in walk(node) if isinstance(p, ast.Global) for n in p.names}
    known = local_names(node) - others
    for part, shown, root in _changes(source, node, me, containers, filled):
        of_module = root in source.symbols.module_scope.names and root not in known
        if not of_module or not is_only_noted(view.tree, key[0], root):
            return _told(part, f"`{shown}`{line_of(view, key, part)}")
    return ""


def _told(part: ast.AST, shown: str) -> str:
    if isinstance(part, (ast.Yield, ast.YieldFrom, ast.Await)):
        return f"gives what it makes step by step, by {shown}, when the layer hosts no more"
    if isinstance(part, ast.Name):
        return f"uses {shown}, which functions of its module bind anew"
    return f"changes {shown}, and would again whenever Keras runs `call`"


def _changes(
    source: LiftSource,
    node: FunctionNode,
    me: str,
    containers: Collection[str],
    filled: Collection[str],
) -> Iterator[tuple[ast.AST, str, str]]:
    """What a function changes, how it reads, and the name that it starts with."""
    inside = [n for s in node.body for n in walk(s)]
    own = {n.id for n in inside if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    own |= {n.name for n in inside if isinstance(n, ast.ClassDef)}
    given = {*filled, *([node.args.kwarg.arg] if node.args.kwarg is not None else [])}
    for part in inside:
        if isinstance(part, (ast.Global, ast.Nonlocal)):
            for name in part.names:
                yield part, name, name if isinstance(part, ast.Global) else ""
            own -= set(part.names)
        if isinstance(part, (ast.Yield, ast.YieldFrom, ast.Await)):
            yield part, ast.unparse(part), ""
        name = changed_by_call(part)
        if name and name not in own | given and not _is_known(source, part):
            yield part, name, name
        held = changed_item(part)
        if held is not None and _root(held) not in {*own, *given, me}:
            yield part, ast.unparse(held), _root(held)
        inner = changed_in_place(part)
        if inner is not None and attribute_of(inner, me) not in containers:
            if not _is_known(source, part) and _root(inner) not in own:
                yield part, ast.unparse(inner), _root(inner)
        if isinstance(part, (ast.Attribute, ast.Subscript)) and not isinstance(part.ctx, ast.Load):
            if changes_own(part, me, containers) or changes_given(part, given):
                continue
            if _root(part) not in own:
                yield part, ast.unparse(part), _root(part)
        if isinstance(part, ast.Name) and part.id in source.rebound:
            yield part, part.id, part.id


def _is_known(source: LiftSource, part: ast.AST) -> bool:
    """Whether a call is one of TensorFlow's or of another package's functions: ``tf.add(...)``."""
    func = part.func if isinstance(part, ast.Call) else None
    return func is not None and bool(source.symbol(func) or source.symbols.outside(func))


def changed_item(node: ast.AST) -> ast.expr | None:
    """What a call like ``names["left"].pop()`` changes."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in CHANGES and isinstance(node.func.value, ast.Subscript):
            return node.func.value
    return None


def _root(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
