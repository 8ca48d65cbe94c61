"""What a name in a loop tells of the turn: ``"fc%d_%d" % (i, j)`` tells both numbers, ``"fc%d%d" % (i, j)`` none.

A name is a row of texts. Two names of different turns are the same only where each of these is, if the text shows where
one ends and the next begins.
"""

from __future__ import annotations

import ast
import itertools
import re
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from migrate.nodes import walk

_CONVERSION = re.compile(r"%(%|[-#0 +]*\d*(?:\.\d+)?[a-zA-Z])")
_WHOLE = re.compile(r"[sr]?")  # what shows a text
_NUMBER = re.compile(r"0?\d*[di]|[sr]?")  # what shows another text for each whole number
_DEPTH = 8


@dataclass(frozen=True)
class Varying:
    """A name that has another value in each turn of a loop.

    Attributes:
      number: it is a whole number.
      texts: all that it may be, empty for any number.
    """

    name: str
    number: bool = False
    texts: frozenset[str] = frozenset()

    def has(self, char: str, signs: bool) -> bool:
        """Whether its text may have a character."""
        if self.number:
            return char.isdigit() or (signs and char == "-")
        return any(char in text for text in self.texts)


@dataclass(frozen=True)
class Fixed:
    """What is the same in all turns."""


@dataclass(frozen=True)
class Unknown:
    """What may be anything in each turn."""


Piece = str | Varying | Fixed | Unknown


def told_apart(pieces: Sequence[Piece]) -> set[str]:
    """The names that are the same where the texts of two turns are."""
    places = [i for i, p in enumerate(pieces) if isinstance(p, (Varying, Unknown))]
    ends = [_ends(pieces, a, b) for a, b in itertools.pairwise(places)]
    begins = [_begins(pieces, a, b) for a, b in itertools.pairwise(places)]
    first = next((i for i, known in enumerate(ends) if not known), len(ends))
    last = next((i for i, known in enumerate(reversed(begins)) if not known), len(begins))
    known = [*places[:first], *places[len(places) - last :]]
    if first + last >= len(ends):
        known = places
    return {p.name for i in known if isinstance(p := pieces[i], Varying)}


def _ends(pieces: Sequence[Piece], a: int, b: int) -> bool:
    """Whether it shows where the first of two varying pieces ends, read from the left."""
    piece, after = pieces[a], pieces[a + 1]
    return (
        b > a + 1
        and isinstance(after, str)
        and isinstance(piece, Varying)
        and not piece.has(after[0], signs=False)
    )


def _begins(pieces: Sequence[Piece], a: int, b: int) -> bool:
    """Whether it shows where the second of two varying pieces begins, read from the right."""
    piece, before = pieces[b], pieces[b - 1]
    return (
        b > a + 1
        and isinstance(before, str)
        and isinstance(piece, Varying)
        and not piece.has(before[-1], signs=True)
    )


