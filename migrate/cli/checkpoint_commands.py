"""What ``python -m migrate checkpoint`` does, once TensorFlow is there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from migrate.checkpoint import compare as comparing
from migrate.checkpoint.name_map import read_names
from migrate.checkpoint.reader import Reader
from migrate.checkpoint.restore import check as check_names
from migrate.cli.checkpoint_table import print_json, print_rows, readable_size
from migrate.cli.checkpoint_tree import tree_lines


def inspect(path: str, as_json: bool) -> int:
    """Lists a checkpoint's keys, as a tree by scope."""
    reader = Reader(path, objects=True)
    reader.check_data()
    sizes = {key: reader.size_in_bytes(key) for key in reader.shapes}
    numbers = sum(math.prod(shape) for shape in reader.shapes.values())
    if as_json:
        rows = [
            {
                "name": key,
                "shape": list(shape),
                "dtype": reader.dtypes[key].name,
                "bytes": sizes[key],
            }
            for key, shape in reader.shapes.items()
        ]
        total = sum(size or 0 for size in sizes.values())
        print_json(
            {"path": reader.path, "variables": rows, "values": numbers, "bytes": total},
        )
        return 0
    rows_of = {
        key: (f"{reader.dtypes[key].name}{list(shape)}", sizes[key])
        for key, shape in reader.shapes.items()
    }
    print_rows(("name", "what", "size"), tree_lines(rows_of), right=("size",))
    total_size = readable_size(sum(size or 0 for size in sizes.values()))
    _print(f"{reader.path}: {_plural(len(sizes), 'key')}, {numbers:,} values, {total_size}")
    return 0


def diff(a: str, b: str, rtol: float, atol: float, as_json: bool) -> int:
    """Compares two checkpoints; 1 when they differ."""
    first, second = Reader(a, objects=True), Reader(b, objects=True)
    found = comparing.compare(first, second, rtol, atol)
    common = len(first.shapes.keys() & second.shapes.keys())
    if as_json:
        rows = [_jsonable(difference) for difference in found]
        print_json({"a": first.path, "b": second.path, "common": common, "differences": rows})
        return 1 if found else 0
    print_rows(
        ("key", "what differs", "max abs", "max rel"),
        [_difference_row(d) for d in found],
        right=("max abs", "max rel"),
    )
    differing = len({difference.key for difference in found})
    verdict = f"{_plural(differing, 'key')} not equal" if found else "all equal"
    _print(f"A {first.path}, B {second.path}: {_plural(common, 'key')} in both, {verdict}")
    return 1 if found else 0


def check(path: str, names_path: str, as_json: bool) -> int:
    """Compares a checkpoint with a model's names; 1 when a strict restore would fail."""
    found = check_names(read_names(names_path), path)
    unused = [entry for entry in found.unused if not entry.harmless]
    training = [entry for entry in found.unused if entry.harmless]
    groups = {
        "missing": found.missing,
        "mismatched": found.mismatched,
        "unused": unused,
        "training state": training,
    }
    if as_json:
        listed = {
            title.replace(" ", "_"): [{"name": e.name, "reason": e.reason} for e in entries]
            for title, entries in groups.items()
        }
        print_json({"path": found.path, "ok": found.ok, "matched": found.matched, **listed})
        return 0 if found.ok else 1
    shown = [(t, e.name, e.reason) for t in ("missing", "mismatched", "unused") for e in groups[t]]
    print_rows(("", "name", "reason"), shown)
    counts = [f"{len(found.matched)} matched"]
    counts += [f"{len(entries)} {title}" for title, entries in groups.items() if entries]
    _print(f"{found.path}: " + ", ".join(counts))
    return 0 if found.ok else 1


def _difference_row(found: comparing.Difference) -> Sequence[str]:
    if found.what != "values":
        return found.key, f"{found.what} {found.detail}".strip(), "", ""
    what = f"{found.differing:,} of {found.size:,} values"
    if found.max_abs is None or found.max_rel is None:
        return found.key, what, "", ""
    return found.key, what, f"{found.max_abs:.3g}", f"{found.max_rel:.3g}"


def _jsonable(found: comparing.Difference) -> dict[str, Any]:
    row: dict[str, Any] = {"key": found.key, "what": found.what}
    if found.what != "values":
        return row | {"detail": found.detail}
    row |= {"differing": found.differing, "size": found.size}
    for name, value in (("max_abs", found.max_abs), ("max_rel", found.max_rel)):
        # JSON has no infinity.
        row[name] = value if value is None or math.isfinite(value) else "inf"
    return row


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _print(line: str) -> None:
    print_rows((), [(line,)])
