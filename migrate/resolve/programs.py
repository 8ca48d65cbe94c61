"""Which modules of a tree are never part of one program: scripts side by side, each with what it imports."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property

from migrate.nodes import walk
from migrate.resolve.tree_index import TreeIndex

_IMPORT_ANYTHING = frozenset({"importlib", "imp", "runpy", "pkgutil"})


@dataclass(eq=False)
class Programs:
    """The programs of a tree.

    Attributes:
      scripts: modules that do something when they are run.
    """

    index: TreeIndex
    scripts: Collection[str]

    def apart(self, one: str, other: str) -> bool:
        """Whether no program runs code of both: they belong to scripts of the tree only, and to different ones.

        A module that no script imports may be imported from elsewhere, with any other.
        """
        mine, others = self._roots.get(one, set()), self._roots.get(other, set())
        known = mine and others and all(m in self.scripts for m in mine | others)
        return bool(known) and not mine & others

    @cached_property
    def _roots(self) -> dict[str, set[str]]:
        """By module, those that nothing imports and that it is part of."""
        modules = self.index.by_module
        if any(_IMPORT_ANYTHING & {*s.imports} for s in modules.values()):
            return {}
        imported = {module: set(self._imported(module)) for module in modules}
        inside = {m for module, found in imported.items() for m in found if m != module}
        found: dict[str, set[str]] = {}
        for root in modules.keys() - inside:
            waiting, met = [root], {root}
            while waiting:
                new = imported[waiting.pop()] - met
                met |= new
                waiting += new
            for module in met:
                found.setdefault(module, set()).add(root)
        return found

    def _imported(self, module: str) -> Iterator[str]:
        """The modules whose code an import runs, the packages around them included, and any that it may mean."""
        summary = self.index.by_module[module]
        for written in summary.imports:
            located = self.index.locate(summary.relpath, written)
            last = written.lstrip(".")
            names = [located] if located is not None else self.index.called(last) if last else []
            if located is None and last in self.index.by_module:
                names = [*names, last]
            for name in names:
                levels = name.split(".")
                around = (".".join(levels[:i]) for i in range(1, len(levels) + 1))
                yield from (n for n in around if n in self.index.by_module)


def does_something(tree: ast.Module) -> bool:
    """Whether a module is a script: it has ``if __name__ == "__main__"``, or code that is not only definitions."""
    for node in tree.body:
        if isinstance(node, (ast.With, ast.For, ast.While)):
            return True
        if isinstance(node, ast.If) and "__name__" in {
            n.id for n in walk(node.test) if isinstance(n, ast.Name)
        }:
            return True
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            return True
    return False