class Pieces(Protocol):
    """Takes names apart; what reads them says what their parts are."""

    def varies(self, name: str) -> bool:
        """Whether a loop sets this name."""

    def turn(self, name: str) -> Varying | None:
        """What it is if it differs in each turn of a loop."""

    def assigned(self, node: ast.Name) -> ast.expr | None:
        """What has been assigned to it in this turn, whatever happened there."""

    def where_assigned(self, name: str) -> Pieces:
        """What reads that."""

    def pieces(self, node: ast.expr, depth: int = 0) -> list[Piece]:
        """The texts that a name is made of."""
        return _joined(self._read(node, depth))

    def _read(self, node: ast.expr, depth: int) -> Iterator[Piece]:
        if depth > _DEPTH:
            yield Unknown()
        elif isinstance(node, ast.Constant):
            yield str(node.value)
        elif isinstance(node, ast.Name):
            yield from self._named(node, depth)
        elif isinstance(node, ast.JoinedStr):
            for part in node.values:
                yield from self._shown(part, depth)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            given = node.right.elts if isinstance(node.right, ast.Tuple) else [node.right]
            yield from self._filled(_conversions(node.left), given, node, depth)
        elif isinstance(node, ast.BinOp):
            yield from self._computed(node, depth)
        elif isinstance(node, ast.Call) and not node.keywords:
            shows = isinstance(node.func, ast.Name) and node.func.id in ("str", "repr")
            if shows and len(node.args) == 1:
                yield from self._value(node.args[0], depth)
            elif isinstance(node.func, ast.Attribute) and node.func.attr == "format":
                yield from self._filled(_fields(node.func.value), node.args, node, depth)
            else:
                yield self._whole(node)
        else:
            yield self._whole(node)

    def _value(self, node: ast.expr, depth: int) -> Iterator[Piece]:
        """What is shown as a text, and may be a number: ``n % i`` is no format then."""
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and not _is_text(node.left):
            yield self._whole(node)
        else:
            yield from self._read(node, depth + 1)

    def _whole(self, node: ast.expr) -> Piece:
        names = [n.id for n in walk(node) if isinstance(n, ast.Name)]
        calls = [n.func for n in walk(node) if isinstance(n, ast.Call)]
        plain = all(isinstance(f, ast.Name) and f.id in ("len", "int", "type") for f in calls)
        return Fixed() if plain and not any(map(self.varies, names)) else Unknown()

    def _named(self, node: ast.Name, depth: int) -> Iterator[Piece]:
        given = self.turn(node.id)
        value = self.assigned(node)
        if given is not None:
            yield given
        elif value is not None:
            yield from self.where_assigned(node.id)._read(value, depth + 1)
        else:
            yield Unknown() if self.varies(node.id) else Fixed()

    def _shown(self, part: ast.expr, depth: int) -> Iterator[Piece]:
        """A part of an f-string."""
        if not isinstance(part, ast.FormattedValue):
            yield from self._read(part, depth)
            return
        form = part.format_spec
        texts = form.values if isinstance(form, ast.JoinedStr) else []
        shown = "".join(str(t.value) if isinstance(t, ast.Constant) else "?" for t in texts)
        yield from self._as(part.value, shown, depth)

    def _as(self, value: ast.expr, form: str, depth: int) -> Iterator[Piece]:
        """A value in a conversion of a format."""
        found = _joined(self._value(value, depth))
        numbers = all(isinstance(p, Varying) and p.number for p in found)
        fits = (_NUMBER if len(found) == 1 and numbers else _WHOLE).fullmatch(form)
        if all(isinstance(p, (str, Fixed)) for p in found):
            yield from found if _WHOLE.fullmatch(form) else [Fixed()]
        else:
            yield from found if fits else [Unknown()]

    def _filled(
        self, form: list[str] | None, given: Sequence[ast.expr], node: ast.expr, depth: int
    ) -> Iterator[Piece]:
        """A format: texts and conversions in turn."""
        if any(isinstance(g, ast.Starred) for g in given):
            yield Unknown()
            return
        form_of = node.left if isinstance(node, ast.BinOp) else node
        if form_of is node and isinstance(node, ast.Call):
            form_of = node.func
        if form is None and not isinstance(form_of, ast.Constant):
            whole = [p for g in given for p in self._read(g, depth + 1)]
            yield from [self._whole(form_of), *whole, Fixed()]
            return
        if form is None or len(form) != 2 * len(given) + 1:
            yield Unknown()
            return
        yield form[0]
        for value, conversion, text in zip(given, form[1::2], form[2::2], strict=True):
            yield from self._as(value, conversion, depth)
            yield text

    def _computed(self, node: ast.BinOp, depth: int) -> Iterator[Piece]:
        """A sum of texts, or a number that is computed of one that varies."""
        left, right = (_joined(self._read(n, depth + 1)) for n in (node.left, node.right))
        sides = [s for s in (left, right) if any(isinstance(p, (Varying, Unknown)) for p in s)]
        known = [p for s in sides for p in s]
        texts = _is_text(node) or not any(map(_is_number, known))
        if isinstance(node.op, ast.Add) and texts:
            yield from [*left, *right]
        elif not sides:
            yield Fixed()
        elif isinstance(node.op, (ast.Add, ast.Sub)) and len(sides) == len(known) == 1:
            yield Varying(known[0].name, number=True) if _is_number(known[0]) else Unknown()  # type: ignore[union-attr]
        elif isinstance(node.op, ast.Mult) and len(sides) == len(known) == 1:
            other = node.right if sides[0] is left else node.left
            by = other.value if isinstance(other, ast.Constant) else 0
            fine = type(by) is int and by != 0 and _is_number(known[0])
            yield Varying(known[0].name, number=True) if fine else Unknown()  # type: ignore[union-attr]
        else:
            yield Unknown()


def _is_number(piece: Piece) -> bool:
    return isinstance(piece, Varying) and piece.number


def _is_text(node: ast.expr) -> bool:
    """Whether an expression is surely a text."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _is_text(node.left) or _is_text(node.right)
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.Mod) and _is_text(node.left)
    if isinstance(node, ast.Call):
        shows = isinstance(node.func, ast.Name) and node.func.id in ("str", "repr")
        return shows or (isinstance(node.func, ast.Attribute) and node.func.attr == "format")
    return isinstance(node, ast.JoinedStr)


def _conversions(node: ast.expr) -> list[str] | None:
    """The texts of ``"a%d_%s"`` and what stands behind each ``%``, in turn; None where it is no text here."""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return None
    found, end = [""], 0
    for match in _CONVERSION.finditer(node.value):
        found[-1] += node.value[end : match.start()]
        if match.group(1) == "%":
            found[-1] += "%"
        else:
            found += [match.group(1), ""]
        end = match.end()
    found[-1] += node.value[end:]
    return found


def _fields(node: ast.expr) -> list[str] | None:
    """The same of ``"a{}_{}"``; ``[]`` where the fields are not filled in turn."""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return None
    found, number = [""], 0
    for text, field, form, conversion in string.Formatter().parse(node.value):
        found[-1] += text
        if field is None:
            continue
        if field not in ("", str(number)) or conversion not in (None, "s", "r"):
            return []
        found += [form or "", ""]
        number += 1
    return found


def _joined(pieces: Iterator[Piece]) -> list[Piece]:
    """Texts next to each other are one."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece != "":
            found.append(piece)
    return found
