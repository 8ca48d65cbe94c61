"""Comments within what moves: those beside the arguments of a call go with them to the constructor, those above a
statement that both the constructor and the call run stay where the reader looks for them.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable

from migrate.lift.source.source import LiftSource


class Argument(str):
    """An argument as text, with the comments that the code has above it and behind it."""

    above: tuple[str, ...] = ()
    behind: str = ""


def with_remarks(source: LiftSource, call: ast.Call, node: ast.expr, shown: str) -> str:
    """The text of an argument, with its comments if ``node`` is written in ``call``."""
    inside = (*call.args, *(k.value for k in call.keywords))
    if not any(node is part for part in inside):
        return shown
    argument = Argument(shown)
    lines = source.positions.lines
    last = node.end_lineno or node.lineno
    rest = lines.line(last)[_column(source, node) :].strip().removeprefix(",").strip()
    if rest.startswith("#") and last < (call.end_lineno or 0):
        argument.behind = rest
    others = (part for part in inside if part is not node)
    if all((part.end_lineno or 0) < node.lineno or part.lineno > node.lineno for part in others):
        first = node.lineno
        while first > call.lineno + 1 and lines.line(first - 1).strip().startswith("#"):
            first -= 1
        argument.above = tuple(lines.line(n).strip() for n in range(first, node.lineno))
    return argument


def _column(source: LiftSource, node: ast.expr) -> int:
    """Where a node ends in the text of its last line."""
    last = node.end_lineno or node.lineno
    return source.positions.end(node) - source.positions.line_start(last)


def joined(arguments: Iterable[str]) -> str:
    """The arguments of a call, on lines of their own where there are comments beside them."""
    arguments = list(arguments)
    if not any(isinstance(a, Argument) and (a.above or a.behind) for a in arguments):
        return ", ".join(arguments)
    lines = []
    for argument in arguments:
        above, behind = getattr(argument, "above", ()), getattr(argument, "behind", "")
        lines += [*above, f"{argument},{'  ' if behind else ''}{behind}"]
    return "\n" + "\n".join(lines) + "\n"


# What a comment says of what is made: it stays with that.
_OF_WEIGHTS = re.compile(
    r"\b(?:weights?|variables?|parameters?|matri(?:x|ces)|bias(?:es)?)\b", re.I
)


def told_once(made: list[str], call: list[str], source: str) -> tuple[list[str], list[str]]:
    """The lines of a constructor or of ``build``, and of ``call``, without the comments that both have.

    They stay in ``call``, where the code goes on; those about the weights stay above the weights.

    Args:
      source: the text of the function, in which a comment may stand more than once.
    """
    there = Counter(line.strip() for line in source.splitlines())
    now = Counter(line.strip() for line in (*made, *call))
    both = {line.strip() for line in made} & {line.strip() for line in call}
    twice = {line for line in both if line.startswith("#") and now[line] > there[line]}
    kept: list[str] = []
    block: list[str] = []
    with_weights: set[str] = set()
    for line in (*made, ""):
        if line.strip().startswith("#"):
            block.append(line)
            continue
        if line.strip().startswith("self.") and _OF_WEIGHTS.search(" ".join(block)):
            with_weights |= {comment.strip() for comment in block}
        kept += [c for c in block if c.strip() not in twice - with_weights]
        kept.append(line)
        block = []
    rest = [line for line in call if line.strip() not in twice & with_weights]
    while rest and not rest[0].strip():
        del rest[0]
    return kept[:-1], rest
