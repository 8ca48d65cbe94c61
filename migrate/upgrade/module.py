"""Upgrading one module: all parts in order, as edits and diagnostics."""

from __future__ import annotations

from dataclasses import dataclass

from migrate.answers import Kind
from migrate.diagnostics import Diagnostic
from migrate.lift.plans import ModulePlan
from migrate.outcomes import Mode, ModeDecision
from migrate.program import Logging, Program
from migrate.resolve import Binding, ModuleSymbols, Reference, TensorFlowPath
from migrate.rewrite.edits import Edit
from migrate.rewrite.positions import Positions
from migrate.rulebook import Rulebook
from migrate.skips import Skips
from migrate.upgrade.absl_logging import upgrade_logging
from migrate.upgrade.absl_program import upgrade_program
from migrate.upgrade.context import Context
from migrate.upgrade.fetched import upgrade_fetched
from migrate.upgrade.graph_mode import print_plainly, switch_to_graph
from migrate.upgrade.import_places import add_imports
from migrate.upgrade.imports import (
    examine_imports,
    is_gone,
    is_gone_star,
    new_binding,
    stands_alone,
    star_binding,
    upgrade_imports,
)
from migrate.upgrade.initialized_values import upgrade_initialized_values
from migrate.upgrade.keras import report_keras, report_optimizers, report_untracked
from migrate.upgrade.keras_classes import upgrade_keras_classes
from migrate.upgrade.names import Names
from migrate.upgrade.native import (
    earlier_lines,
    is_migrated,
    native_lines,
    require,
    stays_native,
    written_lines,
)
from migrate.upgrade.op_names import upgrade_op_names
from migrate.upgrade.python2_names import upgrade_python2_names
from migrate.upgrade.references import diagnose, public_path, upgrade_reference
from migrate.upgrade.refused import report_refused
from migrate.upgrade.shapes import upgrade_shapes
from migrate.upgrade.type_tests import upgrade_type_tests


@dataclass(frozen=True)
class Upgraded:
    """The edits for one module, and what there is to say about it."""

    edits: tuple[Edit, ...]
    diagnostics: tuple[Diagnostic, ...]


def is_tf1(symbols: ModuleSymbols, rules: Rulebook) -> bool:
    """Whether the module shows that it was written for TF 1: it uses what plain TF 2 does not have."""
    for reference in symbols.references:
        path = public_path(rules, reference.path)
        if path.via == "v2" or symbols.is_guarded(reference.node):
            continue
        answer = rules.answer(path.symbol)
        kind = answer.kind
        if path.symbol.startswith("tf.contrib"):
            return True
        if path.via == "v1" and answer.symbol in _SESSION_ONLY:
            continue
        if kind is Kind.SCOPE and not rules.in_both(answer.symbol):
            return True
        if path.via == "v1":
            continue
        if path.via == "private":
            # A private path that still works does not tell TF 1 from TF 2.
            if rules.private_status(reference.path.symbol) is Kind.MISSING:
                return True
            continue
        if kind is Kind.CALL and reference.call is not None and answer.call is not None:
            old = set(answer.call.rename) | set(answer.call.convert)
            if any(k.arg in old for k in reference.call.keywords):
                return True
        gone = kind in (Kind.V1, Kind.RENAME, Kind.REPLACE, Kind.MISSING, Kind.FLAG, Kind.CALL)
        if gone and not rules.in_both(answer.symbol):
            return True
    if any(s.tf and is_gone_star(rules, s.tf) for s in symbols.module_scope.stars):
        return True
    return any(
        binding.kind == "import"
        and binding.tf is not None
        and not symbols.is_own(binding)
        and stands_alone(symbols, binding)
        and is_gone(rules, binding.tf)
        for bindings in symbols.module_scope.names.values()
        for binding in bindings
    )


def is_tf2(symbols: ModuleSymbols, rules: Rulebook) -> bool:
    """Whether the module uses names that only TF 2 has."""
    return any(
        r.path.symbol in _TF2_STYLE or rules.only_in_tf2(r.path.symbol) for r in symbols.references
    )


# The shim supplies them for code that turns eager; with a session tf.compat.v1's own are as good.
_SESSION_ONLY = frozenset(
    f"tf.{name}"
    for name in (
        "global_variables_initializer",
        "initialize_all_variables",
        "initialize_local_variables",
        "initialize_variables",
        "is_variable_initialized",
        "local_variables_initializer",
        "report_uninitialized_variables",
        "variables_initializer",
    )
)
# In TF 1.15 too, but hardly used there.
_TF2_STYLE = ("tf.function", "tf.GradientTape", "tf.Module")


