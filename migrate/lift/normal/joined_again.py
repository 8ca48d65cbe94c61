"""What was set apart (`apart`) goes back into its expression where the function that stayed is lifted after all.

norm_out = self.ln(x)                return self.linear(self.ln(x))
return self.linear(norm_out)
"""

from __future__ import annotations

import ast
import re
from itertools import pairwise

from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits, replace
from migrate.rewrite.positions import Positions

_SET = re.compile(r"^\s+\w+_out(?:_\d+)* = ", re.M)
_CHOOSING = (ast.IfExp, ast.BoolOp, ast.Lambda, ast.GeneratorExp, ast.ListComp, ast.SetComp)


def joined_again(text: str, source: str) -> str:
    """The text of lifted classes without those statements where the function that stayed is lifted after all.

    Args:
      source: the module as it was read, in which none of the names stands.
    """
    while _SET.search(text):
        edit = _joined(text, source)
        if not edit:
            return text
        text = apply_edits(text, edit).text
    return text


def _joined(text: str, source: str) -> list[Edit]:
    """The edits for the last such statement that the next one can take back."""
    try:
        tree = ast.parse(text)
    except SyntaxError:
        return []  # a call, not a class
    positions = Positions(text)
    for method in (n for n in walk(tree) if isinstance(n, ast.FunctionDef)):
        blocks = [getattr(n, f, []) for n in walk(method) for f in ("body", "orelse")]
        for block in (b for b in blocks if isinstance(b, list)):
            for made, following in reversed(list(pairwise(block))):
                read = _read_first(method, made, following, source)
                if read is None:
                    continue
                assert isinstance(made, ast.Assign)
                value = text[positions.start(made.value) : positions.end(made.value)]
                last = (made.end_lineno or made.lineno) + 1
                gone = positions.line_start(made.lineno), positions.line_start(last)
                return [
                    replace(*gone, ""),
                    replace(positions.start(read), positions.end(read), value),
                ]
    return []


def _read_first(
    method: ast.FunctionDef, made: ast.stmt, following: ast.stmt, source: str
) -> ast.Name | None:
    """Where a statement reads what the one before it sets for it alone, before it calls anything."""
    if not isinstance(made, ast.Assign) or not isinstance(made.value, ast.Call):
        return None
    target = made.targets[0]
    if not isinstance(target, ast.Name) or not _SET.match(f" {target.id} = "):
        return None
    uses = [n for n in walk(method) if isinstance(n, ast.Name) and n.id == target.id]
    if len(uses) != 2 or re.search(rf"\b{target.id}\b", source):
        return None
    value = getattr(following, "value", None)
    simple = isinstance(following, (ast.Assign, ast.AugAssign, ast.Return, ast.Expr))
    if not simple or value is None:
        return None
    read = next((n for n in walk(value) if n in uses), None)
    if not isinstance(read, ast.Name):
        return None
    at = read.lineno, read.col_offset
    for part in walk(value):
        if isinstance(part, (ast.Call, ast.Subscript)) and read not in walk(part):
            if (part.lineno, part.col_offset) < at:
                return None  # it comes first
        if isinstance(part, _CHOOSING) and read in walk(part):
            return None
    return read
