"""Initializers that several weights share: one object of Keras' gives them all the same values, one of TF1's did not.

``w_init = keras.initializers.RandomNormal(...)`` is therefore used as ``w_init.clone()`` where it is used twice.
"""

from __future__ import annotations

import ast

from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits, insert
from migrate.rewrite.positions import Positions

_KERAS = "keras.initializers."
_SAME = frozenset({"Constant", "Zeros", "Ones", "Identity"})  # which draw nothing
_LOOPS = (ast.For, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def with_own_draws(text: str) -> str:
    """The text of a class in which each weight has values of its own."""
    if _KERAS not in text:
        return text
    positions = Positions(text)
    edits: list[Edit] = []
    for method in walk(ast.parse(text)):
        if isinstance(method, ast.FunctionDef) and method.name in ("__init__", "build"):
            parents = {id(c): p for p in walk(method) for c in ast.iter_child_nodes(p)}
            for name, node in _drawing(method):
                reads = _reads(method, name, parents)
                for read in _several(reads, node, parents):
                    edits.append(insert(positions.end(read), ".clone()"))
    return apply_edits(text, edits).text if edits else text


def draws(node: ast.expr) -> bool:
    """Whether it makes such an initializer."""
    made = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
    return made.startswith(_KERAS) and made.removeprefix(_KERAS) not in _SAME


def _drawing(method: ast.FunctionDef) -> list[tuple[str, ast.Assign]]:
    """The names that are given such an initializer and nothing else."""
    stored = [n.id for n in walk(method) if isinstance(n, ast.Name) and not _is_read(n)]
    found = []
    for node in walk(method):
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if isinstance(node, ast.Assign) and isinstance(target, ast.Name):
            if draws(node.value) and len(node.targets) == 1 and stored.count(target.id) == 1:
                found.append((target.id, node))
    return found


def _reads(method: ast.FunctionDef, name: str, parents: dict[int, ast.AST]) -> list[ast.Name]:
    """The uses of a name as an initializer: its attributes can be asked for as well."""
    uses = [n for n in walk(method) if isinstance(n, ast.Name) and n.id == name]
    return [n for n in uses if _is_read(n) and not isinstance(parents[id(n)], ast.Attribute)]


def _is_read(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _several(
    reads: list[ast.Name], made: ast.Assign, parents: dict[int, ast.AST]
) -> list[ast.Name]:
    """The uses that may share what is made once with another weight: of a loop's next turn, or of another use."""
    outside = {id(n) for n in _above(made, parents)}
    return [
        one
        for one in reads
        if any(isinstance(n, _LOOPS) and id(n) not in outside for n in _above(one, parents))
        or any(other is not one and not _either(one, other, parents) for other in reads)
    ]


def _either(a: ast.Name, b: ast.Name, parents: dict[int, ast.AST]) -> bool:
    """Whether two uses stand in different arms of a branch."""
    around = {id(n) for n in (a, *_above(a, parents))}
    below: ast.AST = b
    for node in _above(b, parents):
        if id(node) in around:
            arms = (node.body, node.orelse) if isinstance(node, ast.If) else ()
            mine = [arm for arm in arms if any(below is s for s in arm)]
            return (
                bool(mine)
                and not any(id(s) in around for s in mine[0])
                and any(id(s) in around for arm in arms for s in arm)
            )
        below = node
    return False


def _above(node: ast.AST, parents: dict[int, ast.AST]) -> list[ast.AST]:
    found = []
    while id(node) in parents:
        node = parents[id(node)]
        found.append(node)
    return found