def examine(
    symbols: ModuleSymbols, text: str, newline: str, rules: Rulebook, skips: Skips
) -> tuple[Diagnostic, ...]:
    """What there is to say about a module that is not TF 1 code and stays as it is."""
    context = Context(symbols, text, rules, skips, Positions(text), newline)
    gone = (Kind.MISSING, Kind.FLAG, Kind.UNKNOWN)
    for reference in symbols.references:
        path = public_path(context.rules, reference.path)
        answer = rules.answer(path.symbol)
        if path.via != "v2" and answer.kind in gone and not context.skipped(reference.node):
            diagnose(context, reference, path, answer)
    examine_imports(context)
    return tuple(sorted(context.diagnostics))


def upgrade(
    symbols: ModuleSymbols,
    text: str,
    newline: str,
    rules: Rulebook,
    skips: Skips,
    mode: ModeDecision,
    switch: bool,
    program: Program | None = None,
    lift: ModulePlan | None = None,
    logging: Logging | None = None,
) -> Upgraded:
    """Decides what changes in one TF 1 module.

    Args:
      symbols: the module.
      text: its text, which the edits refer to.
      newline: the newline that inserted lines end with.
      rules: the rulebook.
      skips: what the user marked to be left alone.
      mode: the mode the module ends in.
      switch: whether this module is one that must turn v2 behaviour off.
      program: whether its flags go to absl; None when it has none. With it, ``rules`` say what they become.
      lift: what was lifted in this text, which is native code in TF1's names so far.
      logging: whether its logging goes to absl; None when it has none. With it, too, ``rules`` say what it becomes.
    """
    graph = mode.mode is Mode.GRAPH
    context = Context(symbols, text, rules, skips, Positions(text), newline, graph)
    names = Names(symbols)
    context.native = earlier_lines(symbols)
    if is_migrated(symbols):
        context.written = context.native
    if lift is not None:
        context.written += written_lines(symbols.tree, lift)
        context.native += native_lines(symbols.tree, lift) + context.written
        require(names, lift)
    bound: dict[int, str | None] = {}
    kept: set[int] = set()
    removed: frozenset[int] = frozenset()
    if program is not None:
        removed |= upgrade_program(context, names, program)
    if logging is not None:
        gone, used = upgrade_logging(context, names, logging)
        removed |= gone
        kept |= used
    for reference in symbols.references:
        if id(reference.node) in removed:
            continue
        if context.skipped(reference.node):
            kept.add(id(reference.binding))
            continue
        if context.is_native(reference.node) and stays_native(context, reference):
            kept.add(id(reference.binding))
            continue
        if upgrade_reference(context, names, reference, _bound(context, reference, bound)):
            kept.add(id(reference.binding))
    upgrade_imports(context, names, frozenset(kept))
    upgrade_shapes(context, names)
    upgrade_keras_classes(context)
    upgrade_type_tests(context)
    upgrade_python2_names(context, names)
    upgrade_initialized_values(context, names)
    report_refused(context)
    report_optimizers(context)
    report_untracked(context)
    if mode.mode is Mode.GRAPH:
        report_keras(context)
        prints = upgrade_fetched(context)
        if switch:
            switch_to_graph(context, names, prints)
    elif mode.mode is Mode.EAGER:
        upgrade_op_names(context, names)
        if upgrade_fetched(context) and "print_scalars_plainly" not in text:
            print_plainly(context, names)
    add_imports(context, names)
    return Upgraded(tuple(context.edits), tuple(sorted(context.diagnostics)))


def _bound(context: Context, reference: Reference, known: dict[int, str | None]) -> str | None:
    """The dotted name the reference's stem is bound to after migration."""
    binding: Binding = reference.binding
    if binding.kind == "star" and binding.tf is not None:
        return star_binding(context, binding.tf, reference.base)
    key = id(binding)
    if reference.stem is not reference.root or key not in known:
        path: TensorFlowPath = reference.base
        kept_private = public_path(context.rules, path).via == "private"
        if kept_private and context.rules.is_private_module(path.symbol):
            return None
        new = new_binding(context, path)
        if reference.stem is not reference.root:
            return new
        known[key] = new
    return known[key]
