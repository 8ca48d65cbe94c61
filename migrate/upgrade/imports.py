"""Imports: each import of something inside TensorFlow is bound to what that has become."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from migrate.answers import Kind
from migrate.resolve import Binding, ModuleSymbols, Reference, Scope, TensorFlowPath
from migrate.resolve.paths import from_import
from migrate.resolve.star_names import are_followed
from migrate.rewrite.edits import replace
from migrate.rulebook import Rulebook
from migrate.upgrade.context import Context
from migrate.upgrade.import_statements import Part, rewrite_statement
from migrate.upgrade.names import Names
from migrate.upgrade.references import is_literal, public_path, target


def new_binding(context: Context, path: TensorFlowPath) -> str | None:
    """What a name that was bound to ``path`` is bound to after migration; None: it stays as it is."""
    if path.is_root:
        return {"root": "tf", "v1": "tf.compat.v1", "v2": "tf.compat.v2"}.get(path.via)
    if path.via == "v2":
        return None
    path = public_path(context.rules, path)
    rules = context.rules
    answer = rules.answer(path.symbol)
    if answer.kind is Kind.NAMESPACE:
        new = rules.namespace_target(path.symbol)
        if path.via == "v1" and new is not None and new.startswith("tf"):
            return f"tf.compat.v1.{path.symbol[3:]}"
        return new
    to = target(rules, answer, path.via)
    return None if to is None or is_literal(to) else to + path.symbol[len(answer.symbol) :]


def is_gone(rules: Rulebook, path: TensorFlowPath) -> bool:
    """Whether importing ``path`` fails on TF 2."""
    if path.is_root:
        return False
    if ".python." in path.symbol or path.symbol.startswith(("tf.python", "tf.core")):
        return rules.private_status(path.symbol) is Kind.MISSING
    answer = rules.answer(path.symbol)
    if answer.kind is Kind.NAMESPACE:
        return rules.namespace_target(path.symbol) is None
    if rules.only_in_tf2(path.symbol):
        return False
    gone = answer.kind in (Kind.MISSING, Kind.FLAG, Kind.UNKNOWN)
    return gone and path.via != "v2"


def is_gone_star(rules: Rulebook, path: TensorFlowPath) -> bool:
    """Whether ``from <path> import *`` fails on TF 2."""
    if path.is_root or path.via != "root" or not rules.is_namespace(path.symbol):
        return False
    return rules.namespace_target(path.symbol) != path.symbol


def upgrade_imports(context: Context, names: Names, kept: frozenset[int]) -> None:
    """Rewrites the import statements.

    Args:
      context: the module.
      names: the module's names.
      kept: ids of the bindings that references still go through after their own rewriting.
    """
    used = {id(r.binding) for r in context.symbols.references}
    for scope in _scopes(context.symbols.module_scope, context.symbols.references):
        statements: dict[int, list[tuple[str, Binding]]] = {}
        for name, bindings in scope.names.items():
            for binding in bindings:
                if context.symbols.is_own(binding):
                    continue
                if binding.kind == "import" and isinstance(
                    binding.statement, (ast.Import, ast.ImportFrom)
                ):
                    statements.setdefault(id(binding.statement), []).append((name, binding))
        for found in statements.values():
            statement = found[0][1].statement
            assert isinstance(statement, (ast.Import, ast.ImportFrom))
            if context.skipped(statement):
                continue
            parts = [_decide(context, scope, n, b, used, kept) for n, b in found]
            rewrite_statement(context, names, scope, statement, parts)
        for star in scope.stars:
            _star(context, star)


def _star(context: Context, star: Binding) -> None:
    """``from tensorflow.contrib.layers import *``: the module moves, the names in it are taken as they come."""
    path, statement = star.tf, star.statement
    if path is None or not isinstance(statement, ast.ImportFrom) or context.skipped(statement):
        return
    if are_followed(context.symbols.module_scope.stars, star):
        message = f"names imported by * from {path.symbol} are followed in this module only"
        context.report(statement, "TF104", message, severity="note")
    else:
        message = f"names imported by * from {path.symbol} cannot be followed"
        context.report(statement, "TF104", message)
    to = _star_target(context, path)
    if to is None or to == path.symbol:
        return
    module = "tensorflow" + to[2:] if to.startswith("tf.") else to
    span = context.positions.start(statement), context.positions.end(statement)
    context.edit(replace(*span, f"from {module} import *"))


def _star_target(context: Context, path: TensorFlowPath) -> str | None:
    """The module whose names take the place of those of ``path``; None: it stays."""
    if path.is_root or path.via != "root":
        return None
    return context.rules.namespace_target(path.symbol)


def star_binding(context: Context, star: TensorFlowPath, member: TensorFlowPath) -> str:
    """What a name that ``from <star> import *`` bound to ``member`` is bound to after migration, if it still is."""
    module = _star_target(context, star) or star.symbol
    return f"{module}.{member.symbol.rpartition('.')[2]}"


def _scopes(module: Scope, references: Iterable[Reference]) -> list[Scope]:
    found: dict[int, Scope] = {id(module): module}
    for reference in references:
        scope: Scope | None = reference.scope
        while scope is not None and id(scope) not in found:
            found[id(scope)] = scope
            scope = scope.parent
    return list(found.values())


def _decide(
    context: Context,
    scope: Scope,
    name: str,
    binding: Binding,
    used: set[int],
    kept: frozenset[int],
) -> Part:
    alias, path = binding.alias, binding.tf
    assert alias is not None and path is not None
    if isinstance(binding.statement, ast.Import) and not alias.asname and path.is_root:
        # ``import tensorflow.contrib.slim`` binds ``tensorflow``.
        deep = from_import(alias.name)
        if deep is not None and not deep.is_root and is_gone_module(context, deep):
            return Part(alias, name, path, "tf")
        return Part(alias, name, path, None)
    if path.is_root or _has_v1_twin(scope, name, binding):
        return Part(alias, name, path, None)
    if id(binding) in used and id(binding) not in kept:
        return Part(alias, name, path, None, drop=True)
    if public_path(context.rules, path) is path and context.rules.is_private_module(path.symbol):
        gone = context.rules.private_status(path.symbol) is Kind.MISSING
        stub = gone and stands_alone(context.symbols, binding)
        report_import(context, binding, path, gone, stub)
        return Part(alias, name, path, None, stub=stub)
    new = new_binding(context, path)
    if new is None:
        gone = is_gone(context.rules, path)
        stub = gone and stands_alone(context.symbols, binding)
        report_import(context, binding, path, gone, stub)
        return Part(alias, name, path, None, stub=stub)
    here = path.symbol if path.via != "v1" else f"tf.compat.v1.{path.symbol[3:]}"
    return Part(alias, name, path, None if new == here and path.via != "private" else new)


def _has_v1_twin(scope: Scope, name: str, binding: Binding) -> bool:
    """Whether the module itself imports the name from tf.compat.v1 where this import fails."""
    return any(
        b is not binding and b.kind == "import" and b.tf is not None and b.tf.via == "v1"
        for b in scope.names[name]
    )


def is_gone_module(context: Context, path: TensorFlowPath) -> bool:
    """Whether ``import`` of the module fails on TF 2."""
    if path.symbol.startswith("tf.contrib"):
        return True
    if path.symbol.startswith("tf.python"):
        return context.rules.private_status(path.symbol) is Kind.MISSING
    return context.rules.namespace_target(path.symbol) != path.symbol


def stands_alone(symbols: ModuleSymbols, binding: Binding) -> bool:
    """Whether the import is a statement of the module itself: failing there, it takes the module down.

    One inside ``try`` fails as it was meant to; one inside a function fails when that is called.
    """
    return binding.statement in symbols.tree.body


def report_import(
    context: Context, binding: Binding, path: TensorFlowPath, gone: bool, stub: bool = False
) -> None:
    """Says that an imported module or symbol is gone from TF 2, or is private."""
    assert binding.alias is not None
    answer = context.rules.answer(path.symbol)
    if gone:
        code = answer.code if answer.kind is Kind.FLAG and answer.code else "TF101"
        stand_in = "; a stand-in takes its place, which raises when it is used" if stub else ""
        message = f"{path.symbol} is gone from TensorFlow 2{stand_in}"
        context.report(binding.alias, code, message, answer.advice)
    elif context.rules.is_private_module(path.symbol):
        context.report(binding.alias, "TF102", f"{path.symbol} is private to TensorFlow")


def examine_imports(context: Context) -> None:
    """Reports the imports of a module that is left as it is."""
    for star in context.symbols.module_scope.stars:
        if star.tf is not None and star.statement is not None:
            symbol = star.tf.symbol
            message = f"names imported by * from {symbol} cannot be followed"
            context.report(star.statement, "TF104", message)
    for bindings in context.symbols.module_scope.names.values():
        for binding in bindings:
            path = binding.tf
            if context.symbols.is_own(binding):
                continue
            if binding.kind == "import" and path is not None and binding.alias is not None:
                if not path.is_root and not context.skipped(binding.alias):
                    report_import(context, binding, path, is_gone(context.rules, path))
