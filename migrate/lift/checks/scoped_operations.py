"""Which functions an ``arg_scope`` matters to: those that call what it gives arguments to, themselves or through others."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from migrate.lift.source.settings import is_arg_scope, operation
from migrate.lift.source.source import LiftSource
from migrate.model.graph import ScopeEntry
from migrate.model.tree import Key, TreeGraph

# What layers make their variables with; `device=` is all that people give to these, and that names nothing.
_VARIABLES = frozenset(("tf.contrib.layers.variable", "tf.contrib.layers.model_variable"))
_VARIABLES |= frozenset(("tf.contrib.framework.variable", "tf.contrib.framework.model_variable"))
_OF_LAYERS = ("tf.contrib.", "tf.layers.")


@dataclass(eq=False)
class ScopedOperations:
    """What the ``arg_scope``s of a tree are about."""

    graph: TreeGraph
    sources: Mapping[str, LiftSource]
    _used: dict[Key, frozenset[str]] = field(default_factory=dict)

    def of(self, module: str, entry: ScopeEntry) -> frozenset[str] | None:
        """What a scope gives arguments to; None where that cannot be told."""
        source = self.sources.get(module)
        if source is None:
            return None
        start = entry.span.line, entry.span.col
        for node in source.symbols.nodes:
            if isinstance(node, ast.Call) and (node.lineno, node.col_offset) == start:
                if is_arg_scope(source.called(node)):
                    return self._listed(source, node)
        return None

    def _listed(self, source: LiftSource, node: ast.Call) -> frozenset[str] | None:
        listed = node.args[0] if len(node.args) == 1 else None
        if not isinstance(listed, (ast.List, ast.Tuple)):
            return None
        found = {self._named(source, e) for e in listed.elts}
        if "" in found:
            return None
        if found <= _VARIABLES and all(k.arg == "device" for k in node.keywords):
            return frozenset()
        return frozenset(found)

    def _named(self, source: LiftSource, node: ast.expr) -> str:
        symbol = source.symbol(node)
        if symbol:
            return operation(symbol)
        target = source.symbols.target(node)
        key = self.graph.resolve(target) if target is not None else None
        return f"{key[0]}:{key[1]}" if key is not None else ""

    def matter(self, key: Key, operations: frozenset[str] | None) -> bool:
        """Whether a function uses some of the operations; of those that are not known, any."""
        used = self.used(key)
        if operations is None:
            own = {s.partition(":")[0] for s in used if ":" in s}
            return bool(own) or any(s.startswith("tf.contrib.") for s in used)
        if operations & _VARIABLES:
            return any(s.startswith(_OF_LAYERS) for s in used)
        return bool(used & operations)

    def used(self, key: Key) -> frozenset[str]:
        """The operations that a function mentions, itself or through functions that it mentions."""
        if key not in self._used:
            seen, waiting, found = {key}, [key], set[str]()
            while waiting:
                one = waiting.pop()
                own, more = self._mentioned(one)
                found |= own
                waiting += more - seen
                seen |= more
            self._used[key] = frozenset(found)
        return self._used[key]

    def _mentioned(self, key: Key) -> tuple[set[str], set[Key]]:
        function = self.graph.functions.get(key)
        source = self.sources.get(key[0])
        if function is None or source is None:
            return set(), set()
        found = {operation(source.public(symbol)) for symbol, _ in function.symbols}
        below = {target for _, target in self.graph.callees(key)}
        below |= {t for m, q, _ in function.values if (t := self.graph.resolve((m, q))) is not None}
        inner = f"{key[1]}.<locals>."
        if key[1]:
            below |= {k for k in self.graph.functions if k[0] == key[0] and k[1].startswith(inner)}
        for one in below:
            if self._is_own_operation(one):
                found.add(f"{one[0]}:{one[1]}")
        return found, below

    def _is_own_operation(self, key: Key) -> bool:
        """Whether a function of the tree is one that scopes can give arguments to."""
        decorators = self.graph.functions[key].decorators if key in self.graph.functions else ()
        return any(s.endswith(".add_arg_scope") for d in decorators for _, s in d.symbols)
