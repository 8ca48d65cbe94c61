"""Names of a module that functions only note something in: nothing that builds a model reads them.

LAYERS = []

def dense(x, units):
    LAYERS.append(units)  # for whoever drives the program
    ...

Keras may run `call` more than once for one call of a layer. What is noted again decides about nothing.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.bodies import local_names
from migrate.lift.source.source import CHANGES, FunctionNode, LiftSource
from migrate.nodes import walk

_BUILTINS = frozenset(["print", "len", "list", "sorted", "sum", "str", "set", "tuple", "enumerate"])


def changed_of_module(source: LiftSource, node: FunctionNode) -> Iterator[str]:
    """The names of its module that a function binds anew, or of which it changes what they hold."""
    names = source.symbols.module_scope.names
    others = {n for p in walk(node) if isinstance(p, ast.Global) for n in p.names}
    own = local_names(node) - others
    for part in (p for s in node.body for p in walk(s)):
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load) and part.id in others:
            yield part.id
    for name in (*_changes(node), *_taken(node)):
        if (
            name.id in names
            and name.id not in own
            and names[name.id][0].kind not in ("import", "project")
        ):
            yield name.id


def changed_around(source: LiftSource, node: FunctionNode) -> Iterator[str]:
    """The names of a function around it of which a function changes what they hold, or that it binds anew."""
    others = {n for p in walk(node) if isinstance(p, ast.Nonlocal) for n in p.names}
    own = (local_names(node) - others) | source.symbols.module_scope.names.keys()
    yield from others
    yield from (n.id for n in (*_changes(node), *_taken(node)) if n.id not in own)


def _changes(node: FunctionNode) -> Iterator[ast.Name]:
    """The names whose contents a function changes without looking at them."""
    for part in (p for s in node.body for p in walk(s)):
        targets: list[ast.expr] = []
        if isinstance(part, ast.Expr) and isinstance(part.value, ast.Call):
            func = part.value.func
            if isinstance(func, ast.Attribute) and func.attr in CHANGES:
                targets = [func.value]
        elif isinstance(part, (ast.Assign, ast.Delete)):
            targets = [t for t in part.targets if not isinstance(t, ast.Name)]
        elif isinstance(part, ast.AugAssign) and not isinstance(part.target, ast.Name):
            targets = [part.target]
        for target in targets:
            root: ast.expr = target
            while isinstance(root, (ast.Subscript, ast.Attribute)):
                root = root.value
            if isinstance(root, ast.Name):
                yield root


def _taken(node: FunctionNode) -> Iterator[ast.Name]:
    """The names whose contents a function changes by a call of which it uses what comes back: ``NAMES.pop()``."""
    for part in (p for s in node.body for p in walk(s)):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            if part.func.attr in CHANGES:
                root: ast.expr = part.func.value
                while isinstance(root, (ast.Subscript, ast.Attribute)):
                    root = root.value
                if isinstance(root, ast.Name):
                    yield root


def is_only_noted(tree: TreeTimes, module: str, name: str) -> bool:
    """Whether no function that builds a model reads such a name, or gets what it holds."""
    source = tree.sources[module]
    if name in source.looked_up:
        return False
    for other, one in tree.sources.items():
        if (
            other != module
            and name in one.text
            and any(_mentions(n, name) for n in one.symbols.nodes)
        ):
            return False
    building = {
        id(part) for key in tree.building if key[0] == module for part in walk(tree.functions[key])
    }
    noted = {id(one) for node in source.functions.values() for one in _changes(node)}
    shown = _shown(source)
    reads = [n for n in source.symbols.nodes if isinstance(n, ast.Name) and n.id == name]
    return all(
        id(one) in noted or (id(one) in shown and id(one) not in building)
        for one in reads
        if isinstance(one.ctx, ast.Load)
    )


def _mentions(node: ast.AST, name: str) -> bool:
    return name in (getattr(node, "attr", ""), getattr(node, "id", ""))


def _shown(source: LiftSource) -> set[int]:
    """What is read without being handed on: an item or an attribute, or all of it by TensorFlow or Python itself."""
    found: set[int] = set()
    for part in source.symbols.nodes:
        if isinstance(part, (ast.Attribute, ast.Subscript)):
            found.add(id(part.value))
        elif isinstance(part, ast.For):
            found.add(id(part.iter))
        elif isinstance(part, ast.Call):
            plain = isinstance(part.func, ast.Name) and part.func.id in _BUILTINS
            if plain or source.called(part):
                found |= {id(a) for a in part.args}
    return found
