"""Who calls a function that the scope graph leaves out because it makes nothing and calls nothing of the tree."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import children


def called_by(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    key: Key,
    mentioned: Callable[[str], bool],
) -> set[Key]:
    """The functions that may call a helper, as they call something of its name; nothing where others may know it.

    Args:
      mentioned: whether a module without its text here has a name in it.
    """
    owner, _, name = key[1].rpartition(".")
    node, known = sources[key[0]].functions[key[1]], graph.classes.get((key[0], owner))
    if node.decorator_list or name.startswith("__") or mentioned(name):
        return set()
    if known is not None and any(base.text != "object" for base in known.bases):
        return set()  # what the class is of may call it
    found: set[Key] = set()
    for module, source in sources.items():
        qualnames = {id(n): qualname for qualname, n in source.functions.items()}
        waiting: list[tuple[ast.AST, str, bool]] = [(source.tree, "", False)]
        while waiting:
            part, where, is_called = waiting.pop()
            if _says(part, name):
                if not is_called:
                    return set()
                found.add((module, where))
            where = qualnames.get(id(part), where)
            called = part.func if isinstance(part, ast.Call) else None
            waiting += [(child, where, child is called) for child in children(part)]
    return found if found <= graph.functions.keys() else set()


def _says(node: ast.AST, name: str) -> bool:
    """Whether a name, an attribute or a text says how something is called."""
    if isinstance(node, ast.Name):
        return node.id == name
    if isinstance(node, ast.Attribute):
        return node.attr == name
    if isinstance(node, ast.alias):
        return node.asname is not None and name in (node.name, node.asname)
    return isinstance(node, ast.Constant) and node.value == name
