"""What names that loops put together may be: ``"fc_" + str(i + 1)`` is `fc_1`, `fc_2`, ..., never `fc_0`.

Two names are compared piece by piece. A text and a name that the function only hands on are known; a number that counts the
turns of a loop lies between bounds; all else may be anything.
"""

from __future__ import annotations

import ast
import itertools
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from migrate.lift.functions.turns import SAME_VALUES
from migrate.lift.source.view import View
from migrate.nodes import walk

_CONVERSION = re.compile(r"%[ds]")
_FIELD = re.compile(r"\{\d*\}")


@dataclass(frozen=True)
class Number:
    """``factor * i + offset`` for the number `i` of a turn, which lies between `least` and `most`."""

    least: int | None
    most: int | None
    factor: int = 1
    offset: int = 0

    def may_be(self, value: int) -> bool:
        if self.factor == 0:
            return value == self.offset
        turn, rest = divmod(value - self.offset, self.factor)
        inside = self.least is None or self.least <= turn
        return rest == 0 and inside and (self.most is None or turn <= self.most)

    def bounds(self) -> tuple[float, float]:
        ends = [
            -math.inf if self.least is None else self.factor * self.least + self.offset,
            math.inf if self.most is None else self.factor * self.most + self.offset,
        ]
        return (min(ends), max(ends)) if self.factor > 0 else (-math.inf, math.inf)

    def may_equal(self, other: Number) -> bool:
        """Whether it may be the other one, in whatever turns."""
        step = math.gcd(self.factor, other.factor)
        if step and (other.offset - self.offset) % step:
            return False
        (low, high), (least, most) = self.bounds(), other.bounds()
        return low <= most and least <= high


@dataclass(frozen=True)
class Symbol:
    """A name of the function that has one value."""

    name: str


@dataclass(frozen=True)
class Anything:
    """What only the run knows."""


Piece = str | Number | Symbol | Anything
Pattern = tuple[Piece, ...]


def pattern(node: ast.expr, loops: Sequence[ast.For], view: View) -> Pattern:
    """The pieces of a name, which stands in some loops of a function."""
    return _joined(_pieces(node, loops, view, 0))


def may_be_equal(one: Pattern, other: Pattern) -> bool:
    """Whether two names may be the same, in whatever turns of their loops."""
    first, second = list(one), list(other)
    for end in (0, -1):
        while first and second:
            a, b = first[end], second[end]
            if isinstance(a, str) and isinstance(b, str):
                shorter = min(len(a), len(b))
                parts = (a[:shorter], b[:shorter]) if end == 0 else (a[-shorter:], b[-shorter:])
                if parts[0] != parts[1]:
                    return False
                for pieces, text in ((first, a), (second, b)):
                    rest = text[shorter:] if end == 0 else text[: len(text) - shorter]
                    pieces[end : end + 1 or None] = [rest] if rest else []
            elif a == b and isinstance(a, Symbol):
                del first[end], second[end]
            else:
                break
    return _rests_may_be_equal(first, second)


def _is_read_one_way(pieces: Sequence[Piece]) -> bool:
    """Whether a text shows which numbers were put together in it: nothing that may be a digit stands beside one."""
    if sum(not isinstance(p, (str, Number)) for p in pieces) > 1:
        return False
    for a, b in itertools.pairwise(pieces):
        ends = a[-1:] if isinstance(a, str) else "0"
        begins = b[:1] if isinstance(b, str) else "0"
        if (isinstance(a, Number) and begins.isdigit()) or (
            isinstance(b, Number) and (ends.isdigit() or ends == "-")
        ):
            return False
    return True


def _rests_may_be_equal(first: list[Piece], second: list[Piece]) -> bool:
    for known, other in ((first, second), (second, first)):
        if all(isinstance(p, str) for p in known):
            return _may_be_text("".join(map(str, known)), other)
    shapes = [[p if isinstance(p, str) else type(p) for p in pieces] for pieces in (first, second)]
    if shapes[0] != shapes[1] or not _is_read_one_way(first):
        return True
    pairs = [(a, b) for a, b in zip(first, second, strict=True)]
    return all(a.may_equal(b) for a, b in pairs if isinstance(a, Number) and isinstance(b, Number))


def _may_be_text(text: str, pieces: list[Piece]) -> bool:
    form = "".join(
        re.escape(p) if isinstance(p, str) else r"(-?\d+)" if isinstance(p, Number) else "(?:.*)"
        for p in pieces
    )
    found = re.fullmatch(form, text)
    if found is None:
        return False
    numbers = [p for p in pieces if isinstance(p, Number)]
    if len(numbers) > 1 and not _is_read_one_way(pieces):
        return True
    if len(numbers) < len([p for p in pieces if not isinstance(p, str)]):
        return True
    given = [int(group) for group in found.groups()]
    return all(n.may_be(value) for n, value in zip(numbers, given, strict=True))


