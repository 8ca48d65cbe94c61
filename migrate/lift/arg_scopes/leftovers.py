"""Functions that only made scopes which are written out: they go, and the imports of them and of `arg_scope`."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence

from migrate.lift.arg_scopes.flow import Flow
from migrate.lift.arg_scopes.text import Group
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.lift.text.leftover_imports import leftover_imports
from migrate.model.tree import Key
from migrate.rewrite.edits import Edit

Gone = Mapping[str, list[tuple[int, int]]]  # module -> the spans that go


def left_over(found: Flow, groups: Sequence[Group]) -> Group:
    """The edits that take such functions away, with the imports that name them, and others that nothing uses now.

    A function with comments stays: they may say more than its code.
    """
    gone: dict[str, list[tuple[int, int]]] = {}
    for group in groups:
        for module, edits in group.edits.items():
            gone.setdefault(module, []).extend(_removed(edits))
    out: dict[str, list[Edit]] = {}
    sources, waiting = found.reader.sources, set(found.reader.made)
    while True:
        unused = {m: _unused(s, found.reader.made, gone) for m, s in sources.items()}
        more = [k for k in sorted(waiting) if _is_idle(sources, k, gone, unused)]
        for key in more:
            waiting.discard(key)
            edit = _definition(sources[key[0]], sources[key[0]].functions[key[1]])
            out.setdefault(key[0], []).append(edit)
            gone.setdefault(key[0], []).append((edit.start, edit.end))
        if not more:
            break
    for module, keys in unused.items():
        for edit in _imports(sources[module], keys):
            out.setdefault(module, []).append(edit)
    for module in gone:
        done = [e for g in groups for e in g.edits.get(module, ())] + out.get(module, [])
        out.setdefault(module, []).extend(leftover_imports(sources[module], done, sources))
    return Group(frozenset(), {m: tuple(e) for m, e in out.items()})


def _unused(source: LiftSource, made: Iterable[Key], gone: Gone) -> frozenset[Key]:
    """The functions that a module imports for nothing now."""
    if source.relpath_is_package:
        return frozenset()
    known = {target for _, _, target in source.from_imports}
    found = {k for k in made if k in known and k[0] != source.module}
    found = {k for k in found if source.targeted.get(k) and not _left(source, k, gone)}
    odd = {
        target for node, _, target in source.from_imports if set("#\\;") & set(_lines(source, node))
    }
    return frozenset(found - odd)


def _lines(source: LiftSource, node: ast.stmt) -> str:
    start = source.positions.line_start(node.lineno)
    return source.text[start : source.positions.line_start((node.end_lineno or node.lineno) + 1)]


def _removed(edits: Iterable[Edit]) -> Iterator[tuple[int, int]]:
    yield from ((e.start, e.end) for e in edits if e.start < e.end)


def _is_idle(
    sources: Mapping[str, LiftSource],
    key: Key,
    gone: Gone,
    unused: Mapping[str, frozenset[Key]],
) -> bool:
    """Whether nothing mentions a function any more, and nothing is lost with it."""
    home = sources[key[0]]
    node = home.functions[key[1]]
    if "." in key[1] or node not in home.tree.body or "#" in home.segment(node):
        return False
    if home.skips.file or home.skips.covers(node.lineno):
        return False
    if any(key[1] in s.looked_up for s in sources.values()):
        return False
    for source in sources.values():
        if _left(source, key, gone) or (source is not home and source.symbols.module_scope.stars):
            return False
        imported = any(target == key for _, _, target in source.from_imports)
        if imported and key not in unused[source.module]:
            return False
    return any(key in source.targeted for source in sources.values())


def _left(source: LiftSource, key: Key, gone: Gone) -> bool:
    """Whether a module mentions a function in what stays."""
    spans = gone.get(source.module, ())
    mentions = source.targeted.get(key, ())
    return any(not _is_in(source.positions.start(node), spans) for node in mentions)


def _is_in(at: int, spans: Iterable[tuple[int, int]]) -> bool:
    return any(a <= at < b for a, b in spans)


def _definition(source: LiftSource, node: FunctionNode) -> Edit:
    """The function with the comments right above it, and the lines that set it off."""
    lines = source.positions.lines
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    while first > 1 and lines.line(first - 1).startswith("#"):
        first -= 1
    last = (node.end_lineno or node.lineno) + 1
    start = source.positions.line_start(first)
    end = source.positions.line_start(last)
    rest = source.text[end:]
    return Edit(start, end + len(rest) - len(rest.lstrip("\r\n")), ("",))


def _imports(source: LiftSource, keys: frozenset[Key]) -> Iterator[Edit]:
    """The edits of ``from`` imports without the functions."""
    gone: dict[int, tuple[ast.ImportFrom, list[ast.alias]]] = {}
    for node, alias, target in source.from_imports:
        if target in keys:
            gone.setdefault(id(node), (node, []))[1].append(alias)
    for node, aliases in gone.values():
        kept = [a for a in node.names if a not in aliases]
        start, end = source.positions.start(node), source.positions.end(node)
        if kept:
            yield Edit(start, end, (ast.unparse(ast.ImportFrom(node.module, kept, node.level)),))
        elif any(node is one for one in source.tree.body):
            whole = source.positions.line_start(node.lineno)
            line = source.positions.line_start((node.end_lineno or node.lineno) + 1)
            yield Edit(whole, line, ("",))
