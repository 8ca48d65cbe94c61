"""Calls through imports that the tree cannot follow, but that may lead to one of its own functions."""

from __future__ import annotations

import ast

from migrate.lift.binding.times import TreeTimes
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.settings import is_arg_scope
from migrate.lift.source.source import LiftSource
from migrate.lift.source.view import View
from migrate.nodes import walk

_DEPTH = 4
_TAKEN = ("normalizer_fn",)  # what layers call themselves
_LAYERS = ("tf.layers", "tf.contrib.layers", "tf.contrib.slim")


def check_strange(view: View) -> None:
    """Refuses a call of ``module.function`` where a module of that name, somewhere in the tree, creates variables.

    Where imports look is decided when the program runs (``sys.path``); several modules may have the name.

    Raises:
      Refused: such a call is there.
    """
    found = _strange(view.tree, view.source, view.body, 0)
    if found is not None:
        raise Refused("TF305", found[0], found[1])


def _strange(
    tree: TreeTimes, source: LiftSource, body: list[ast.stmt], depth: int
) -> tuple[str, int] | None:
    """The first such call in a body, or in a function that it calls, and the line."""
    creating = tree.graph.creating
    hidden = _hidden(tree, source, body, depth)
    if hidden is not None:
        return hidden
    for call in own_nodes(body):
        if not isinstance(call, ast.Call):
            continue
        target = source.symbols.target(call.func)
        if target is not None:
            function = tree.function(target) if depth < _DEPTH else None
            if function is None or target in creating:
                continue
            below = _strange(tree, tree.sources[target[0]], function.body, depth + 1)
            if below is not None:
                return f"calls `{ast.unparse(call.func)}`, which {below[0]}", call.lineno
            continue
        written, member = _imported(source, call.func)
        last = written.rpartition(".")[2]
        if not last or not member:
            continue
        for module, qualname in sorted(creating):
            if qualname == member and module.rpartition(".")[2] == last:
                text = f"calls `{ast.unparse(call.func)}`, which may be that of {module}"
                return text, call.lineno
    return None


def _hidden(
    tree: TreeTimes, source: LiftSource, body: list[ast.stmt], depth: int
) -> tuple[str, int] | None:
    """What a body holds of TensorFlow that creates variables when it is called by another name, and the line.

    Of the function itself, others look at all but what is found by a string.
    """
    listed: set[int] = set()
    nodes = list(own_nodes(body))
    for node in nodes:
        if isinstance(node, ast.Call):
            listed.add(id(node.func))
            if is_arg_scope(source.called(node)):
                listed |= {id(n) for a in node.args for n in walk(a)}
            if isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "issubclass"):
                listed |= {id(n) for a in node.args for n in walk(a)}
            listed |= {id(k.value) for k in node.keywords if k.arg in _TAKEN}
            named = isinstance(node.func, ast.Name) and node.func.id == "getattr"
            if named and len(node.args) > 1 and source.symbol(node.args[0]) in _LAYERS:
                return f"finds `{ast.unparse(node)}` by a string", node.lineno
        elif isinstance(node, ast.Attribute):
            listed.add(id(node.value))
    for node in nodes if depth else []:
        if isinstance(node, (ast.Name, ast.Attribute)) and id(node) not in listed:
            rule = tree.rules.get(source.symbol(node))
            if rule is not None and rule.creates and rule.kind in ("layer", "variable", "class"):
                return f"uses `{ast.unparse(node)}` as a value", node.lineno
    return None


def _imported(source: LiftSource, func: ast.expr) -> tuple[str, str]:
    """The module, as the import has it, and the member that a callee is reached by."""
    attributes: list[str] = []
    while isinstance(func, ast.Attribute):
        attributes.insert(0, func.attr)
        func = func.value
    scope = source.symbols.scope_of(func) if isinstance(func, ast.Name) else None
    home = scope.find(func.id) if scope is not None and isinstance(func, ast.Name) else None
    if home is None or not isinstance(func, ast.Name):
        return "", ""
    for binding in home.names.get(func.id, ()):
        if binding.kind == "project":
            path = [binding.module, *filter(None, [binding.name]), *attributes]
            return ".".join(path[:-1]), path[-1]
    return "", ""
