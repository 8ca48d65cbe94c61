"""Classes that are nothing but methods, and who speaks of one of those."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.positions import Located


class Unfit(Exception):
    """It cannot be written so."""


@dataclass(frozen=True)
class ClassOfMethods:
    """A class that is nothing but a docstring and methods."""

    source: LiftSource
    node: ast.ClassDef
    methods: Mapping[str, FunctionNode]


def class_of_methods(source: LiftSource, name: str) -> ClassOfMethods:
    """Reads such a class.

    Raises:
      Unfit: it is another kind of class.
    """
    node = next(
        (n for n in source.tree.body if isinstance(n, ast.ClassDef) and n.name == name), None
    )
    if node is None or node.decorator_list or node.keywords or source.definitions[name] > 1:
        raise Unfit
    if source.skips.file or source.skips.covers(node.lineno) or len(node.bases) > 1:
        raise Unfit
    methods: dict[str, FunctionNode] = {}
    for place, statement in enumerate(node.body):
        if isinstance(statement, ast.FunctionDef):
            if statement.decorator_list or statement.name in methods or not _plain(statement):
                raise Unfit
            methods[statement.name] = statement
        elif place or ast.get_docstring(node) is None:
            if not isinstance(statement, ast.Pass):
                raise Unfit
    return ClassOfMethods(source, node, methods)


def _plain(node: FunctionNode) -> bool:
    args = node.args
    if args.vararg or args.kwarg or args.posonlyargs or not args.args or args.args[0].arg != "self":
        return False
    return node.body[0].lineno > node.lineno


def only_called(sources: Mapping[str, LiftSource], call: FunctionNode, hook: str) -> bool:
    """Whether nothing but one method speaks of another one."""
    inside = {id(n) for n in walk(call)}
    uses = [n for source in sources.values() for n in source.attributes.get(hook, ())]
    looked_up = any(hook in source.looked_up for source in sources.values())
    return not looked_up and all(id(n) in inside for n in uses)


def indented(source: LiftSource, node: Located) -> str:
    """The white space before a statement."""
    return source.positions.indent(node)