def _joined(pieces: Sequence[Piece]) -> Pattern:
    """Texts next to each other are one."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece != "":
            found.append(piece)
    return tuple(found)


def _pieces(node: ast.expr, loops: Sequence[ast.For], view: View, depth: int) -> list[Piece]:
    def inner(part: ast.expr) -> list[Piece]:
        return _pieces(part, loops, view, depth + 1)

    if depth > 20:
        return [Anything()]
    if isinstance(node, ast.Constant) and isinstance(node.value, (str, int)):
        return [str(node.value)]
    number = _number(node, loops, view, 0)
    if number is not None:
        return [number]
    if isinstance(node, ast.Name):
        if not view.assignments(node.id):
            return [Symbol(node.id)]
        given, inside = _only_value(view, node.id, loops)
        if given is None:
            return [Anything()]
        return _pieces(given, inside, view, depth + 1)
    if isinstance(node, ast.JoinedStr):
        return [p for part in node.values for p in inner(part)]
    if isinstance(node, ast.FormattedValue):
        return inner(node.value) if node.format_spec is None else [Anything()]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*inner(node.left), *inner(node.right)]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        filled = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
        return _filled(node.left, _CONVERSION, "%", filled, inner)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and len(node.args) == 1:
        if node.func.id == "str" and not node.keywords:
            return inner(node.args[0])
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and not node.keywords:
        if node.func.attr == "format":
            return _filled(node.func.value, _FIELD, "{", node.args, inner)
    return [Anything()]


def _filled(
    form: ast.expr,
    places: re.Pattern[str],
    mark: str,
    given: Sequence[ast.expr],
    inner: Callable[[ast.expr], list[Piece]],
) -> list[Piece]:
    """A format with what is filled in, in its order."""
    text = form.value if isinstance(form, ast.Constant) else None
    if not isinstance(text, str) or any(isinstance(g, ast.Starred) for g in given):
        return [Anything()]
    texts, numbered = places.split(text), [p for p in places.findall(text) if p.strip("{}%ds")]
    if len(texts) != len(given) + 1 or numbered or any(mark in t for t in texts):
        return [Anything()]
    found: list[Piece] = [texts[0]]
    for value, after in zip(given, texts[1:], strict=True):
        found += [*inner(value), after]
    return found


def _number(node: ast.expr, loops: Sequence[ast.For], view: View, depth: int) -> Number | None:
    """The number of a turn that an expression is, or is computed of."""
    if isinstance(node, ast.Name):
        for loop in loops:
            found = _counter(loop, node.id)
            if found is not None:
                return found
        given, around = _only_value(view, node.id, loops)
        if given is None or depth > 5:
            return None
        return _number(given, around, view, depth + 1)
    if not isinstance(node, ast.BinOp):
        return None
    left, right = (_constant(node.left), _constant(node.right))
    inside = _number(node.right if left is not None else node.left, loops, view, depth)
    known = left if left is not None else right
    if inside is None or known is None:
        return None
    if isinstance(node.op, ast.Add):
        return replace(inside, offset=inside.offset + known)
    if isinstance(node.op, ast.Sub) and right is not None:
        return replace(inside, offset=inside.offset - known)
    if isinstance(node.op, ast.Mult) and known > 0:
        return replace(inside, factor=inside.factor * known, offset=inside.offset * known)
    return None


def _only_value(
    view: View, name: str, loops: Sequence[ast.For]
) -> tuple[ast.expr | None, list[ast.For]]:
    """The value of a name that is set once, and those of the loops that it is set in."""
    made = view.assignments(name)
    if len(made) != 1 or name in view.param_names or not isinstance(made[0], ast.Assign):
        return None, []
    (target, *others), value = made[0].targets, made[0].value
    inside = [loop for loop in loops if any(n is made[0] for n in walk(loop))]
    return value if isinstance(target, ast.Name) and not others else None, inside


def _constant(node: ast.expr) -> int | None:
    is_int = isinstance(node, ast.Constant) and type(node.value) is int
    return node.value if is_int else None  # type: ignore[attr-defined,no-any-return]


def _counter(loop: ast.For, name: str) -> Number | None:
    """A name that counts the turns of a loop and that nothing in it sets."""
    targets = loop.target.elts if isinstance(loop.target, ast.Tuple) else [loop.target]
    stored = [n for s in loop.body for n in walk(s) if isinstance(n, ast.Name) and n.id == name]
    if any(not isinstance(n.ctx, ast.Load) for n in stored):
        return None
    if not isinstance(targets[0], ast.Name) or targets[0].id != name:
        return None
    over = loop.iter
    while isinstance(over, ast.Call) and ast.unparse(over.func) in SAME_VALUES and over.args:
        over = over.args[0]
    if isinstance(over, (ast.List, ast.Tuple)) and len(targets) == 1:
        values = [_constant(e) for e in over.elts]
        found = [v for v in values if v is not None]
        if found and len(found) == len(values):
            return Number(min(found), max(found))
    if not isinstance(over, ast.Call) or not isinstance(over.func, ast.Name) or over.keywords:
        return None
    if over.func.id == "enumerate" and len(targets) == 2 and len(over.args) == 1:
        listed = over.args[0].elts if isinstance(over.args[0], (ast.List, ast.Tuple)) else None
        known = listed is not None and not any(isinstance(e, ast.Starred) for e in listed)
        return Number(0, len(listed) - 1 if listed is not None and known else None)
    if over.func.id not in ("range", "xrange") or len(targets) != 1 or len(over.args) > 2:
        return None
    if len(over.args) == 1:
        most = _constant(over.args[0])
        return Number(0, None if most is None else most - 1)
    least, most = _constant(over.args[0]), _constant(over.args[1])
    return Number(least, None if most is None else most - 1)
