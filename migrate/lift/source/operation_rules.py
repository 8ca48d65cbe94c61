"""What TF1's operations do to shapes and types, from ``rules/operations.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from migrate.rulebook import load_toml, rules_dir


@dataclass(frozen=True)
class ShapeRules:
    """Symbols by what their results' shapes are.

    Attributes:
      keep: that of the first argument.
      keep_last: its last dimension is that of the first argument.
      elementwise: that of two tensors, item by item.
    """

    keep: frozenset[str]
    keep_last: frozenset[str]
    elementwise: frozenset[str]


@dataclass(frozen=True)
class TypeRules:
    """Symbols by what their results' types are.

    Attributes:
      keep: that of the first argument.
      whole: no floating point number.
      whole_types: types that are none.
      first: names that first arguments have.
      plain: functions of Python that give numbers, texts or lists of such.
      told: that of the argument at a place, float32 where it is not given.
      must_tell: that of the argument at a place, which must be given.
      casts: those of them that cast a tensor.
      same: that of some arguments, all of one type: their places and their names.
    """

    keep: frozenset[str]
    whole: frozenset[str]
    whole_types: frozenset[str]
    first: frozenset[str]
    plain: frozenset[str]
    told: Mapping[str, int]
    must_tell: Mapping[str, int]
    casts: Mapping[str, int]
    same: Mapping[str, tuple[tuple[int, ...], frozenset[str]]]


@cache
def shape_rules() -> ShapeRules:
    """The table ``[shapes]``."""
    table = _tables()["shapes"]
    return ShapeRules(*(frozenset(table[name]) for name in ("keep", "keep_last", "elementwise")))


@cache
def type_rules() -> TypeRules:
    """The table ``[types]``."""
    table = _tables()["types"]
    return TypeRules(
        keep=frozenset(table["keep"]),
        whole=frozenset(table["whole"]),
        whole_types=frozenset(table["whole_types"]),
        first=frozenset(table["first"]),
        plain=frozenset(table["plain"]),
        told=table["told"],
        must_tell={**table["must_tell"], **table["casts"]},
        casts=table["casts"],
        same={
            symbol: (tuple(row["places"]), frozenset(row["names"]))
            for row in table["same"]
            for symbol in row["symbols"]
        },
    )


@cache
def _tables() -> dict[str, Any]:
    return load_toml(rules_dir() / "operations.toml")
