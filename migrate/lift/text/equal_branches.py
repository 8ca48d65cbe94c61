"""Branches that differed in what they made, and call it in the same words.

if deep:                      x = self.blocks(x)
    x = self.blocks(x)
else:
    x = self.blocks(x)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits, insert, replace
from migrate.rewrite.positions import Positions

_PLAIN = (ast.Name, ast.Attribute, ast.Constant, ast.Compare, ast.BoolOp, ast.UnaryOp, ast.BinOp)
_ASKED = frozenset({"startswith", "endswith", "__contains__"})  # methods of texts
_MAKE = ("__init__", "build")


def without_equal_branches(text: str, of_function: bool = False) -> str:
    """The text of a class in which such branches of `call` are one.

    Their comments say what each is for: they go to the branches that make it, where there are such, or else the branches stay two.

    Args:
      of_function: attributes that only told such branches apart go, too.
    """
    before = text
    while edits := _edits(text):
        text = apply_edits(text, edits).text
    if before == text or not of_function:
        return text
    gone = _attributes(ast.parse(before)) - _attributes(ast.parse(text))
    positions = Positions(text)
    stored = [
        n
        for n in walk(ast.parse(text))
        if isinstance(n, ast.Assign) and ast.unparse(n) in {f"self.{a} = {a}" for a in gone}
    ]
    lines = [(n.lineno, (n.end_lineno or n.lineno) + 1) for n in stored]
    cuts = [replace(positions.line_start(a), positions.line_start(b), "") for a, b in lines]
    return apply_edits(text, cuts).text if cuts else text


def _attributes(tree: ast.Module) -> set[str]:
    """The names of attributes that are read."""
    reads = (n for n in walk(tree) if isinstance(n, ast.Attribute))
    return {n.attr for n in reads if isinstance(n.ctx, ast.Load)}


def _edits(text: str) -> list[Edit]:
    """The edits of the first two branches."""
    tree = ast.parse(text)
    positions = Positions(text)
    for made in (n for n in tree.body if isinstance(n, ast.ClassDef)):
        methods = [n for n in made.body if isinstance(n, ast.FunctionDef)]
        for method in (m for m in methods if m.name in ("call", "__call__")):
            for node in _branches(method):
                remarks = _remarks(positions, node)
                makes = [n for m in methods if m.name in _MAKE for n in _makers(m, node)]
                if remarks is None or (any(remarks) and len(makes) != 1):
                    continue
                edits = [_joined(positions, node)]
                for body, lines in zip((makes[0].body, makes[0].orelse) if makes else (), remarks):
                    pad = " " * body[0].col_offset
                    at = positions.line_start(body[0].lineno)
                    edits += [insert(at, "".join(f"{pad}{r}\n" for r in lines))] if lines else []
                return edits
    return []


def _is_plain(node: ast.AST) -> bool:
    """Whether a part of a test only gives a value."""
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr in _ASKED
    return isinstance(node, _PLAIN)


def _branches(method: ast.FunctionDef) -> Iterator[ast.If]:
    """The tests, of which nothing but the answer matters, that have the same statements in both branches."""
    tests = [n for n in walk(method) if isinstance(n, ast.If)]
    elifs = {id(s) for n in tests for s in n.orelse if s.col_offset == n.col_offset}
    for node in walk(method):
        if isinstance(node, ast.If) and node.orelse and id(node) not in elifs:
            said, other = ([ast.dump(s) for s in body] for body in (node.body, node.orelse))
            if said == other and all(map(_is_plain, walk(node.test))):
                yield node


def _makers(method: ast.FunctionDef, node: ast.If) -> Iterator[ast.If]:
    """The same test where the layers are made, whatever holds its settings there."""
    for one in walk(method):
        if isinstance(one, ast.If) and one.orelse and _words(one.test) == _words(node.test):
            yield one


def _words(test: ast.expr) -> str:
    return ast.unparse(test).replace("self.", "")


def _remarks(positions: Positions, node: ast.If) -> tuple[list[str], list[str]] | None:
    """The comment lines above the first statement of each branch; None where there are others, and not the same."""
    found, inside = [], []
    for body in (node.body, node.orelse):
        first, last = body[0].lineno, body[-1].end_lineno or body[-1].lineno
        above: list[str] = []
        while (line := positions.lines.line(first - len(above) - 1).strip()).startswith("#"):
            above.insert(0, line)
        found.append(above)
        inside.append([positions.lines.line(n) for n in range(first, last + 1)])
    strings = [n for n in walk(node) if isinstance(n, ast.Constant) and n.value.__class__ is str]
    if any(n.lineno != n.end_lineno for n in strings):
        return None
    said = any("#" in line for lines in inside for line in lines)
    return (found[0], found[1]) if inside[0] == inside[1] or not said else None


def _joined(positions: Positions, node: ast.If) -> Edit:
    """The statements of one branch in place of both; a comment at their ends is said once."""
    last = node.body[-1].end_lineno or node.body[-1].lineno
    lines = [positions.lines.line(n) for n in range(node.body[0].lineno, last + 1)]
    width = node.body[0].col_offset - node.col_offset
    text = "".join(f"{line[width:] if line.strip() else ''}\n" for line in lines)
    start = positions.line_start(node.lineno)
    return replace(start, positions.line_start((node.end_lineno or 0) + 1), text)
