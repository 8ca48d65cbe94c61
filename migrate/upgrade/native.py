"""Lifted classes: native code in TF1's names, where some symbols are TensorFlow 2's own again."""

from __future__ import annotations

import ast

from migrate.lift.plans import ModulePlan
from migrate.resolve import ModuleSymbols, Reference
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


def earlier_lines(symbols: ModuleSymbols) -> tuple[tuple[int, int], ...]:
    """The first and last line of each class that an earlier run may have made: of Keras' own base or a `tf.Module`."""
    keras = any(b.module == "keras" for b in symbols.module_scope.names.get("keras", ()))
    return tuple(
        (node.lineno, node.end_lineno or node.lineno)
        for node in symbols.tree.body
        if isinstance(node, ast.ClassDef)
        and any(
            (keras and ast.unparse(base).startswith("keras."))
            or symbols.symbol(base) == "tf.Module"
            for base in node.bases
        )
    )


def is_migrated(symbols: ModuleSymbols) -> bool:
    """Whether an earlier run wrote to the module: it imports what only migrated code does."""
    return any(
        binding.module.partition(".")[0] == "migrate"
        for bindings in symbols.module_scope.names.values()
        for binding in bindings
    )


def _lines(tree: ast.Module, classes: set[str]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (node.lineno, node.end_lineno or node.lineno)
        for node in tree.body
        if isinstance(node, (ast.ClassDef, ast.FunctionDef)) and node.name in classes
    )


def require(names: Names, lift: ModulePlan) -> None:
    """Asks for the imports that lifting counts on."""
    if lift.needs_tensorflow:
        names.tensorflow()
    for module in lift.imports:
        names.module(module)
    if lift.needs_keras:
        names.module("keras")
    if lift.needs_shim:
        names.module("compat_scope", "migrate", lift.shim)


def stays_native(context: Context, reference: Reference) -> bool:
    """Whether a symbol of lifted code is left as it is."""
    if context.is_written(reference.node):
        return True
    return reference.path.via != "v1" and reference.path.symbol in _SAME
