"""A parameter called `args`, as Keras calls what it knows nothing of, gets another name.

def linear(args, units):            def linear(inputs, units):
    if not isinstance(args, list):      if not isinstance(inputs, list):
        args = [args]                       inputs = [inputs]
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Mapping

from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_AWKWARD = "args"
_INSTEAD = ("inputs", "tensors", "values")
_WORD = re.compile(rf"(?<![\w.*]){_AWKWARD}\b")


def awkward_names(
    sources: Mapping[str, LiftSource], graph: TreeGraph, elsewhere: Collection[Key]
) -> list[Repeats]:
    """The functions of a tree with such a parameter, and their callers.

    Args:
      elsewhere: the functions that other modules use.
    """
    found = []
    for key in sorted(graph.creating):
        source = sources.get(key[0])
        node = source.functions.get(key[1]) if source is not None else None
        if source is None or node is None or key in elsewhere or node not in source.tree.body:
            continue
        if _AWKWARD not in {a.arg for a in [*node.args.args, *node.args.kwonlyargs]}:
            continue
        if source.definitions[key[1]] > 1 or source.skips.file or node.decorator_list:
            continue
        if source.skips.covers(node.lineno):
            continue
        edits = _renamed(sources, graph, source, key, node)
        if edits is not None:
            found.append(Repeats(frozenset([key]), {m: tuple(e) for m, e in edits.items()}))
    return found


def _renamed(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    source: LiftSource,
    key: Key,
    node: FunctionNode,
) -> dict[str, list[Edit]] | None:
    taken = {n.id for n in walk(node) if isinstance(n, ast.Name)}
    taken |= {n.arg for n in walk(node) if isinstance(n, (ast.arg, ast.keyword)) and n.arg}
    new = next((name for name in _INSTEAD if name not in taken), None)
    inner = [n for n in walk(node) if isinstance(n, ast.arg) and n.arg == _AWKWARD]
    if new is None or len(inner) != 1:
        return None  # a function inside has one of that name, too
    calls = _callers(sources, graph, key)
    if calls is None:
        return None
    edits: dict[str, list[Edit]] = {key[0]: []}
    positions = source.positions
    start = positions.start(inner[0])
    own = [Edit(start, start + len(_AWKWARD), (new,))]
    for part in walk(node):
        if isinstance(part, ast.Name) and part.id == _AWKWARD:
            own.append(Edit(positions.start(part), positions.end(part), (new,)))
    own += _in_words(source, node, new)
    edits[key[0]] += own
    for other, keyword in calls:
        at = other.positions.start(keyword)
        edits.setdefault(other.module, []).append(Edit(at, at + len(_AWKWARD), (new,)))
    return edits


def _callers(
    sources: Mapping[str, LiftSource], graph: TreeGraph, key: Key
) -> list[tuple[LiftSource, ast.keyword]] | None:
    """The keywords that give the parameter; None where some may not be seen."""
    found = []
    for source in sources.values():
        if key[1] in source.looked_up:
            return None
        called = {id(c.node.func): c.node for c in source.targeted_calls}
        used = [n for t, nodes in source.targeted.items() if graph.resolve(t) == key for n in nodes]
        for use in used:
            call = called.get(id(use))
            if call is None or any(k.arg is None for k in call.keywords):
                return None
            found += [(source, k) for k in call.keywords if k.arg == _AWKWARD]
    return found


def _in_words(source: LiftSource, node: FunctionNode, new: str) -> list[Edit]:
    """What the docstring, the comments and the messages of the function call it."""
    positions = source.positions
    found = []
    spans = []
    for part in walk(node):
        if isinstance(part, ast.Constant) and isinstance(part.value, str):
            if part is getattr(node.body[0], "value", None):
                spans.append((positions.start(part), positions.end(part), _WORD))
            else:
                quoted = re.compile(rf"(?<=`){_AWKWARD}(?=`)")
                spans.append((positions.start(part), positions.end(part), quoted))
    for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
        text = positions.lines.line(line)
        if text.strip().startswith("#"):
            start = positions.line_start(line)
            spans.append((start, start + len(text), _WORD))
    for start, end, word in spans:
        for match in word.finditer(source.text, start, end):
            found.append(Edit(match.start(), match.end(), (new,)))
    return found
