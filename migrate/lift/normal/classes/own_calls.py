"""A method that only the call of its class calls, once, is written where it is called.

def __call__(self, x):                                       def __call__(self, x):
    with tf.variable_scope(self.name, reuse=self.reuse):         with tf.variable_scope(self.name, reuse=self.reuse):
        y = self._network(x)                                         self.reuse = True
    self.reuse = True                                                return tf.layers.dense(x, 1)
    return y

def _network(self, x):
    return tf.layers.dense(x, 1)

So all that the object makes is made by its call.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from migrate.lift.classes.parts import self_attribute
from migrate.lift.normal.classes.class_methods import (
    ClassOfMethods,
    Unfit,
    class_of_methods,
    only_called,
)
from migrate.lift.normal.classes.inlined_calls import Inlining
from migrate.lift.normal.classes.said_of_methods import comment_behind, first_line
from migrate.lift.normal.classes.template_bodies import indented
from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.plans import Refused
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


def own_calls(
    sources: Mapping[str, LiftSource], graph: TreeGraph, elsewhere: Collection[Key]
) -> list[Repeats]:
    """The classes of a tree with such a method.

    Args:
      elsewhere: the functions that other modules use.
    """
    found = []
    above = {base for each in graph.classes for base in graph.bases(each)}
    for module, name in sorted(graph.classes):
        source = sources.get(module)
        if source is None or (module, f"{name}.__call__") not in graph.creating:
            continue
        if (module, name) in above or graph.bases((module, name)):
            continue
        if (module, f"{name}.__init__") in graph.creating:
            continue
        if any(k[0] == module and k[1].partition(".")[0] == name for k in elsewhere):
            continue
        try:
            edits = _written(sources, graph, class_of_methods(source, name))
        except Unfit:
            continue
        if edits:
            found.append(Repeats(frozenset([(module, name)]), {module: tuple(edits)}))
    return found


def _written(
    sources: Mapping[str, LiftSource], graph: TreeGraph, one: ClassOfMethods
) -> list[Edit]:
    """The edits for the first such method."""
    call, source = one.methods.get("__call__"), one.source
    if call is None or any(not _is_object(b) for b in one.node.bases):
        raise Unfit
    for name, method in one.methods.items():
        made = (source.module, f"{one.node.name}.{name}") in graph.creating
        if not made or name.startswith("__") or not only_called(sources, call, name):
            continue
        calls = [p.func for p in walk(call) if isinstance(p, ast.Call)]
        uses = [p for p in walk(call) if isinstance(p, ast.Attribute) and p.attr == name]
        if len(uses) != 1 or uses[0] not in calls or not self_attribute(uses[0]):
            continue
        try:
            text = Inlining(source, [one.node], {id(method)}).flat(call)
        except Refused:
            continue
        positions = source.positions
        start, end = positions.line_start(first_line(source, one.node, call)), positions.end(call)
        end += len(comment_behind(source, end))
        text = indented(text.rstrip("\n"), positions.indent(call))
        return [Edit(start, end, (text,)), _without(source, method)]
    return []


def _is_object(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == "object"


def _without(source: LiftSource, method: ast.FunctionDef) -> Edit:
    """The edit that takes a method away, with the comments above it and the blank lines before."""
    first = method.lineno
    while source.positions.lines.line(first - 1).strip().startswith("#"):
        first -= 1
    start = source.positions.line_start(first)
    before = source.text[:start].rstrip(" \t\r\n")
    end = source.positions.end(method)
    return Edit(len(before), end + len(comment_behind(source, end)), ("",))
