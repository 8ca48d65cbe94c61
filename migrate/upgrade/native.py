"""Lifted classes: native code in TF1's names, where some symbols are TensorFlow 2's own again."""

from __future__ import annotations

import ast

from migrate.lift.plans import ModulePlan
from migrate.resolve import Reference
from migrate.upgrade.context import Context
from migrate.upgrade.names import Names

# With the arguments lifting leaves them, these mean the same in TensorFlow 2; a `tf.Variable` is one that it made.
_SAME = frozenset({"tf.name_scope", "tf.Variable", "tf.Module.with_name_scope"})


def native_lines(tree: ast.Module, lift: ModulePlan) -> tuple[tuple[int, int], ...]:
    """The first and last line of each lifted class, and of each function that makes a weight for one."""
    return _lines(tree, {one.class_name for one in lift.lifted})


def written_lines(tree: ast.Module, lift: ModulePlan) -> tuple[tuple[int, int], ...]:
    """The first and last line of each class that came with them, which is TensorFlow 2 already."""
    return _lines(tree, set(lift.written))


def _lines(tree: ast.Module, classes: set[str]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (node.lineno, node.end_lineno or node.lineno)
        for node in tree.body
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name in classes
    )


def require(names: Names, lift: ModulePlan) -> None:
    """Asks for the imports that lifting counts on."""
    for module in lift.imports:
        names.module(module)
    if lift.needs_keras:
        names.module("keras")
    if lift.needs_shim:
        names.module("compat_scope", "migrate")


def stays_native(context: Context, reference: Reference) -> bool:
    """Whether a symbol of lifted code is left as it is."""
    if context.is_written(reference.node):
        return True
    return reference.path.via != "v1" and reference.path.symbol in _SAME
