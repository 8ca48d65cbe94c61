"""Which calls create variables, in a text that may be another than the one the scope graph was made of."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.lift.source.source import LiftSource
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk


@dataclass
class Creators:
    """What the scope graph knows of calls.

    Attributes:
      also: functions that were moved out of others, by name.
    """

    graph: TreeGraph
    rules: LayerRules
    also: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._local = {(m, q.replace(".<locals>", "")) for m, q in self.graph.creating}

    def creates(self, source: LiftSource, node: ast.AST) -> bool:
        """Whether a node is a call that creates variables."""
        if not isinstance(node, ast.Call):
            return False
        symbol = source.called(node)
        if symbol:
            rule = self.rules.get(symbol)
            if rule is None or rule.kind == "cell":  # what runs a cell makes its variables
                return False
            return bool(rule.creates) or rule.kind == "runner"
        target = source.symbols.target(node.func)
        if target is None:
            return False
        if target[0] == source.module and target[1] in self.also:
            return True
        return (
            self.graph.resolve(target) or target
        ) in self.graph.creating or target in self._local

    def key(self, source: LiftSource, node: ast.Call) -> Key | None:
        """The function of the tree that a call runs."""
        target = source.symbols.target(node.func)
        return (self.graph.resolve(target) or target) if target is not None else None

    def is_factory(self, source: LiftSource, node: ast.Call) -> bool:
        """Whether a call is of a function that opens no scope and makes a variable itself."""
        key = self.key(source, node)
        function = self.graph.functions.get(key) if key is not None else None
        if function is None or function.entries:
            return False
        return any(c.kind == "variable" for c in function.creations)

    def inside(self, source: LiftSource, node: ast.AST) -> bool:
        """Whether something in a node creates variables when it runs."""
        return any(self.creates(source, part) for part in walk(node))


class Makers(Creators):
    """What makes cells counts, too."""

    def creates(self, source: LiftSource, node: ast.AST) -> bool:
        """Whether a node is a call that creates variables, or makes a cell."""
        if isinstance(node, ast.Call):
            rule = self.rules.get(source.called(node))
            if rule is not None and rule.kind == "cell":
                return True
        return super().creates(source, node)
