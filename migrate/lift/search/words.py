"""A root in the words that can be lifted: what callers give, loops and templates written out, before all else is planned."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from migrate.lift.normal.classes.cell_forms import cell_forms
from migrate.lift.normal.classes.keras_classes import KerasForms, keras_classes
from migrate.lift.normal.classes.template_classes import template_classes
from migrate.lift.normal.first.chosen_functions import chosen_functions
from migrate.lift.normal.first.first_words import ROUNDS, first_words
from migrate.lift.normal.first.inner_of_methods import inner_of_methods
from migrate.lift.normal.first.repeats import Repeats, repeats
from migrate.lift.normal.first.templates import templates
from migrate.lift.search.root import LiftInput, Root, Sources
from migrate.model.tree import Key, TreeGraph
from migrate.rewrite.edits import Edit
from migrate.rulebook import load_toml


@dataclass(frozen=True, eq=False)
class Words:
    """What may be put in other words in a root."""

    given: LiftInput
    root: Root

    def put(
        self,
        sources: Sources,
        graph: TreeGraph,
        idle: Collection[frozenset[Key]],
        steps: list[dict[str, tuple[Edit, ...]]],
    ) -> tuple[Sources, TreeGraph, list[Repeats]]:
        """The modules afterwards, and what was put so; the edits are noted as steps.

        Args:
          idle: the functions for which it does nothing.
        """
        if self.root.as_written:
            return sources, graph, []
        done: list[Repeats] = []
        layers, users = self.root.layers, self.root.elsewhere
        for _ in range(ROUNDS):
            words = first_words(
                *(sources, graph, layers, self.defaults, users, self.mentioned, idle)
            )
            if not words:
                break
            done += words
            sources, graph = self.root.changed(sources, graph, [w.edits for w in words], steps)
        forms = [*self.keras(sources, graph).found, *template_classes(sources, graph, users)]
        forms = [one for one in forms if one.functions not in idle]
        sources, graph = self.root.changed(sources, graph, [one.edits for one in forms], steps)
        done += forms
        loops = [*repeats(sources, graph, layers), *templates(sources, graph, layers, users)]
        loops = [one for one in loops if one.functions not in idle]
        sources, graph = self.root.changed(sources, graph, [one.edits for one in loops], steps)
        done += loops
        for inner in (chosen_functions, partial(inner_of_methods, rules=layers)):
            moved = [one for one in inner(sources, graph) if one.functions not in idle]
            sources, graph = self.root.changed(sources, graph, [one.edits for one in moved], steps)
            done += moved
        return sources, graph, done

    def keras(self, sources: Sources, graph: TreeGraph) -> KerasForms:
        """Subclasses of Keras' layers and of TF1's cells as objects, and why some are none."""
        keeps = self.root.target.imported == "keras"
        found = keras_classes(sources, graph, self.root.elsewhere, keeps)
        cells = cell_forms(sources, graph, self.root.elsewhere) if keeps else KerasForms()
        return KerasForms((*found.found, *cells.found), {**found.refused, **cells.refused})

    @cached_property
    def defaults(self) -> Mapping[str, Mapping[str, str]]:
        """Those of TensorFlow's layers, as source."""
        return load_toml(self.given.rules / "signatures.toml")

    def mentioned(self, name: str) -> bool:
        """Whether a module that is not planned has a name in its text."""
        known = {file.relpath for file in self.root.files.values()}
        word = re.compile(rf"\b{re.escape(name)}\b")
        others = [p for r, p in self.given.files.items() if r not in known and r.endswith(".py")]
        return any(word.search(p.read_text(encoding="utf-8", errors="replace")) for p in others)
