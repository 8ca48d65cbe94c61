"""Functions inside methods that make cells or variables stand next to the class, with what they read as parameters.

What is left of the method can then become a layer like any other. So do those inside functions that only make cells: they
make them for whoever calls them.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.methods.method_class import read_class, receiver
from migrate.lift.normal.closures import moved_out
from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.normal.own_attributes import OwnAttributes, own_attributes
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Makers
from migrate.lift.source.source import FunctionNode, LiftSource, loads
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


def inner_of_methods(
    sources: Mapping[str, LiftSource], graph: TreeGraph, rules: LayerRules
) -> list[Repeats]:
    """The methods of a tree whose inner functions can move out of their class."""
    found = []
    for module, source in sources.items():
        taken: set[str] = set()
        for maker in (n for n in source.tree.body if isinstance(n, ast.FunctionDef)):
            if (module, maker.name) in graph.creating and _only_makes_cells(source, maker, rules):
                edits, _ = _edits(source, maker, maker, Makers(graph, rules), taken, None)
                if edits:
                    found.append(Repeats(frozenset([(module, maker.name)]), {module: edits}))
        for cls in (n for n in source.tree.body if isinstance(n, ast.ClassDef)):
            for method in (n for n in cls.body if isinstance(n, ast.FunctionDef)):
                key = (module, f"{cls.name}.{method.name}")
                skipped = source.skips.within(method)
                if skipped or key not in graph.creating:
                    continue
                inner = [n for n in own_nodes(method.body) if isinstance(n, ast.FunctionDef)]
                me = receiver(method)
                if not inner or not me:
                    continue
                own = None
                if any(me in loads(n) for n in inner):
                    owner = read_class(sources, graph, (module, cls.name))
                    own = own_attributes(owner, graph, method, me)
                    if own is None:
                        continue
                edits, names = _edits(source, cls, method, Makers(graph, rules), taken, own)
                if edits:
                    # What stays of the method may still do more than make layers.
                    moved = [(module, name) for name in names if own is not None]
                    found.append(Repeats(frozenset({key, *moved}), {module: edits}))
    return found


def _only_makes_cells(source: LiftSource, maker: FunctionNode, rules: LayerRules) -> bool:
    """Whether a function with functions inside makes nothing of TensorFlow's but cells."""
    inner = any(isinstance(n, ast.FunctionDef) for n in own_nodes(maker.body))
    if not inner or source.definitions[maker.name] > 1 or source.skips.within(maker):
        return False
    made = [
        rules.get(s) for n in walk(maker) if isinstance(n, ast.Call) and (s := source.called(n))
    ]
    kinds = {rule.kind for rule in made if rule is not None and (rule.creates or rule.kind)}
    return kinds == {"cell"}


def _edits(
    source: LiftSource,
    cls: ast.ClassDef | FunctionNode,
    method: FunctionNode,
    creators: Makers,
    taken: set[str],
    own: OwnAttributes | None,
) -> tuple[tuple[Edit, ...], list[str]]:
    """What moves functions out, and the names of those that make variables."""
    edits, names = moved_out(source, method, creators, taken, own)
    taken |= set(names)
    if not edits:
        return (), []
    first, *rest = edits
    line = min([cls.lineno, *(d.lineno for d in cls.decorator_list)])
    at = source.positions.line_start(line)
    rest = [_with_blank_lines(source, e) if e.parts == ("",) else e for e in rest]
    return (Edit(at, at, first.parts), *rest), names


def _with_blank_lines(source: LiftSource, gone: Edit) -> Edit:
    """With the blank lines after it, where one stands before it, or nothing in the same block."""
    lines = source.positions.lines
    first, last = lines.line_col(gone.start)[0], lines.line_col(gone.end)[0]
    before = lines.line(first - 1).strip()
    if before and not before.endswith(":"):
        return gone
    while not lines.line(last).strip() and last < source.text.count("\n"):
        last += 1
    return Edit(gone.start, source.positions.line_start(last), gone.parts)
