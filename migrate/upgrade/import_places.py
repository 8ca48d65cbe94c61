"""Where added imports go: those of the standard library among the module's own, absl's in front of TensorFlow's, the rest behind it."""

from __future__ import annotations

import ast
import sys

from migrate.rewrite.edits import Edit, insert
from migrate.upgrade.absl_program import absl_imports, split_imports
from migrate.upgrade.context import Context
from migrate.upgrade.graph_mode import first_tensorflow_import
from migrate.upgrade.header import after_statement, header_end, is_import
from migrate.upgrade.names import Names

_TENSORFLOW = "import tensorflow as tf"  # goes in front of what stands behind TensorFlow's import


def add_imports(context: Context, names: Names) -> None:
    """Adds the imports that a module's new text needs.

    All others go in front of TensorFlow's, too, if that import became a stand-in, which they bind names for.
    """
    tensorflow = first_tensorflow_import(context)
    program, others = split_imports(sorted(names.added, key=_TENSORFLOW.__ne__))
    if tensorflow is None:
        others = program + others
    else:
        context.edits[:0] = absl_imports(context, tensorflow, program)
    standard = sorted(s for s in others if _is_standard(ast.parse(s).body[0]))
    places = [_standard_place(context, statement) for statement in standard]
    if None not in places:
        others = [s for s in others if s not in standard]
        context.edits[:0] = [place for place in places if place is not None]
    if others:
        lines = "".join(statement + context.newline for statement in others)
        anchor = tensorflow or header_end(context)
        if tensorflow is not None and tensorflow in names.stood_in:
            first = _with_comment(context, tensorflow)
            lines += "" if first == tensorflow.lineno else context.newline
            context.edits.insert(0, insert(context.positions.line_start(first), lines))
        else:
            context.edits.insert(0, after_statement(context, anchor, lines))


def _with_comment(context: Context, statement: ast.stmt) -> int:
    """The first line of a statement with the comment right above it; its own where that is the file's first comment."""
    first = statement.lineno
    while first > 1 and context.positions.lines.line(first - 1).startswith("#"):
        first -= 1
    return first if first > 1 else statement.lineno


def _is_standard(statement: ast.stmt) -> bool:
    """Whether a statement imports from the standard library alone."""
    if isinstance(statement, ast.Import):
        modules = [alias.name for alias in statement.names]
    elif isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
        modules = [statement.module]
    else:
        return False
    known = sys.stdlib_module_names - {"__future__"}
    return all(module.partition(".")[0] in known for module in modules)


def _standard_place(context: Context, added: str) -> Edit | None:
    """In alphabetical order among the module's imports of the standard library, or a group in front of all others.

    None where the module has no imports.
    """
    first: ast.stmt | None = None
    group: list[ast.stmt] = []
    end = header_end(context)
    for statement in context.symbols.tree.body:
        if is_import(statement) and not _is_future(statement):
            first = first or statement
            if _is_standard(statement):
                group.append(statement)
        if statement is end:
            break
    if first is None:
        return None
    line = added + context.newline
    behind = [s for s in group if _order(s) < _order(ast.parse(added).body[0])]
    if behind:
        return after_statement(context, behind[-1], line)
    if group:
        return insert(context.positions.line_start(group[0].lineno), line)
    return insert(context.positions.line_start(first.lineno), line + context.newline)


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def _order(statement: ast.stmt) -> tuple[bool, str]:
    """``import a`` in front of ``from a import b``, each by name."""
    if isinstance(statement, ast.Import):
        return False, statement.names[0].name
    return True, getattr(statement, "module", "") or ""
