"""Questions whether a scope shares its variables, where no scope of the tree is told to: the answer is no.

if wd and not tf.get_variable_scope().reuse:        if wd:
    tf.add_to_collection("losses", loss)                tf.add_to_collection("losses", loss)

Neither the function nor anything that runs it, or that these run, says `reuse` or hands a scope on that might.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Iterable, Mapping

from migrate.lift.normal.first.helper_users import called_by
from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.lift.text.render import string_lines
from migrate.model.graph import FunctionScopes
from migrate.model.reach import above, below
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_ASKED = "tf.get_variable_scope"


def asked_reuse(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    elsewhere: Collection[Key],
    mentioned: Callable[[str], bool],
) -> list[Repeats]:
    """The functions that ask so, or that what makes variables calls, and no scope is told to share.

    Args:
      elsewhere: the functions that other modules use.
      mentioned: whether a module that is none of these has a name in its text.
    """
    found = []
    for module, source in sources.items():
        if _ASKED not in source.called_symbols or source.skips.file:
            continue
        for qualname, node in source.functions.items():
            asked = [n for n in walk(node) if _asks(source, n)]
            if not asked or source.skips.within(node) or source.definitions[qualname] > 1:
                continue
            key = (module, qualname)
            known = key in graph.functions
            users = {key} if known else called_by(sources, graph, key, mentioned)
            makes = {key} if key in graph.creating else _above(graph, users) & graph.creating
            edits = _answered(source, node) if makes else []
            told = len(edits) == len(asked) > 0 and _switches_known(sources, graph, users)
            if told and key not in elsewhere and _is_unshared(graph, users, elsewhere):
                found.append(Repeats(frozenset(makes), {module: tuple(edits)}))
    return found


def _above(graph: TreeGraph, keys: Iterable[Key]) -> set[Key]:
    return {one for key in keys for one in above(graph, key)}


def _asks(source: LiftSource, node: ast.AST) -> bool:
    """``tf.get_variable_scope().reuse``."""
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "reuse"
        and source.called(node.value) == _ASKED
    )


def _is_unshared(graph: TreeGraph, keys: Collection[Key], elsewhere: Collection[Key]) -> bool:
    """Whether nothing that runs together with some functions shares variables of a scope."""
    around = _above(graph, keys)
    together = below(graph, around)
    used = {
        graph.resolve((module, name))
        for one in graph.functions.values()
        for module, name, _ in one.values
    }
    if around & set(elsewhere) or around & used:
        return False
    return not any(_may_share(graph.functions[one], one in around) for one in together)


def _switches_known(
    sources: Mapping[str, LiftSource], graph: TreeGraph, keys: Collection[Key]
) -> bool:
    """Whether the scope graph has each ``scope.reuse_variables()`` of the modules that may run with some functions."""
    index = sources[min(keys)[0]].symbols.index if keys else None
    if index is None:
        return False
    waiting = sorted({module for module, _ in below(graph, _above(graph, keys))})
    met = set(waiting)
    while waiting:
        module = waiting.pop()
        source, summary = sources.get(module), index.by_module.get(module)
        functions = graph.modules[module].functions if module in graph.modules else ()
        text = source.text if source is not None else ""
        if text.count("reuse_variables") > sum(len(one.reuse) for one in functions):
            return False
        for written in summary.imports if summary is not None else ():
            found = index.locate(summary.relpath, written) if summary is not None else None
            if found is not None and found not in met:
                met.add(found)
                waiting.append(found)
    return True


def _may_share(function: FunctionScopes, around: bool) -> bool:
    """Whether a function tells a scope to share; `around`: the one that asks may run in its scopes."""
    if function.reuse:
        return True
    for entry in function.entries if around else ():
        told = entry.reuse is not None and entry.reuse.text not in ("None", "False")
        told = told or any(name.startswith("*") for name, _ in entry.keywords)  # perhaps
        current = entry.jump and entry.name is not None and "get_variable_scope" in entry.name.text
        if told or entry.kind == "template" or (entry.jump and not current):
            return True
    return False


def _answered(source: LiftSource, node: FunctionNode) -> list[Edit]:
    """The edits that answer the tests of a function."""
    edits: list[Edit] = []
    for part in walk(node):
        if isinstance(part, ast.If):
            if _denies(source, part.test):
                edits += _always(source, part)
            elif isinstance(part.test, ast.BoolOp) and isinstance(part.test.op, ast.And):
                rest = [v for v in part.test.values if not _denies(source, v)]
                if rest and len(rest) == len(part.test.values) - 1:
                    positions = source.positions
                    start, end = positions.start(part.test), positions.end(part.test)
                    edits.append(Edit(start, end, (_joined(source, rest),)))
    return edits


def _denies(source: LiftSource, node: ast.expr) -> bool:
    """``not tf.get_variable_scope().reuse``."""
    denied = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
    return denied and _asks(source, node.operand)  # type: ignore[attr-defined]


def _joined(source: LiftSource, values: Iterable[ast.expr]) -> str:
    texts = []
    for value in values:
        text = source.segment(value)
        texts.append(f"({text})" if isinstance(value, (ast.BoolOp, ast.IfExp)) else text)
    return " and ".join(texts)


def _always(source: LiftSource, node: ast.If) -> list[Edit]:
    """The statements of a branch in its place."""
    positions = source.positions
    pad, first = positions.indent(node), node.body[0]
    if node.orelse or len(pad) != node.col_offset or first.lineno == node.lineno:
        return []
    if any(string_lines(s, 0) for s in node.body):
        return []
    inner = positions.indent(first)
    start = positions.line_start((node.test.end_lineno or node.lineno) + 1)
    end = positions.end(node.body[-1])
    lines = [
        pad + line.removeprefix(inner) if line.startswith(inner) else line
        for line in source.text[start:end].split("\n")
    ]
    return [Edit(positions.line_start(node.lineno), end, ("\n".join(lines),))]
