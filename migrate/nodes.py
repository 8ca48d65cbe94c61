"""Walking syntax trees, faster than `ast.walk` and `ast.iter_child_nodes`.

Most of a run is spent going through nodes. Here the fields of a node type that may hold nodes are looked
up once, and what nobody asks for (contexts and operators, which are reached through their owner) is left out.
"""

from __future__ import annotations

import ast

# Fields that hold no nodes, or ``Load()`` and ``Add()``.
_LEAVES = frozenset(
    [
        "id",
        "attr",
        "arg",
        "asname",
        "module",
        "level",
        "ctx",
        "op",
        "ops",
        "kind",
        "type_comment",
        "conversion",
        "is_async",
        "simple",
        "tag",
        "rest",
        "kwd_attrs",
        "name",
        "type_ignores",
    ]
)
_CHILDLESS = frozenset(["Constant", "Name", "alias", "Global", "Nonlocal", "MatchSingleton"])
_WITH_GAPS = (ast.Dict, ast.arguments)  # their lists hold None for `**x` and for no default


def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    if kind.__name__ in _CHILDLESS:
        return ()
    if kind.__name__ == "TypeAlias":
        return kind._fields
    return tuple(field for field in kind._fields if field not in _LEAVES)


_FIELDS = {
    kind: _fields(kind)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST)
}


def children(node: ast.AST) -> list[ast.AST]:
    """The direct child nodes in the order of the grammar, without contexts and operators."""
    found: list[ast.AST] = []
    for field in _FIELDS[node.__class__]:
        value = getattr(node, field, None)
        if value.__class__ is list:
            found += value
        elif value is not None:
            found.append(value)
    if node.__class__ in _WITH_GAPS:
        return [child for child in found if child is not None]
    return found


def walk(node: ast.AST) -> list[ast.AST]:
    """`node` and everything below it, breadth first, in the order of `ast.walk`."""
    found = [node]
    for node in found:  # grows as it goes
        for field in _FIELDS[node.__class__]:
            value = getattr(node, field, None)
            if value.__class__ is list:
                found += value if node.__class__ not in _WITH_GAPS else filter(None, value)
            elif value is not None:
                found.append(value)
    return found
