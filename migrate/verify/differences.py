"""How far two arrays, two samples or two lists of names are apart. NumPy only."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

FORWARD = 2e-5  # of the largest recorded value: what two builds of TensorFlow differ by
BACKWARD = 1e-4
_SIGMAS = 6.5  # the same for means and deviations
_ALPHA = 1e-9  # how often two samples of one distribution are told apart by mistake


@dataclass(frozen=True)
class Row:
    """One thing compared.

    Attributes:
        name: a variable, or the path of an output.
        problem: what differs, in words; empty when nothing does.
        difference: the largest absolute difference, where there are numbers.
        scale: the magnitude it is to be seen against.
        allowed: up to where it counts as equal.
    """

    name: str
    problem: str = ""
    difference: float | None = None
    scale: float | None = None
    allowed: float | None = None


def compare_array(
    name: str,
    before: Any,
    after: Any,
    tolerance: float,
    floor: float = 0.0,
    noise: float = 0.0,
) -> Row:
    """Compares two arrays; floats relative to the largest magnitude before, or to `floor` if that is larger.

    Args:
        name: what they are.
        before: the recorded one.
        after: the other.
        tolerance: the relative difference that is allowed.
        floor: the magnitude that relative differences are taken of at least.
        noise: an absolute difference that is allowed on top.
    """
    before, after = np.asarray(before), np.asarray(after)
    if before.shape != after.shape:
        return Row(name, f"shape {list(after.shape)}, was {list(before.shape)}")
    if before.dtype.kind not in "fc":
        after = _text(after)
        equal = np.array_equal(_text(before), after)
        count = 0 if equal else int(np.count_nonzero(_text(before) != after))
        return Row(name, "" if equal else f"{count} of {before.size} values differ")
    if before.dtype != after.dtype:
        return Row(name, f"dtype {after.dtype.name}, was {before.dtype.name}")
    wide = np.complex128 if before.dtype.kind == "c" else np.float64
    first, second = before.astype(wide), after.astype(wide)
    if not np.array_equal(np.isfinite(first), np.isfinite(second)):
        return Row(name, "infinite or not a number at other places")
    with np.errstate(invalid="ignore"):
        gaps = np.where((first == second) | ~np.isfinite(first), 0.0, np.abs(first - second))
    finite = np.abs(first[np.isfinite(first)])
    scale = max(float(np.max(finite, initial=0.0)), floor)
    difference = float(np.max(gaps, initial=0.0))
    allowed = tolerance * (scale or 1.0) + noise
    infinite = not np.array_equal(
        first[~np.isfinite(first)], second[~np.isfinite(second)], equal_nan=True
    )
    if infinite:
        return Row(name, "infinities of other signs")
    problem = (
        "" if difference <= allowed else f"differs by {difference:.3g} at a scale of {scale:.3g}"
    )
    return Row(name, problem, difference, scale, allowed)


def _text(value: Any) -> Any:
    """Strings as text: bytes and str compare as what they say."""
    if value.dtype.kind not in "SO":
        return value
    decoded = [v.decode() if isinstance(v, bytes) else str(v) for v in value.ravel()]
    return np.array(decoded, dtype=np.str_).reshape(value.shape)


def compare_arrays(
    before: Mapping[str, Any], after: Mapping[str, Any], tolerance: float = FORWARD
) -> list[Row]:
    """Compares results path by path. Results of one array each are compared whatever their paths are."""
    if len(before) == len(after) == 1:
        after = dict(zip(before, after.values(), strict=True))
    rows = [
        (
            compare_array(path, value, after[path], tolerance)
            if path in after
            else Row(path, "missing")
        )
        for path, value in before.items()
    ]
    return rows + [Row(path, "was not there") for path in after if path not in before]


def compare_names(
    before: Sequence[Mapping[str, Any]],
    after: Sequence[Mapping[str, Any]],
    ordered: bool = True,
) -> list[Row]:
    """Compares rows of names.json; one row per variable that either has, and one for the order."""
    there = {row["name"]: row for row in after}
    rows = []
    for row in before:
        other = there.pop(row["name"], None)
        if other is None:
            rows.append(Row(row["name"], "missing"))
            continue
        changed = [
            f"{key} {_plain(other[key])}, was {_plain(row[key])}"
            for key in ("shape", "dtype", "trainable")
            if _plain(other[key]) != _plain(row[key])
        ]
        rows.append(Row(row["name"], "; ".join(changed)))
    rows += [Row(name, "was not there") for name in there]
    if ordered and not any(row.problem in ("missing", "was not there") for row in rows):
        was, now = [row["name"] for row in before], [row["name"] for row in after]
        first = next((i for i, pair in enumerate(zip(was, now)) if pair[0] != pair[1]), None)
        if first is not None:
            rows.append(Row("(order)", f"variable {first + 1} is {now[first]}, was {was[first]}"))
    return rows


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, list | tuple) else value


def compare_samples(name: str, before: Any, after: Any) -> Row:
    """Whether two samples of initial values come from one distribution (Kolmogorov and Smirnov), or are one constant."""
    first, second = np.sort(np.ravel(before)), np.sort(np.ravel(after))
    if not first.size or not second.size:
        return Row(name, "" if first.size == second.size else "no values on one side")
    first, second = first.astype(np.float64), second.astype(np.float64)
    if first[0] == first[-1] and second[0] == second[-1]:
        close = math.isclose(first[0], second[0], rel_tol=1e-6, abs_tol=1e-30)
        problem = "" if close else f"{second[0]:.6g} everywhere, was {first[0]:.6g}"
        return Row(name, problem, abs(float(first[0] - second[0])))
    if np.array_equal(first, second):
        return Row(name, "", 0.0)
    points = np.concatenate([first, second])
    distance = float(
        np.max(
            np.abs(
                np.searchsorted(first, points, "right") / first.size
                - np.searchsorted(second, points, "right") / second.size
            )
        )
    )
    effective = first.size * second.size / (first.size + second.size)
    allowed = math.sqrt(-math.log(_ALPHA / 2) / 2 / effective)
    problem = ""
    if distance > allowed or _moments_apart(first, second):
        problem = f"another distribution: {_moments(second)}, was {_moments(first)}"
    return Row(name, problem, distance, 1.0, allowed)


def _moments_apart(first: Any, second: Any) -> bool:
    """Whether the means or the deviations differ by more than chance allows; finer than the distance for a scale."""
    errors = [(np.std(v) ** 2 / v.size, _error_of_deviation(v)) for v in (first, second)]
    mean_error = math.sqrt(errors[0][0] + errors[1][0])
    deviation_error = math.sqrt(errors[0][1] + errors[1][1])
    return bool(
        abs(np.mean(first) - np.mean(second)) > _SIGMAS * mean_error
        or abs(np.std(first) - np.std(second)) > _SIGMAS * deviation_error
    )


def _error_of_deviation(values: Any) -> float:
    """The squared standard error of the standard deviation, from the fourth moment."""
    centred = values - np.mean(values)
    variance = float(np.mean(centred**2))
    if variance == 0 or values.size < 30:
        return float("inf")  # too few to say
    kurtosis = float(np.mean(centred**4)) / variance**2
    return float(variance * max(kurtosis - 1, 0.1) / (4 * values.size))


def _moments(values: Any) -> str:
    return f"mean {np.mean(values):.4g}, deviation {np.std(values):.4g}, from {values[0]:.4g} to {values[-1]:.4g}"
