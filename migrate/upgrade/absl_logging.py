"""Logging on absl, in modules of which the whole tree says that it may be.

Names become absl's by the rules, which hold `[absl_logging]` of ``rules/program.toml`` for such a module. Here is what
goes beyond names: a statement that sets the level sets it for absl's logger and for TensorFlow's own.
"""

from __future__ import annotations

import ast

from migrate.program.logs import Logging, LogRules, log_rules
from migrate.resolve import Reference
from migrate.rewrite.edits import insert, replace
from migrate.upgrade.absl_program import adopt_aliases
from migrate.upgrade.context import Context
from migrate.upgrade.names import Names

_OLD_WARN = "warn"


def upgrade_logging(
    context: Context, names: Names, logging: Logging
) -> tuple[frozenset[int], frozenset[int]]:
    """Does what names alone do not; or says why logging stays.

    Returns:
      The ids of the nodes that need no answer any more, and those of the bindings they go on using.
    """
    rules = log_rules(context.rules)
    own = [r for r in context.symbols.references if rules.name(r.path.symbol) is not None]
    if not logging.absl:
        if own:
            message = f"logging stays on tf.compat.v1: {logging.reason}"
            context.report(own[0].node, "TF108", message)
        return frozenset(), frozenset()
    gone: set[int] = set()
    kept: set[int] = set()
    for reference in own:
        name = rules.name(reference.path.symbol)
        if name == rules.set_level:
            if logging.tensorflow and _set_level(context, names, rules, reference, logging):
                kept.add(id(reference.binding))
            if not logging.level and reference.call is not None:
                gone |= {id(reference.node), id(reference.call.args[0])}
        elif name == _OLD_WARN and isinstance(reference.node, ast.Attribute):
            end = context.positions.end(reference.node)
            context.edit(replace(end - len(_OLD_WARN), end, "warning"))
    aliases = adopt_aliases(context, names, lambda path: path.symbol == rules.module)
    return frozenset(gone | aliases), frozenset(kept)


def _set_level(
    context: Context, names: Names, rules: LogRules, reference: Reference, logging: Logging
) -> bool:
    """Writes the statement for TensorFlow's logger: behind the one for absl's, or in its place.

    Returns:
      Whether it is written with the name of TensorFlow that the old statement had.
    """
    call = reference.call
    assert call is not None
    level = rules.level(context.symbols, call.args[0])
    get_logger = names.write("tf.get_logger", reference)
    statement = f'{get_logger}().setLevel("{level}")'
    start, end = context.positions.start(call), context.positions.end(call)
    if logging.level:
        at = context.positions.line_start(call.lineno)
        indent = context.text[at:start]
        rest = context.text[end : context.positions.line_start((call.end_lineno or 0) + 1)]
        alone = not indent.strip() and rest.strip()[:1] in ("", "#")
        if alone:
            end = context.positions.line_start((call.end_lineno or 0) + 1)
            if context.text[end - 1 : end] not in ("\n", "\r"):
                context.edit(insert(end, f"{context.newline}{indent}{statement}"))
            else:
                context.edit(insert(end, f"{indent}{statement}{context.newline}"))
        else:
            context.edit(insert(end, f"; {statement}"))
    else:
        context.edit(replace(start, end, statement))
    return reference.base.is_root
