"""Statements that only say something: prints, logging, and functions of the tree that do nothing else."""

from __future__ import annotations

import ast

from migrate.lift.binding.changes import changed_names
from migrate.lift.binding.purity import check_pure
from migrate.lift.binding.times import TreeTimes
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.source import LiftSource, parameters
from migrate.model.tree import Key

_LOGS = ("logging.", "tf.logging.", "tf.compat.v1.logging.", "absl.logging.")
_STREAMS = frozenset({"sys.stdout", "sys.stderr", "sys.stdout.buffer", "sys.stderr.buffer"})
_OUT = frozenset({"write", "flush"})
_TEXT = frozenset({"encode", "decode"})
_DEPTH = 3


def says(source: LiftSource, tree: TreeTimes, node: ast.stmt, depth: int = 0) -> bool:
    """Whether all that a statement does is to print or log values."""
    if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)):
        return False
    call = node.value
    if not _outputs(source, tree, call, depth):
        return False
    arguments = [*call.args, *(k.value for k in call.keywords)]
    return all(_is_value(source, tree, argument) for argument in arguments)


def _outputs(source: LiftSource, tree: TreeTimes, call: ast.Call, depth: int) -> bool:
    func = call.func
    names = source.symbols.module_scope.names
    if isinstance(func, ast.Name) and func.id == "print" and "print" not in names:
        return True
    symbol = source.called(call)
    if symbol:
        return symbol.startswith(_LOGS)
    key = tree.callee(source, call)
    if key is not None:
        return depth < _DEPTH and _only_says(tree, key, depth)
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name):
        bound = names.get(func.value.id)
        imported = bool(bound) and all(b.kind == "import" for b in bound or ())
        return imported and func.value.id == "logging" and func.attr != "getLogger"
    return False


def _only_says(tree: TreeTimes, key: Key, depth: int) -> bool:
    """Whether a function puts out text and does nothing else."""
    function = tree.function(key)
    if function is None or key in tree.graph.creating or function.decorator_list:
        return False
    source = tree.sources[key[0]]
    given = {a.arg for a, _, _ in parameters(function)}
    own = local_names(function)
    if changed_names(tree, key, function.body) - (own - given):
        return False
    odd = (ast.Global, ast.Nonlocal, ast.Delete, ast.With, ast.Try, ast.Yield, ast.YieldFrom)
    for part in own_nodes(function.body):
        if isinstance(part, (*odd, ast.While, ast.Import, ast.ImportFrom, ast.Await)):
            return False
        if isinstance(part, (ast.Attribute, ast.Subscript)) and not isinstance(part.ctx, ast.Load):
            return False
        if isinstance(part, ast.Return) and part.value is not None:
            return False
        if not isinstance(part, ast.Call) or _writes(source, part, own):
            continue
        if not _outputs(source, tree, part, depth + 1) and not _is_value(source, tree, part):
            return False
    return True


def _writes(source: LiftSource, call: ast.Call, own: set[str] | frozenset[str]) -> bool:
    """``sys.stdout.write(...)``, ``f.flush()`` of a file that is given, ``text.encode(...)``."""
    func = call.func
    if not isinstance(func, ast.Attribute):
        return False
    on = ast.unparse(func.value)
    if func.attr in _OUT:
        return on in _STREAMS or on in own
    return func.attr in _TEXT and isinstance(func.value, (ast.Name, ast.Constant))


def _is_value(source: LiftSource, tree: TreeTimes, node: ast.expr) -> bool:
    if isinstance(node, ast.Attribute) and ast.unparse(node) in _STREAMS:
        return True
    try:
        check_pure(source, tree, node)
    except Refused:
        return False
    return True
