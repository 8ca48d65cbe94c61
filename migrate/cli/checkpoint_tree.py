"""Checkpoint keys as a tree by scope."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from migrate.cli.checkpoint_table import readable_size


@dataclass
class _Scope:
    """One part of a name: what lies below it, and itself if it is a key."""

    below: dict[str, _Scope] = field(default_factory=dict)
    what: str | None = None
    size: int | None = None

    def keys(self) -> int:
        return (self.what is not None) + sum(scope.keys() for scope in self.below.values())

    def total(self) -> int:
        return (self.size or 0) + sum(scope.total() for scope in self.below.values())


def tree_lines(rows: Mapping[str, tuple[str, int | None]]) -> list[tuple[str, str, str]]:
    """One row per scope and key: the indented name, what it is, and its size.

    Args:
        rows: key -> (what it is, size in bytes; None if unknown).
    """
    root = _Scope()
    for key, (what, size) in rows.items():
        scope = root
        for part in key.split("/"):
            scope = scope.below.setdefault(part, _Scope())
        scope.what, scope.size = what, size
    return list(_lines(root, 0))


def _lines(scope: _Scope, depth: int) -> Iterator[tuple[str, str, str]]:
    for name, below in scope.below.items():
        label, child = name, below
        while child.what is None and len(child.below) == 1:  # a scope of one scope, on one line
            ((inner, child),) = child.below.items()
            label += f"/{inner}"
        indent = "  " * depth
        if child.what is None:
            size = readable_size(child.total())
            yield f"{indent}{label}/", f"{child.keys()} keys", size
        else:
            size = "" if child.size is None else readable_size(child.size)
            yield f"{indent}{label}", child.what, size
        yield from _lines(child, depth + 1)
