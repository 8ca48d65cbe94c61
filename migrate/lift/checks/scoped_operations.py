"""Which functions an ``arg_scope`` matters to: those that call what it gives arguments to, themselves or through others."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field

from migrate.lift.source.settings import is_arg_scope, operation
from migrate.lift.source.source import LiftSource
from migrate.model.graph import ScopeEntry
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

# What layers make their variables with; `device=` is all that people give to these, and that names nothing.
_VARIABLES = frozenset(("tf.contrib.layers.variable", "tf.contrib.layers.model_variable"))
_VARIABLES |= frozenset(("tf.contrib.framework.variable", "tf.contrib.framework.model_variable"))
_OF_LAYERS = ("tf.contrib.", "tf.layers.")

Given = frozenset[tuple[str, str]]  # operations, and arguments of theirs
# An operation with the arguments that a call of it says itself; None where that is not known.
_Used = tuple[str, frozenset[str] | None]


@dataclass(eq=False)
class ScopedOperations:
    """What the ``arg_scope``s of a tree are about."""

    graph: TreeGraph
    sources: Mapping[str, LiftSource]
    _used: dict[Key, frozenset[_Used]] = field(default_factory=dict)

    def of(self, module: str, entry: ScopeEntry) -> Given | None:
        """What a scope gives, and to what; None where that cannot be told."""
        source = self.sources.get(module)
        if source is None:
            return None
        start = entry.span.line, entry.span.col
        for node in source.symbols.nodes:
            if isinstance(node, ast.Call) and (node.lineno, node.col_offset) == start:
                if is_arg_scope(source.called(node)):
                    return self._listed(source, node)
        return None

    def _listed(self, source: LiftSource, node: ast.Call) -> Given | None:
        listed = node.args[0] if len(node.args) == 1 else None
        if not isinstance(listed, (ast.List, ast.Tuple)):
            return None
        found = {self._named(source, e) for e in listed.elts}
        if "" in found or any(k.arg is None for k in node.keywords):
            return None
        if found <= _VARIABLES and all(k.arg == "device" for k in node.keywords):
            return frozenset()
        return frozenset((one, str(k.arg)) for one in found for k in node.keywords)

    def _named(self, source: LiftSource, node: ast.expr) -> str:
        symbol = source.symbol(node)
        if symbol:
            return operation(symbol)
        target = source.symbols.target(node)
        key = self.graph.resolve(target) if target is not None else None
        return f"{key[0]}:{key[1]}" if key is not None else ""

    def matter(self, key: Key, given: Given | None) -> bool:
        """Whether a function leaves some of what is given to a scope; of what is not known, any."""
        used = self.used(key)
        named = {one for one, _ in used}
        if given is None:
            own = {s.partition(":")[0] for s in named if ":" in s}
            return bool(own) or any(s.startswith("tf.contrib.") for s in named)
        if {one for one, _ in given} & _VARIABLES:
            return any(s.startswith(_OF_LAYERS) for s in named)
        return any(
            (written is None or argument not in written)
            for one, written in used
            for operation_, argument in given
            if operation_ == one
        )

    def used(self, key: Key) -> frozenset[_Used]:
        """The operations that a function mentions, itself or through functions that it mentions."""
        if key not in self._used:
            seen, waiting, found = {key}, [key], set[_Used]()
            while waiting:
                one = waiting.pop()
                own, more = self._mentioned(one)
                found |= own
                waiting += more - seen
                seen |= more
            self._used[key] = frozenset(found)
        return self._used[key]

    def _mentioned(self, key: Key) -> tuple[set[_Used], set[Key]]:
        function = self.graph.functions.get(key)
        source = self.sources.get(key[0])
        if function is None or source is None:
            return set(), set()
        found = self._symbols(source, key)
        calls = self.graph.callees(key)
        below = {target for _, target in calls}
        values = {t for m, q, _ in function.values if (t := self.graph.resolve((m, q))) is not None}
        inner = f"{key[1]}.<locals>."
        if key[1]:
            values |= {k for k in self.graph.functions if k[0] == key[0] and k[1].startswith(inner)}
        for call, one in calls:
            if self._is_own_operation(one):
                names = {n for n, _ in call.args if n.isidentifier()}
                found.add((f"{one[0]}:{one[1]}", frozenset(names)))
        found |= {(f"{one[0]}:{one[1]}", None) for one in values if self._is_own_operation(one)}
        return found, below | values

    def _symbols(self, source: LiftSource, key: Key) -> set[_Used]:
        """The operations of TensorFlow in a function: called, or used in other ways."""
        function = self.graph.functions[key]
        every = {operation(source.public(symbol)) for symbol, _ in function.symbols}
        node = source.functions.get(key[1])
        if node is None:
            return {(one, None) for one in every}
        called: dict[int, _Used] = {}
        listed: set[int] = set()
        for part in walk(node):
            if not isinstance(part, ast.Call):
                continue
            symbol = source.called(part)
            if is_arg_scope(symbol):
                listed |= {id(n) for a in part.args[:1] for n in walk(a)}
            elif symbol:
                names = frozenset(k.arg for k in part.keywords if k.arg)
                called[id(part.func)] = operation(symbol), names
        found = set(called.values())
        known = {one for one, _ in found}
        for part in walk(node):
            if isinstance(part, (ast.Name, ast.Attribute)) and id(part) not in called:
                symbol = source.symbol(part)
                if symbol and id(part) not in listed:
                    found.add((operation(symbol), None))
                known |= {operation(symbol)} if symbol else set()
        return found | {(one, None) for one in every - known}

    def _is_own_operation(self, key: Key) -> bool:
        """Whether a function of the tree is one that scopes can give arguments to."""
        decorators = self.graph.functions[key].decorators if key in self.graph.functions else ()
        return any(s.endswith(".add_arg_scope") for d in decorators for _, s in d.symbols)
