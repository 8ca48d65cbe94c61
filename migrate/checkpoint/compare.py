"""Two checkpoints side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from migrate.checkpoint.reader import Reader


@dataclass(frozen=True)
class Difference:
    """How one key differs.

    Attributes:
        key: the key.
        what: ``"only in A"``, ``"only in B"``, ``"shape"``, ``"dtype"`` or ``"values"``.
        detail: the shapes or dtypes, in words; empty for values.
        max_abs: for values, the largest absolute difference; infinite where only one is not a number, None for
            values that are not numbers.
        max_rel: the same, relative to the larger magnitude of the two.
        differing: how many values differ.
        size: how many values there are.
    """

    key: str
    what: str
    detail: str = ""
    max_abs: float | None = None
    max_rel: float | None = None
    differing: int = 0
    size: int = 0

    def __str__(self) -> str:
        if self.what != "values":
            return f"{self.key}: {self.what}" + (f" {self.detail}" if self.detail else "")
        text = f"{self.key}: values, {self.differing} of {self.size} differ"
        if self.max_abs is None or self.max_rel is None:
            return text
        return text + f", max abs {self.max_abs:.3g}, max rel {self.max_rel:.3g}"


def compare(a: Reader, b: Reader, rtol: float = 0.0, atol: float = 0.0) -> list[Difference]:
    """Every key that differs, in alphabetical order; one key is in memory at a time.

    Args:
        a: one checkpoint.
        b: the other.
        rtol: relative difference that counts as equal.
        atol: absolute difference that counts as equal.

    Raises:
        CheckpointUnreadable: a value cannot be read.
    """
    found = []
    for key in sorted({*a.shapes, *b.shapes}):
        if key not in b.shapes:
            found.append(Difference(key, "only in A", _described(a, key)))
        elif key not in a.shapes:
            found.append(Difference(key, "only in B", _described(b, key)))
        elif a.shapes[key] != b.shapes[key]:
            shapes = f"{list(a.shapes[key])} in A, {list(b.shapes[key])} in B"
            found.append(Difference(key, "shape", shapes))
        else:
            if a.dtypes[key] != b.dtypes[key]:
                dtypes = f"{a.dtypes[key].name} in A, {b.dtypes[key].name} in B"
                found.append(Difference(key, "dtype", dtypes))
            values = _values(key, a.read(key), b.read(key), rtol, atol)
            if values is not None:
                found.append(values)
    a.release()
    b.release()
    return found


def _described(reader: Reader, key: str) -> str:
    return f"({reader.dtypes[key].name}{list(reader.shapes[key])})"


def _values(key: str, a: Any, b: Any, rtol: float, atol: float) -> Difference | None:
    a, b = np.asarray(a), np.asarray(b)
    if not (_is_number(a) and _is_number(b)):
        differing = int(np.count_nonzero(a != b))
        return Difference(key, "values", "", None, None, differing, a.size) if differing else None
    wide = np.complex128 if "c" in (a.dtype.kind, b.dtype.kind) else np.float64
    with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
        if a.dtype.kind == b.dtype.kind and a.dtype.kind in "iu":
            # Exactly, modulo 2**64: large integers are not all floating-point numbers.
            first, second = a.astype(np.uint64), b.astype(np.uint64)
            gap = np.where(a > b, first - second, second - first).astype(np.float64)
        else:
            gap = np.abs(a.astype(wide) - b.astype(wide))
            gap = np.where((a == b) | ((a != a) & (b != b)), 0.0, gap)
            gap = np.where(np.isnan(gap), np.inf, gap)  # one is not a number, or infinities differ
        magnitude = np.maximum(np.abs(a.astype(wide)), np.abs(b.astype(wide)))
        relative = np.where(gap == 0, 0.0, np.where(np.isfinite(gap), gap / magnitude, np.inf))
        allowed = np.where(np.isfinite(magnitude), atol + rtol * magnitude, 0.0)
        differs = gap > allowed
    if not differs.any():
        return None
    return Difference(
        key,
        "values",
        "",
        float(np.max(gap)),
        float(np.max(relative)),
        int(np.count_nonzero(differs)),
        int(gap.size),
    )


def _is_number(value: Any) -> bool:
    return (
        value.dtype.kind in "biufc"
        or value.dtype.name in ("bfloat16",)
        or (value.dtype.kind == "V" and value.dtype.name.startswith("float"))
    )
