"""What a turn of a loop may skip stands under an `if`: then it is known which turns make something.

for i, size in enumerate(sizes):                       for i, size in enumerate(sizes):
    if i in frozen:                                        if i not in frozen:
        continue                                               x = dense(x, size, "d%d" % i)
    x = dense(x, size, "d%d" % i)
"""

from __future__ import annotations

import ast

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.lift.text.negated import negated
from migrate.lift.text.render import string_lines
from migrate.rewrite.edits import Edit


def without_continue(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that take one `continue` out of a loop that creates variables; empty when there is none."""
    for loop in own_nodes(node.body):
        if isinstance(loop, ast.For) and creators.inside(source, loop):
            found = _in_block(source, loop.body)
            if found:
                return found
    return []


def _in_block(source: LiftSource, block: list[ast.stmt]) -> list[Edit]:
    """The same for statements after which the turn ends."""
    for index, node in enumerate(block):
        if isinstance(node, ast.If) and not node.orelse and isinstance(node.body[-1], ast.Continue):
            return _turned(source, node, block[index + 1 :])
    last = block[-1]
    if isinstance(last, ast.If):
        return _in_block(source, last.body) or (
            _in_block(source, last.orelse) if last.orelse else []
        )
    return _in_block(source, last.body) if isinstance(last, ast.With) else []


def _turned(source: LiftSource, node: ast.If, rest: list[ast.stmt]) -> list[Edit]:
    """The rest of the turn under the opposite test, or in the `else` of what runs before the `continue`."""
    positions = source.positions
    pad = positions.indent(node)
    if len(pad) != node.col_offset or node.body[0].lineno == node.lineno:
        return []  # `elif`, or all in one line
    if any(string_lines(s, 0) for s in rest) or any(s.col_offset != node.col_offset for s in rest):
        return []  # a string over several lines must not move
    unit = positions.indent(node.body[0])[node.col_offset :]
    jump = node.body[-1]
    start = positions.start(node)
    if not rest:
        if len(node.body) == 1:
            return []
        a = positions.line_start(jump.lineno)
        return [Edit(a, positions.line_start((jump.end_lineno or 0) + 1), ("",))]
    first = positions.line_start((node.end_lineno or 0) + 1)
    end = positions.end(rest[-1])
    below = "\n".join(unit + t if t.strip() else t for t in source.text[first:end].split("\n"))
    if len(node.body) == 1:
        header = source.text[start : positions.line_start(jump.lineno)]
        said = [
            f"{pad}{t[t.index('#'):]}" for t in source.text[start:first].split("\n") if "#" in t
        ]
        if len(said) and "#" in ast.unparse(node.test):
            return []
        above = "".join(f"{s}\n" for s in said).removeprefix(pad)
        shown = source.segment(node.test)
        test = negated(ast.unparse(node.test) if "\n" in shown else shown)
        if not header.strip():
            return []
        return [Edit(start, end, (f"{above}{pad if said else ''}if {test}:\n{below}",))]
    kept = source.text[start : positions.line_start(jump.lineno)]
    return [Edit(start, end, (f"{kept}{pad}else:\n{below}",))]
