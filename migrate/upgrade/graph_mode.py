"""Graph mode: programs with sessions and placeholders switch v2 behaviour off, and so run as in TF 1."""

from __future__ import annotations

import ast

from migrate.resolve import Binding, ModuleSymbols
from migrate.upgrade.context import Context
from migrate.upgrade.header import (
    after_statement,
    blank_follows,
    header_end,
    top_level_statement,
)
from migrate.upgrade.names import Names

SWITCHES = (
    "tf.disable_v2_behavior",
    "tf.disable_eager_execution",
    "tf.enable_eager_execution",
    "tf.enable_v2_behavior",
)


def chooses_mode(symbols: ModuleSymbols) -> bool:
    """Whether the module itself already says in which mode TensorFlow runs."""
    return any(r.path.symbol in SWITCHES for r in symbols.references)


def switch_to_graph(context: Context, names: Names, prints: bool) -> None:
    """Inserts ``tf.compat.v1.disable_v2_behavior()`` where it runs before any TensorFlow code.

    Behind the imports; directly behind TensorFlow's own when modules of the project come later, since those
    may run TensorFlow code while they are imported.

    Args:
      context: the module.
      names: the module's names.
      prints: whether it prints lists of fetched scalars.
    """
    if chooses_mode(context.symbols):
        return
    module = context.symbols.module_scope
    root, via, imported = _root_name(context)
    if not root:
        root = names.root(module)
    call = (
        f"{root}.disable_v2_behavior()"
        if via == "v1"
        else f"{root}.compat.v1.disable_v2_behavior()"
    )
    lines = [call]
    if prints:
        lines.append(_plain_scalars(context, names))
    _insert(context, lines, imported)


def print_plainly(context: Context, names: Names) -> None:
    """Has NumPy print the scalars in containers as it did, in an eager program that prints such."""
    _, _, imported = _root_name(context)
    _insert(context, [_plain_scalars(context, names)], imported)


def _plain_scalars(context: Context, names: Names) -> str:
    shim = names.member("migrate", "compat_scope", context.symbols.module_scope)
    return f"{shim}.print_scalars_plainly()"


def _insert(context: Context, lines: list[str], imported: ast.stmt | None) -> None:
    newline = context.newline
    # Some programs begin before they import TensorFlow.
    anchors = [header_end(context), first_tensorflow_import(context), imported]
    anchor = max((a for a in anchors if a is not None), key=lambda a: a.lineno, default=None)
    text = newline + newline.join(lines) + newline
    if not blank_follows(context, anchor):
        text += newline
    context.edit(after_statement(context, anchor, text))


def _root_name(context: Context) -> tuple[str, str, ast.stmt | None]:
    """The module-level name of TensorFlow, if it has one at import time, and what imports it."""
    for name, bindings in context.symbols.module_scope.names.items():
        for binding in bindings:
            if binding.kind == "import" and binding.tf is not None and binding.tf.is_root:
                return name, binding.tf.via, _top(context, binding)
            if binding.kind == "project" and binding.statement is not None:
                path = context.symbols.bound_path(name)
                if path is not None and path.is_root:
                    return name, path.via, _top(context, binding)
    return "", "", None


def _top(context: Context, binding: Binding) -> ast.stmt | None:
    if binding.statement is None:
        return None
    return top_level_statement(context.symbols.tree, binding.statement)


def first_tensorflow_import(context: Context) -> ast.stmt | None:
    """The first top-level statement that imports TensorFlow, or a project's name for it."""
    best: ast.stmt | None = None
    for name, bindings in context.symbols.module_scope.names.items():
        for binding in bindings:
            if binding.statement is None:
                continue
            is_tf = binding.kind == "import" or (
                binding.kind == "project" and context.symbols.bound_path(name) is not None
            )
            if is_tf:
                top = top_level_statement(context.symbols.tree, binding.statement)
                if top is not None and (best is None or top.lineno < best.lineno):
                    best = top
    return best
