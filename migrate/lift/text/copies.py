"""Local names for settings of a layer, ``padding = self.padding``, that nothing assigns any more."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits, replace
from migrate.rewrite.positions import Positions


def without_copies(text: str, config: Mapping[str, str]) -> str:
    """The text of a class with the attributes in their place.

    Args:
      config: parameter -> the attribute that holds it.
    """
    positions = Positions(text)
    edits: list[Edit] = []
    for node in ast.parse(text).body:
        for method in getattr(node, "body", ()):
            if isinstance(method, ast.FunctionDef) and method.name != "__init__":
                for name, attribute in config.items():
                    edits += _replaced(method, name, attribute, positions)
    return apply_edits(text, edits).text if edits else text


def _replaced(
    method: ast.FunctionDef, name: str, attribute: str, positions: Positions
) -> list[Edit]:
    copied = f"{name} = {attribute}"
    copies = [s for s in method.body if isinstance(s, ast.Assign) and ast.unparse(s) == copied]
    uses = [n for n in walk(method) if isinstance(n, ast.Name) and n.id == name]
    bound = [n for n in walk(method) if isinstance(n, ast.arg) and n.arg == name]
    said = [n for n in walk(method) if isinstance(n, ast.JoinedStr) and _has(n, name)]
    if len(copies) != 1 or bound or said:  # formats have no places for what is in them
        return []
    if [n for n in uses if not isinstance(n.ctx, ast.Load)] != copies[0].targets:
        return []
    first, last = copies[0].lineno, (copies[0].end_lineno or 0) + 1
    edits = [replace(positions.line_start(first), positions.line_start(last), "")]
    reads = (n for n in uses if isinstance(n.ctx, ast.Load))
    return edits + [replace(positions.start(n), positions.end(n), attribute) for n in reads]


def _has(node: ast.JoinedStr, name: str) -> bool:
    return any(isinstance(n, ast.Name) and n.id == name for n in walk(node))
