"""Flags and the program's entry on absl, in modules of which the whole tree says that it may be.

What the names become is in the rules, which hold `[absl]` of ``rules/program.toml`` for such a module. Here is what
goes beyond names: an alias ``flags = tf.flags`` becomes the import itself, `app.run` gets its main, and the
keywords that TF 1's wrappers knew get absl's names.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from migrate.program import Program
from migrate.program.rules import ProgramRules, program_rules
from migrate.resolve import Binding, Reference, TensorFlowPath
from migrate.rewrite.edits import Edit, insert, replace
from migrate.upgrade.context import Context
from migrate.upgrade.header import after_statement
from migrate.upgrade.names import Names

_ABSL = "from absl import "


def upgrade_program(context: Context, names: Names, program: Program) -> frozenset[int]:
    """Does what names alone do not; or says why the flags stay.

    Returns:
      The ids of the nodes that are gone with their statements.
    """
    rules = program_rules(context.rules)
    own = [r for r in context.symbols.references if rules.path(r.path) is not None]
    if not program.absl:
        if program.reason and own:
            message = f"flags and app.run stay on tf.compat.v1: {program.reason}"
            context.report(own[0].node, "TF108", message)
        return frozenset()
    for reference in own:
        _upgrade_call(context, rules, reference)
    return adopt_aliases(context, names, lambda path: _is_module(rules, path))


def _is_module(rules: ProgramRules, path: TensorFlowPath) -> bool:
    found = rules.path(path)
    return found is not None and found.symbol in (rules.flags[0], rules.app)


def _upgrade_call(context: Context, rules: ProgramRules, reference: Reference) -> None:
    path, call = rules.path(reference.path), reference.call
    if call is None or path is None:
        return
    if path.symbol == rules.run and not call.args and not call.keywords:
        context.edit(insert(context.positions.end(call) - 1, "main"))
    elif rules.renames(path.symbol):
        for keyword in call.keywords:
            new = rules.keywords.get(keyword.arg or "")
            if new is not None and keyword.arg is not None:
                start = context.positions.start(keyword)
                context.edit(replace(start, start + len(keyword.arg), new))


def adopt_aliases(
    context: Context, names: Names, wanted: Callable[[TensorFlowPath], bool]
) -> frozenset[int]:
    """``flags = tf.flags``: the import of absl binds the name instead, among the other imports.

    Args:
      context: the module.
      names: the module's names.
      wanted: tells the modules of TensorFlow that absl takes over.

    Returns:
      The ids of the nodes that are gone with their statements.
    """
    gone: set[int] = set()
    done: set[str] = set()
    for local, bindings in context.symbols.module_scope.names.items():
        path = context.symbols.bound_path(local)
        if len(bindings) != 1 or path is None or bindings[0].kind != "alias":
            continue
        to = context.rules.answer(path.symbol).to
        if not wanted(path) or to in done:
            continue
        if not _stands_alone(context, bindings[0]) or _bound_again(context, local):
            continue
        done.add(to)
        package, _, name = to.rpartition(".")
        names.adopt(package, name, local)
        statement, node = bindings[0].statement, bindings[0].node
        assert statement is not None and node is not None and statement.end_lineno is not None
        start = context.positions.line_start(statement.lineno)
        end = context.positions.line_start(statement.end_lineno + 1)
        before = context.positions.line_start(max(statement.lineno - 1, 1))
        if not context.text[before:start].strip() and context.text[end : end + 1] in "\r\n":
            start = before  # two gaps become one
        context.edit(replace(start, end, ""))
        gone.add(id(node))
    return frozenset(gone)


def _stands_alone(context: Context, binding: Binding) -> bool:
    """Whether the alias is a statement of the module itself, with nothing else on its lines."""
    statement = binding.statement
    if statement is None or statement not in context.symbols.tree.body:
        return False
    positions = context.positions
    assert statement.end_lineno is not None
    before = context.text[positions.line_start(statement.lineno) : positions.start(statement)]
    after = context.text[positions.end(statement) : positions.line_start(statement.end_lineno + 1)]
    return not before.strip() and not after.strip()


def _bound_again(context: Context, local: str) -> bool:
    """Whether another scope of the module binds the name too, where the import would be hidden."""
    count = 0
    for node in context.symbols.nodes:
        if isinstance(node, ast.Name) and node.id == local:
            count += not isinstance(node.ctx, ast.Load)
        elif isinstance(node, ast.arg):
            count += node.arg == local
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            count += node.name == local
        elif isinstance(node, ast.alias):
            count += (node.asname or node.name.partition(".")[0]) == local
    return count != 1


def split_imports(added: list[str]) -> tuple[list[str], list[str]]:
    """The statements that import from absl, sorted, and the others."""
    program = sorted(s for s in added if s.startswith(_ABSL))
    return program, [s for s in added if s not in program]


def absl_imports(context: Context, tensorflow: ast.stmt, program: list[str]) -> list[Edit]:
    """Puts the imports from absl among those that the module has, or in front of TensorFlow's."""
    present = [
        s
        for s in context.symbols.tree.body
        if isinstance(s, ast.ImportFrom) and s.module == "absl" and s.lineno < tensorflow.lineno
    ]
    edits = []
    for statement in program:
        behind = [s for s in present if ast.unparse(s) < statement]
        if behind:
            edits.append(after_statement(context, behind[-1], statement + context.newline))
            continue
        anchor = present[0] if present else tensorflow
        at = context.positions.line_start(anchor.lineno)
        edits.append(insert(at, statement + context.newline))
    return edits
