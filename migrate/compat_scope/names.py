"""The two name tables of a TF1 graph: unique operation names, and counters of variable-scope names."""

from __future__ import annotations

import functools
import re
from typing import Any

# TF 1.15 framework/ops.py, `_VALID_OP_NAME_REGEX` and `_VALID_SCOPE_NAME_REGEX`.
_ROOT_NAME = re.compile(r"^[A-Za-z0-9.][A-Za-z0-9_.\-/]*$")
_INNER_NAME = re.compile(r"^[A-Za-z0-9_.\-/]*$")


@functools.lru_cache(maxsize=4096)
def _is_valid(name: str, at_root: bool) -> bool:
    return bool((_ROOT_NAME if at_root else _INNER_NAME).match(name))


def check_scope_name(name: str, at_root: bool) -> None:
    """Raises ValueError, worded as TF 1.15's ``Graph.name_scope``, for a name TF1 refuses."""
    if not _is_valid(name, at_root):
        raise ValueError(f"'{name}' is not a valid scope name")


class UniqueNames:
    """The table behind TF1's ``Graph.unique_name``: name scopes, variables and ops share it.

    It ignores case (TF 1.15 ops.py, ``Graph.unique_name``): after ``A``, ``a`` becomes ``a_1``.
    """

    __slots__ = ("_in_use", "_journal", "repeats")

    def __init__(self, in_use: dict[str, int] | None = None) -> None:
        self._in_use: dict[str, int] = {} if in_use is None else in_use
        self._journal: list[str] | None = None  # keys to forget, while a forgettable scope is open
        self.repeats = 0  # how often the latest name had been asked for before

    def __len__(self) -> int:
        return len(self._in_use)

    def unique(self, name: str) -> str:
        """Returns the full `name` or its first free ``name_N``, and marks it as used."""
        in_use = self._in_use
        key = name.lower()
        count = self.repeats = in_use.get(key, 0)
        in_use[key] = count + 1
        if not count:
            if self._journal is not None:
                self._journal.append(key)
            return name
        base = key
        while key in in_use:
            key = f"{base}_{count}"
            count += 1
        in_use[key] = 1
        if self._journal is not None:
            self._journal.append(key)
        return f"{name}_{count - 1}"

    def begin_forgetting(self, name: str) -> bool:
        """Notes `name` and what comes to be used from now on; False if that goes on already."""
        if self._journal is not None:
            return False
        self._journal = [name.lower()]
        return True

    def forget(self) -> None:
        """Frees what was noted since :meth:`begin_forgetting`."""
        for key in self._journal or ():
            self._in_use.pop(key, None)
        self._journal = None

    def copy(self) -> UniqueNames:
        """A table that starts from this one and then goes its own way."""
        return UniqueNames(self._in_use.copy())


class RepeatedNames(UniqueNames):
    """The table of TF1's eager mode: every name is free."""

    __slots__ = ()

    def unique(self, name: str) -> str:
        """`name` as it is."""
        return name

    def copy(self) -> UniqueNames:
        """Itself: there is nothing in it."""
        return self


class _Node:
    __slots__ = ("children", "count")

    def __init__(self) -> None:
        self.count = 0
        self.children: dict[str, _Node] = {}


class ScopeCounts:
    """How often each variable-scope name was opened, as a tree over its ``/``-separated parts.

    Source: TF 1.15 variable_scope.py, ``_VariableScopeStore``. There a flat dict is scanned whenever a
    scope closes, and copied whenever one is jumped to; here closing drops a subtree, and a jump keeps a
    journal of what it changed.
    """

    __slots__ = ("_journal", "_root")

    def __init__(self) -> None:
        self._root = _Node()
        # While a jump is open: (node, count before, children before), undone at its exit.
        self._journal: list[tuple[_Node, int, dict[str, _Node]]] | None = None

    def open(self, name: str) -> None:
        """Counts one more opening of the scope `name`."""
        node = self._root
        for part in name.split("/"):
            child = node.children.get(part)
            if child is None:
                child = node.children[part] = _Node()
            node = child
        if self._journal is not None:
            self._journal.append((node, node.count, node.children))
        node.count += 1

    def close_below(self, name: str) -> None:
        """Forgets every scope below `name`, as leaving a scope entered by string does."""
        node = self._find(name)
        if node is not None and node.children:
            if self._journal is not None:
                self._journal.append((node, node.count, node.children))
            node.children = {}

    def count(self, name: str) -> int:
        """How often the scope `name` was opened and not forgotten since."""
        node = self._find(name)
        return 0 if node is None else node.count

    def begin_jump(self) -> Any:
        """Starts to journal; give what it returns to :meth:`end_jump`."""
        outer = self._journal
        self._journal = []
        return outer

    def end_jump(self, outer: Any) -> None:
        """Undoes every change since the matching :meth:`begin_jump`."""
        for node, count, children in reversed(self._journal or ()):
            node.count = count
            node.children = children
        self._journal = outer

    def unique(self, parent: str, prefix: str) -> str:
        """The first of ``prefix``, ``prefix_1``, … not opened below the scope named `parent`."""
        full = f"{parent}/{prefix}" if parent else prefix
        if not self.count(full):
            return prefix
        index = 1
        while self.count(f"{full}_{index}"):
            index += 1
        return f"{prefix}_{index}"

    def copy(self) -> ScopeCounts:
        """Independent counters that start from these."""
        twin = ScopeCounts()
        twin._root = _copy_node(self._root)
        return twin

    def _find(self, name: str) -> _Node | None:
        node: _Node | None = self._root
        for part in name.split("/"):
            if node is None:
                return None
            node = node.children.get(part)
        return node


def _copy_node(node: _Node) -> _Node:
    twin = _Node()
    twin.count = node.count
    twin.children = {part: _copy_node(child) for part, child in node.children.items()}
    return twin
