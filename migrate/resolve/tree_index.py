"""The tree index: what each module of the migrated tree exports, so that names resolve across files."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import PurePosixPath

from migrate.resolve.paths import SPLIT_OFF, TensorFlowPath, split_off_member


@dataclass(frozen=True)
class Export:
    """What a module-level name stands for: a TensorFlow path, a member of another module, or a definition."""

    tf: TensorFlowPath | None = None
    module: str = ""  # as written, for a re-export
    name: str = ""
    definition: str = ""  # "def" or "class" when it is defined here


@dataclass(frozen=True)
class ModuleSummary:
    """The cross-module facts of one file (picklable, small)."""

    relpath: str
    exports: dict[str, Export] = field(default_factory=dict)
    stars: tuple[Export, ...] = ()
    imports: tuple[str, ...] = ()  # modules as written, with leading dots
    uses_tensorflow: bool = False


def module_name(relpath: str) -> str:
    """``pkg/sub/mod.py`` is ``pkg.sub.mod``; ``pkg/__init__.py`` is ``pkg``."""
    path = PurePosixPath(relpath)
    parts = list(path.parts[:-1]) + [path.stem]
    if parts[-1] == "__init__":
        parts.pop()
    return ".".join(parts)


class TreeIndex:
    """Finds modules of the tree and follows names through them.

    Args:
      summaries: one per file.
      root_name: the name of the SRC directory, for trees whose root is itself a package.
      wrappers: functions of other packages that count as symbols, too: the project's own layer wrappers.
    """

    def __init__(
        self,
        summaries: tuple[ModuleSummary, ...],
        root_name: str = "",
        wrappers: frozenset[str] = frozenset(),
    ) -> None:
        self.wrappers = wrappers
        self.by_module = {module_name(s.relpath): s for s in summaries}
        self._root_name = root_name
        self._located: dict[tuple[str, str], str | None] = {}

    def with_functions(self, added: Iterable[tuple[str, str]]) -> TreeIndex:
        """The same tree with more functions: (module, name) of each."""
        names: dict[str, dict[str, Export]] = {}
        for module, name in added:
            names.setdefault(module, {})[name] = Export(definition="def")
        summaries = tuple(
            replace(s, exports={**s.exports, **names.get(module, {})})
            for module, s in self.by_module.items()
        )
        return TreeIndex(summaries, self._root_name, self.wrappers)

    def with_summaries(self, read: Iterable[ModuleSummary]) -> TreeIndex:
        """The same tree with more known about some of its modules."""
        summaries = {**self.by_module, **{module_name(s.relpath): s for s in read}}
        return TreeIndex(tuple(summaries.values()), self._root_name, self.wrappers)

    def may_hold(self, written: str) -> bool:
        """Whether a module written so may be part of the tree, going by its first name."""
        return written.startswith(".") or written.partition(".")[0] in self._name_parts

    @cached_property
    def _name_parts(self) -> frozenset[str]:
        return frozenset(part for name in self.by_module for part in name.split("."))

    def locate(self, importer: str, written: str) -> str | None:
        """The module of the tree that ``written`` names in the file ``importer`` (a relpath)."""
        key = (importer, written)
        if key not in self._located:
            self._located[key] = self._locate(importer, written)
        return self._located[key]

    def _locate(self, importer: str, written: str) -> str | None:
        if written.startswith("."):
            level = len(written) - len(written.lstrip("."))
            package = list(PurePosixPath(importer).parts[:-1])
            if level - 1 > len(package):
                return None
            base = package[: len(package) - (level - 1)]
            name = ".".join([*base, *filter(None, written.lstrip(".").split("."))])
            return name if name in self.by_module else None
        # A script's own directory comes first on sys.path; then the root; then the root's own name.
        folder = ".".join(PurePosixPath(importer).parts[:-1])
        candidates = [f"{folder}.{written}"] if folder else []
        candidates.append(written)
        first, _, rest = written.partition(".")
        if first == self._root_name:
            candidates.append(rest)
        # A package below a source root (src/pkg) is imported as pkg.
        parts = folder.split(".") if folder else []
        candidates.extend(".".join([*parts[:i], written]) for i in range(len(parts) - 1, 0, -1))
        for name in candidates:
            if name in self.by_module:
                return name
        return self._on_the_path(written)

    def _on_the_path(self, written: str) -> str | None:
        """The one module that is called so in a folder which is no package: code puts such folders on ``sys.path``."""
        first = written.partition(".")[0]
        if first in sys.stdlib_module_names or not self._changes_path:
            return None
        folders = (name[: -len(written)].rstrip(".") for name in self.called(written))
        found = [folder for folder in folders if folder not in self.by_module]
        return f"{found[0]}.{written}" if len(found) == 1 else None

    def called(self, written: str) -> list[str]:
        """The modules whose names end like a name that an import has."""
        modules = self._by_last.get(written.rpartition(".")[2], ())
        return [name for name in modules if name.endswith(f".{written}")]

    @cached_property
    def _by_last(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name in self.by_module:
            found.setdefault(name.rpartition(".")[2], []).append(name)
        return found

    @cached_property
    def _changes_path(self) -> bool:
        """Whether some module may change where imports look."""
        return any("sys" in summary.imports for summary in self.by_module.values())

    def follow(
        self, importer: str, written: str, name: str
    ) -> TensorFlowPath | tuple[str, str] | None:
        """What ``from written import name`` (or ``import written`` when name is "") gives in ``importer``.

        Returns a TensorFlow path, or (module, member) of the tree with member "" for a module itself, or
        None when it lies outside the tree.
        """
        module = self.locate(importer, written)
        if module is None:
            submodule = self.locate(importer, f"{written}.{name}") if name else None
            return (submodule, "") if submodule else None
        if not name:
            return module, ""
        return self._member(module, name, set())

    def member(self, module: str, name: str) -> TensorFlowPath | tuple[str, str] | None:
        """What the attribute ``name`` of a module of the tree is."""
        return self._member(module, name, set())

    def _member(
        self, module: str, name: str, seen: set[tuple[str, str]]
    ) -> TensorFlowPath | tuple[str, str] | None:
        if (module, name) in seen:
            return None
        seen.add((module, name))
        summary = self.by_module.get(module)
        if summary is None:
            return None
        export = summary.exports.get(name)
        if export is not None:
            if export.tf is not None and not self._is_own(summary.relpath, export):
                return export.tf
            if export.definition:
                return module, name
            written, member = export.module, export.name
            if export.tf is not None and not written:  # an alias of a member of a split-off package
                written, member = split_off_member(export.tf)
            return self._reexport(summary.relpath, written, member, seen)
        below = f"{module}.{name}" if module else name  # the root itself may be a package
        if below in self.by_module:
            return below, ""
        for star in summary.stars:
            if star.tf is not None:
                continue
            target = self.locate(summary.relpath, star.module)
            found = self._member(target, name, seen) if target else None
            if found is not None:
                return found
        return None

    def _is_own(self, relpath: str, export: Export) -> bool:
        """Whether what looks like a package split off from TensorFlow is part of the tree itself."""
        if export.tf is None or export.tf.via not in SPLIT_OFF:
            return False
        return self.locate(relpath, export.tf.via) is not None

    def _reexport(
        self, relpath: str, written: str, name: str, seen: set[tuple[str, str]]
    ) -> TensorFlowPath | tuple[str, str] | None:
        target = self.locate(relpath, written)
        if target is None:
            return self.follow(relpath, written, name) if name else None
        return self._member(target, name, seen) if name else (target, "")
