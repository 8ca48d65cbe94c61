"""Small things that moving statements leaves behind: names that are given themselves, lists of tuples, literals said twice,
initializers used twice, numbers that count on for nothing, branches in equal words, blocks that begin with blank lines.
"""

from __future__ import annotations

import ast

from migrate.lift.text.drawn_again import with_own_draws
from migrate.lift.text.equal_branches import without_equal_branches
from migrate.lift.text.last_counts import without_last_counts
from migrate.lift.text.shared_literals import with_shared_literals
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits, replace
from migrate.rewrite.positions import Positions


def tidied(text: str, of_function: bool = False) -> str:
    """The text of a class without them.

    Args:
      of_function: nothing but the class knows its attributes.
    """
    positions = Positions(text)
    edits: list[Edit] = []
    for node in ast.parse(text).body:
        for part in getattr(node, "body", ()):
            if isinstance(part, ast.FunctionDef) and part.name == "build":
                edits += _of_build(part, positions)
    text = apply_edits(text, edits).text if edits else text
    text = with_own_draws(with_shared_literals(text))
    return _without_first_blanks(without_equal_branches(without_last_counts(text), of_function))


def _without_first_blanks(text: str) -> str:
    """The text without the blank lines at the beginnings of blocks, above what has gone."""
    positions = Positions(text)
    firsts = [
        block[0]
        for node in walk(ast.parse(text))
        if isinstance(node, (ast.If, ast.For, ast.While, ast.With, ast.Try))
        for field in ("body", "orelse", "finalbody")
        if (block := getattr(node, field, []))
    ]
    edits = []
    for first in {s.lineno for s in firsts if not _left_of(positions, s)}:
        while positions.lines.line(first - 1).strip().startswith("#"):
            first -= 1
        start = first
        while not positions.lines.line(start - 1).strip():
            start -= 1
        if start < first:
            at = positions.line_start(start), positions.line_start(first)
            edits.append(replace(*at, ""))
    return apply_edits(text, edits).text if edits else text


def _left_of(positions: Positions, node: ast.stmt) -> str:
    """What shares the line with a statement, in front of it."""
    return positions.text[positions.line_start(node.lineno) : positions.start(node)].strip()


def _of_build(build: ast.FunctionDef, positions: Positions) -> list[Edit]:
    shapes = {a.arg for a in build.args.args[1:]}
    edits: list[Edit] = []
    for node in walk(build):
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target, value = node.targets[0], node.value
            shape = _listed(value, shapes)
            if isinstance(target, ast.Name) and target.id in shapes:
                same = isinstance(value, ast.Name) and value.id == target.id
                if same or (shape == target.id and _only_items(build, target.id, node)):
                    edits.append(_without(node, positions, first=node is build.body[0]))
            elif isinstance(target, (ast.Tuple, ast.List)) and shape:
                edits += _unpacked(build, node, target, shape, positions)
        elif isinstance(node, ast.Subscript) and _is_number(node.slice):
            shape = _listed(node.value, shapes)
            if shape:
                edits.append(_put(node.value, shape, positions))
    return edits


def _unpacked(
    build: ast.FunctionDef,
    node: ast.Assign,
    target: ast.Tuple | ast.List,
    shape: str,
    positions: Positions,
) -> list[Edit]:
    """``*rest, n = list(shape)``: the last item where the rest is not used."""
    first, last = target.elts[0], target.elts[-1]
    if len(target.elts) == 2 and isinstance(last, ast.Name) and isinstance(first, ast.Starred):
        if isinstance(first.value, ast.Name) and not _reads(build, first.value.id):
            return [_put(target, last.id, positions), _put(node.value, f"{shape}[-1]", positions)]
    if not any(isinstance(e, ast.Starred) for e in target.elts):
        return [_put(node.value, shape, positions)]
    return []  # the rest is a list either way; the reader sees what it is made of


def _listed(node: ast.expr, shapes: set[str]) -> str:
    """The parameter in ``list(parameter)``, or ""."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "list":
        if len(node.args) == 1 and isinstance(node.args[0], ast.Name) and not node.keywords:
            return node.args[0].id if node.args[0].id in shapes else ""
    return ""


def _only_items(build: ast.FunctionDef, name: str, but: ast.Assign) -> bool:
    """Whether a name is only read item by item, and given nothing else."""
    inside = {id(n) for n in walk(but)}
    items = {
        id(n.value) for n in walk(build) if isinstance(n, ast.Subscript) and _is_number(n.slice)
    }
    uses = [n for n in walk(build) if isinstance(n, ast.Name) and n.id == name]
    return all(
        id(n) in inside or (isinstance(n.ctx, ast.Load) and id(n) in items) for n in uses
    ) and not _item_assigned(build, name)


def _item_assigned(build: ast.FunctionDef, name: str) -> bool:
    return any(
        isinstance(n, ast.Subscript)
        and not isinstance(n.ctx, ast.Load)
        and isinstance(n.value, ast.Name)
        and n.value.id == name
        for n in walk(build)
    )


def _is_number(node: ast.expr) -> bool:
    try:
        return isinstance(ast.literal_eval(node), int)
    except ValueError:
        return False


def _reads(build: ast.FunctionDef, name: str) -> bool:
    return any(
        isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Load)
        for n in walk(build)
    )


def _put(node: ast.expr, text: str, positions: Positions) -> Edit:
    return replace(positions.start(node), positions.end(node), text)


def _without(node: ast.stmt, positions: Positions, first: bool) -> Edit:
    """A statement's lines go; the blank lines behind it go, too, where it was the first."""
    end = (node.end_lineno or node.lineno) + 1
    while first and end <= len(positions.lines) and not positions.lines.line(end).strip():
        end += 1
    return replace(positions.line_start(node.lineno), positions.line_start(end), "")
