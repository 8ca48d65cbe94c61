"""Where two computations part: the first intermediate of the original that has no equal in the migrated code.

Names and structure of the two graphs differ, so intermediates are matched by what they hold: with equal weights and
inputs, an array of the same values is the same intermediate.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

_TOLERANCE = (
    1e-4  # of the largest value, or of 1e-3: a fingerprint of equal arrays is never this far off
)


@dataclass(frozen=True)
class Parting:
    """The first intermediate that differs.

    Attributes:
        name: the tensor of the original.
        op: the type of its op.
        place: ``file:line`` of the original that made it; empty if unknown.
        text: that line.
        matched: how many of the intermediates before it have an equal.
        nearest: the name of the intermediate of the migrated code that is most like it; empty if there is none.
        nearest_place: where that is made.
        difference: how far apart they are, of the largest value.
    """

    name: str
    op: str
    place: str
    text: str
    matched: int
    nearest: str = ""
    nearest_place: str = ""
    difference: float | None = None

    @property
    def file(self) -> str:
        """The file of the place."""
        return self.place.rpartition(":")[0]


def find_parting(before: dict[str, Any] | None, after: dict[str, Any] | None) -> Parting | None:
    """The first intermediate on the way to an output that differs, all of whose inputs have equals; None if unknown."""
    if not before or not after:
        return None
    pool = _by_size(after["rows"])
    rows = before["rows"]
    matched = {row["name"] for row in rows if _equals(row, pool)}
    by_name = {row["name"]: row for row in rows}
    to_blame = _unmatched_way(before["outputs"].values(), by_name, matched)
    for number, row in enumerate(rows):
        if row["name"] in to_blame and not any(i in to_blame for i in row["inputs"]):
            return _described(row, sum(r["name"] in matched for r in rows[:number]), after["rows"])
    return None


def _unmatched_way(outputs: Iterable[str], by_name: dict[str, Any], matched: set[str]) -> set[str]:
    """The unmatched intermediates from which an unmatched output can be reached through unmatched ones."""
    waiting, found = list(outputs), set()
    while waiting:
        name = waiting.pop()
        if name in by_name and name not in matched and name not in found:
            found.add(name)
            waiting.extend(by_name[name]["inputs"])
    return found


def _by_size(rows: list[dict[str, Any]]) -> dict[tuple[int, int], list[Any]]:
    pool: dict[tuple[int, int], list[Any]] = {}
    for row in rows:
        pool.setdefault(_size(row), []).append(np.asarray(row["values"]))
    return pool


def _size(row: dict[str, Any]) -> tuple[int, int]:
    return int(np.prod(row["shape"])), len(row["values"])


def _equals(row: dict[str, Any], pool: dict[tuple[int, int], list[Any]]) -> bool:
    values, scale = np.asarray(row["values"]), max(row["scale"], 1e-3)
    return any(
        np.allclose(values, other, rtol=0, atol=_TOLERANCE * scale, equal_nan=True)
        for other in pool.get(_size(row), ())
    )


def _described(row: dict[str, Any], matched: int, others: list[dict[str, Any]]) -> Parting:
    values = np.asarray(row["values"])
    alike = [other for other in others if _size(other) == _size(row)]
    alike = [other for other in alike if other["op"] == row["op"]] or alike
    gaps = [float(np.max(np.abs(np.asarray(o["values"]) - values), initial=0.0)) for o in alike]
    distance = min(gaps, default=None)
    nearest = alike[gaps.index(distance)] if distance is not None else None
    return Parting(
        row["name"],
        row["op"],
        _place(row),
        (row["place"] or ["", 0, ""])[2],
        matched,
        nearest["name"] if nearest else "",
        _place(nearest) if nearest else "",
        None if distance is None else distance / max(row["scale"], 1e-30),
    )


def _place(row: dict[str, Any]) -> str:
    return f"{row['place'][0]}:{row['place'][1]}" if row["place"] else ""
