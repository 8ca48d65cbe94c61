"""Code that stays on TF1's scopes and gets its cells from functions that were lifted: it runs them as TF1's cells.

cell = make_cell(units)
cell = compat_scope.rnn.as_tf1_cell(make_cell(units))
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Collection, Mapping

from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.layer_table import LayerTable
from migrate.lift.source.source import LiftSource
from migrate.model.graph import Expr, within
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_ASKS = frozenset({"isinstance", "issubclass"})
_UNFIT = frozenset({"partitioner", "custom_getter"})


class CellCallers:
    """Who calls the functions of a tree that make cells."""

    def __init__(
        self,
        sources: Mapping[str, LiftSource],
        graph: TreeGraph,
        tree: TreeTimes,
        table: LayerTable,
        rules: LayerRules,
    ) -> None:
        self._sources = sources
        self._graph = graph
        self._tree = tree
        self._table = table
        self._rules = rules
        self._odd: str | None = None

    def why_not(self, key: Key, lifted: Collection[Key]) -> str:
        """Why a function cannot make layers for those that call it; "" if it can.

        Args:
          lifted: the functions that became layers, or make cells as well.
        """
        callers = list(self._graph.callers.get(key, ()))
        chosen = self._tree.chosen.items()
        callers += [k for k, names in chosen if any(key in v for v in names.values())]
        if not callers:
            return f"makes cells for nothing in the tree: `{key[1]}` stays as it is"
        staying = [c for c in callers if c not in lifted]
        if not staying:
            return ""
        if ".<locals>." in key[1]:
            return f"`{key[1]}` makes cells for what stays on the shim"
        for caller in staying:
            source = self._sources.get(caller[0])
            calls = [] if source is None else self._calls(source, caller[1], key)
            if source is None or not calls or any(source.skips.covers(c.lineno) for c in calls):
                return f"makes cells for `{caller[1] or caller[0]}`, which stays as it is"
        if self._odd is None:
            self._odd = self._asks() or self._under_settings()
        return self._odd

    def _calls(self, source: LiftSource, where: str, key: Key) -> list[ast.Call]:
        return [
            c.node
            for c in source.targeted_calls
            if c.where == where and self._tree.resolved(c.target) == key
        ]

    def _asks(self) -> str:
        """Code that asks which of TF1's classes a cell has, or for what only these have."""
        for name, source in self._sources.items():
            for node in source.symbols.nodes:
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    if node.func.id in _ASKS and len(node.args) == 2:
                        if any(self._is_cell(source, n) for n in walk(node.args[1])):
                            text = ast.unparse(node)
                            return f"`{text}` in {name} asks for a class that a layer does not have"
                elif isinstance(node, ast.Attribute) and node.attr in self._table.cell_attributes:
                    root = node.value
                    own = isinstance(root, ast.Name) and root.id in ("self", "cls")
                    if not own and not source.symbol(node):
                        text = ast.unparse(node)
                        return f"`{text}` in {name} may be an attribute of a cell that a layer does not have"
        return ""

    def _under_settings(self) -> str:
        """A scope that hands down what no layer's variables obey, with cells that may be run in it."""
        for start, function in sorted(self._graph.functions.items()):
            for entry in function.entries:
                given = [n for n, v in entry.keywords if n in _UNFIT and not _is_usual(v)]
                if entry.kind != "variable_scope" or not given:
                    continue
                calls = self._graph.callees(start)
                below = [t for c, t in calls if entry in within(function, c.context.entry)]
                where = f"a scope with `{given[0]}=` in `{start[1] or start[0]}`"
                if self._runs(start, entry.body) or any(self._runs(k) for k in self._reach(below)):
                    return f"its cells may run under {where}"
        setters = {f"set_{name}" for name in _UNFIT}
        for name, source in sorted(self._sources.items()):
            for node in source.symbols.nodes:
                called = node.func if isinstance(node, ast.Call) else None
                if isinstance(called, ast.Attribute) and called.attr in setters:
                    return f"its cells may run after `{ast.unparse(called)}` in {name}"
        return ""

    def _reach(self, keys: list[Key]) -> set[Key]:
        seen: set[Key] = set()
        waiting = list(keys)
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                waiting += [target for _, target in self._graph.callees(key)]
        return seen

    def _runs(self, key: Key, lines: tuple[int, int] | None = None) -> bool:
        """Whether a function runs cells, or what may be one."""
        source = self._sources.get(key[0])
        node = None if source is None else source.functions.get(key[1])
        if source is None:
            return True
        for part in walk(source.tree if node is None else node):
            if not isinstance(part, ast.Call):
                continue
            if lines is not None and not lines[0] <= part.lineno <= lines[1]:
                continue
            symbol = source.called(part)
            rule = self._rules.get(symbol) if symbol else None
            if rule is not None and (rule.kind == "runner" or rule.cells):
                return True
            unknown = not symbol and source.symbols.target(part.func) is None
            if unknown and len(part.args) + len(part.keywords) > 1 and _is_value(part.func):
                return True
        return False

    def _is_cell(self, source: LiftSource, node: ast.AST) -> bool:
        if not isinstance(node, (ast.Name, ast.Attribute)):
            return False
        rule = self._rules.get(source.symbol(node))
        return rule is not None and rule.kind == "cell"


def _is_usual(given: Expr) -> bool:
    """Whether a scope is given what it would be without."""
    return given.text == "None" or (given.text, "tf.float32") in given.symbols


def _is_value(func: ast.expr) -> bool:
    """A name that is no builtin's, or an attribute of an object: it may hold a cell."""
    if isinstance(func, ast.Name):
        return not hasattr(builtins, func.id)
    return isinstance(func, ast.Attribute) and ast.unparse(func.value) == "self"


def call_edits(source: LiftSource, call: ast.Call) -> list[Edit]:
    """What stands around a call that stays, of a function that makes cells."""
    start, end = source.positions.start(call), source.positions.end(call)
    return [Edit(start, start, ("compat_scope.rnn.as_tf1_cell(",)), Edit(end, end, (")",))]
