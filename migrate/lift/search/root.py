"""A source root whose modules may get another text before they are planned."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from migrate.lift.plans import TreePlan
from migrate.lift.source.layer_table import LayerTable
from migrate.lift.source.source import LiftSource
from migrate.lift.text.targets import Target
from migrate.model.extract import module_scopes
from migrate.model.layer_rules import LayerRules
from migrate.model.naming import FunctionNames
from migrate.model.tree import Key, TreeGraph
from migrate.read import SourceFile
from migrate.resolve import ModuleSymbols, TreeIndex
from migrate.rewrite.edits import Edit, apply_edits, in_newlines
from migrate.skips import skipped_lines

Sources = Mapping[str, LiftSource]
Edits = Mapping[str, tuple[Edit, ...]]


@dataclass(frozen=True)
class LiftInput:
    """Where the modules of a source root lie.

    Attributes:
      files: the path of each file of the root by its path below it.
      index: the root's modules.
      rules: the directory of the rules.
      target: what is lifted becomes this, "keras" or "module".
      wrappers: the project's own layer wrappers (``migrate/user_layers.py``).
    """

    files: Mapping[str, Path]
    index: TreeIndex
    rules: Path
    target: str = "keras"
    wrappers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class RootPlan:
    """What is lifted in one root, and the scope graph and names that the plan speaks of.

    Attributes:
      users: the paths of modules without TensorFlow that are rewritten too, by name.
    """

    plan: TreePlan
    graph: TreeGraph
    names: Mapping[Key, FunctionNames]
    users: Mapping[str, str] = field(default_factory=dict)


Planner = Callable[[Mapping[str, str], TreeGraph, LayerRules], RootPlan]


@dataclass(frozen=True)
class Root:
    """What stays the same while a root is planned.

    Attributes:
      files: the TF1 modules as read, and those without TensorFlow that use scoped functions.
      index: the modules of the root.
      elsewhere: functions that modules use which stay as they are, with the path of one of those.
      as_written: functions only, as they stand: no class, method or normal form.
    """

    layers: LayerRules
    files: Mapping[str, SourceFile]
    index: TreeIndex
    table: LayerTable
    target: Target
    elsewhere: Mapping[Key, str]
    as_written: bool

    def sources(self) -> Sources:
        """The modules as they are."""
        return {m: self.read(m, file.text) for m, file in self.files.items()}

    def read(self, module: str, text: str, index: TreeIndex | None = None) -> LiftSource:
        """A module with another text."""
        file = self.files[module]
        tree = file.tree if text is file.text and file.tree is not None else ast.parse(text)
        symbols = ModuleSymbols(tree, file.relpath, index or self.index)
        skipped = skipped_lines(text, tree)
        return LiftSource(module, text, tree, symbols, self.layers.public, skipped)

    def in_newlines(self, edits: Edits) -> dict[str, tuple[Edit, ...]]:
        """Edits that write the newlines of each module's file."""
        return {m: in_newlines(e, self.files[m].newline) for m, e in edits.items()}

    def changed(
        self,
        sources: Sources,
        graph: TreeGraph,
        parts: Iterable[Edits],
        steps: list[dict[str, tuple[Edit, ...]]],
    ) -> tuple[Sources, TreeGraph]:
        """The modules after edits, which are noted as one more step."""
        edits: dict[str, tuple[Edit, ...]] = {}
        for one in parts:
            for name, more in one.items():
                edits[name] = (*edits.get(name, ()), *more)
        if not edits:
            return sources, graph
        edits = self.in_newlines(edits)
        steps.append(edits)
        after = dict(sources)
        for name, own in edits.items():
            after[name] = self.read(name, apply_edits(sources[name].text, own).text)
        return after, self.graph(graph, after, edits)

    def graph(self, graph: TreeGraph, sources: Sources, changed: Iterable[str]) -> TreeGraph:
        """The scope graph when some modules have another text."""
        again = {
            name: module_scopes(sources[name].symbols, self.layers)
            for name in changed
            if name in sources
        }
        return TreeGraph([*{**graph.modules, **again}.values()], self.layers)
