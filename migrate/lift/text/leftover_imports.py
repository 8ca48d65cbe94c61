"""Imports from TensorFlow, of layer wrappers and of `functools` that only lifted code used: they go with what used them."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping

from migrate.lift.source.source import LiftSource, loads
from migrate.nodes import walk
from migrate.resolve.bindings import Binding
from migrate.rewrite.edits import Edit, apply_edits


def leftover_imports(
    source: LiftSource,
    edits: Iterable[Edit],
    others: Mapping[str, LiftSource],
    wrappers: Collection[str] = (),
    instead: str = "",
) -> list[Edit]:
    """The edits that take away imports and aliases which nothing uses any more.

    Args:
      edits: what else changes in the module.
      others: the modules of the tree, which may use names of this one.
      wrappers: the symbols of the user's layer wrappers, which other packages have.
      instead: the package that the module needs now, which is imported where TensorFlow was.
    """
    edits = list(edits)
    found = list(_bound(source, wrappers))
    before = loads(source.tree)
    used = {n for _, names in found for n in names if n in before}
    used |= {n for node, names in found if _is_functools(node) for n in names}
    if not used:
        return []
    try:
        now = loads(ast.parse(apply_edits(source.text, edits).text))
    except SyntaxError:
        return []  # reported when the text is written
    gone = used - now - set(source.looked_up)
    if gone:
        gone -= _used_elsewhere(source, others)
    out = []
    for statement, names in found:
        start = source.positions.line_start(statement.lineno)
        end = source.positions.line_start((statement.end_lineno or statement.lineno) + 1)
        touched = any(e.start < end and start < e.end for e in edits)
        rest = [n for n in names if n not in gone]
        if len(rest) == len(names) or touched:
            continue
        text = source.text[start:end]
        if "#" in text or ";" in text or "\\" in text:
            continue
        if not rest and instead and isinstance(statement, ast.Import) and _is_root(statement):
            place = source.positions.start(statement), source.positions.end(statement)
            out.append(Edit(*place, (f"import {instead}",)))
            instead = ""
        elif not rest:
            if not source.text[:start].strip():  # the first lines of the module
                end += len(source.text[end:]) - len(source.text[end:].lstrip("\r\n"))
            out.append(Edit(_with_blank(source, start, end), end, ("",)))
        elif isinstance(statement, ast.ImportFrom):
            kept = [a for a in statement.names if (a.asname or a.name) in rest]
            new = ast.unparse(ast.ImportFrom(statement.module, kept, statement.level))
            out.append(
                Edit(source.positions.start(statement), source.positions.end(statement), (new,))
            )
    return out


def _is_functools(statement: ast.stmt) -> bool:
    """Whether it imports `functools`: a `partial` may have been written out, and nobody imports that for nothing."""
    if isinstance(statement, ast.ImportFrom):
        return statement.module == "functools" and not statement.level
    if not isinstance(statement, ast.Import):
        return False
    return [(a.name, a.asname) for a in statement.names] == [("functools", None)]


def _is_root(statement: ast.Import) -> bool:
    return [alias.name for alias in statement.names] == ["tensorflow"]


def _with_blank(source: LiftSource, start: int, end: int) -> int:
    """Where a statement begins that goes, with the blank lines before it if there are some after it, too."""
    before = source.text[:start]
    blank = len(before) - len(before.rstrip("\r\n"))
    first = source.text[end : end + 2].startswith(("\n", "\r\n"))
    lines = source.positions.lines.line_col(start)[0]
    if not first or not before.strip() or blank < 2:
        return start
    while lines > 1 and not source.positions.lines.line(lines - 1).strip():
        lines -= 1
    return source.positions.line_start(lines)


def _bound(source: LiftSource, wrappers: Collection[str]) -> Iterator[tuple[ast.stmt, list[str]]]:
    """The statements of a module that do nothing but bind names to wrappers, to TensorFlow or to parts of it."""
    known: dict[int, list[str]] = {}
    for name, bindings in source.symbols.module_scope.names.items():
        if len(bindings) != 1:
            continue
        binding = bindings[0]
        if _holds_wrappers(binding, wrappers):
            known.setdefault(id(binding.statement), []).append(name)
        if binding.kind not in ("import", "alias"):
            continue
        path = binding.tf if binding.kind == "import" else None
        symbol = (
            path.symbol if path else source.symbols.symbol(binding.node) if binding.node else None
        )
        if symbol:
            known.setdefault(id(binding.statement), []).append(name)
    for node in source.tree.body:
        names = known.get(id(node), [])
        if isinstance(node, (ast.Import, ast.ImportFrom)) and _is_functools(node):
            names = [a.asname or a.name for a in node.names]
        count = len(node.names) if isinstance(node, (ast.Import, ast.ImportFrom)) else 1
        if names and len(names) == count:
            yield node, names


def _holds_wrappers(binding: Binding, wrappers: Collection[str]) -> bool:
    """Whether a name is a wrapper or the module that has it."""
    if binding.kind != "project" or binding.module.startswith("."):
        return False
    path = f"{binding.module}.{binding.name}" if binding.name else binding.module
    return path in wrappers or any(path == symbol.rpartition(".")[0] for symbol in wrappers)


def _used_elsewhere(source: LiftSource, others: Mapping[str, LiftSource]) -> set[str]:
    """Names of a module that another one imports, reaches through it, or may get with a star."""
    found: set[str] = set()
    for other in others.values():
        if other is source:
            continue
        if other.symbols.module_scope.stars:
            found |= loads(other.tree) - other.symbols.module_scope.names.keys()
        for node in walk(other.tree):
            if isinstance(node, ast.ImportFrom):
                if (node.module or "").partition(".")[0] != "tensorflow":
                    found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.Attribute) and not other.symbol(node):
                if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")):
                    found.add(node.attr)
    return found
