"""What decides about the variables of each function, as far as its own names do."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from migrate.lift.binding.demand import around, asked_for, closure, constructor_arguments, needed
from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.jumps import returns
from migrate.lift.source.layer_table import LayerTable
from migrate.lift.source.sites import Sites
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key


def demands(
    order: Sequence[Key],
    sources: Mapping[str, LiftSource],
    tree: TreeTimes,
    table: LayerTable,
    found: Mapping[Key, Sites],
) -> dict[Key, frozenset[str]]:
    """The names of each function that decide about variables.

    Callees come first, so that two rounds are enough but for functions that call each other.
    """
    demanded: dict[Key, frozenset[str]] = {}
    own: dict[Key, set[str]] = {}
    for _ in range(4):
        changed = False
        for key in order:
            source, sites = sources[key[0]], found.get(key, Sites())
            node = source.functions[key[1]]
            names: set[str] = set()
            for site in sites.sites:
                given = [*constructor_arguments(source, tree, table, site, demanded)]
                names |= {name for part in given for name in asked_for(part, node.body)}
                for part in (*given, *around(site)):
                    names |= needed(source, tree, part)
            last = max((s.node.lineno for s in sites.sites), default=0)
            for early, tests in returns(node.body):
                if early.lineno < last:
                    for test in tests:
                        names |= needed(source, tree, test)
            for scope in sites.scopes:  # it may become the name of the layer
                if scope.name is not None and not isinstance(scope.name, ast.Name):
                    names |= needed(source, tree, scope.name)
            if own.get(key) == names:
                continue
            own[key] = names
            demanded[key] = frozenset(closure(source, tree, node.body, names))
            changed = True
        if not changed:
            break
    return demanded
