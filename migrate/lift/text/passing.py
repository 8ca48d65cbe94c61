"""The classes that modules must pass on: code reaches a function through other modules than its own, and its class too.

# net.py                    # layers.py                    # model.py
def dense(x): ...           from net import dense          import layers
                                                           layers.dense(x)   # layers.Dense()(x)
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from migrate.lift.plans import Lifted
from migrate.lift.source.passed import listed
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key
from migrate.rewrite.edits import Edit


@dataclass(frozen=True)
class Passing:
    """What modules must offer for what others write.

    Attributes:
      imported: functions whose classes a module must import, as it imports the functions, by module.
      listed: functions of a module's ``__all__`` whose classes must stand there.
    """

    imported: Mapping[str, set[Key]] = field(default_factory=dict)
    listed: Mapping[str, set[Key]] = field(default_factory=dict)


def passing(
    sources: Mapping[str, LiftSource], lifted: Mapping[Key, Lifted], rewritten: Collection[int]
) -> Passing:
    """Follows each name that becomes one of a class to the module that defines it.

    Args:
      rewritten: ids of the calls that now make layers.
    """
    imported: dict[str, set[Key]] = {}
    in_lists: dict[str, set[Key]] = {}
    waiting = [
        way
        for source in sources.values()
        for call in source.targeted_calls
        if id(call.node) in rewritten
        for way in _ways(source, call.node.func, lifted)
    ]
    waiting += [
        (module, alias.name, key, False)
        for source in sources.values()
        for statement, alias, key in source.from_imports
        if key in lifted and not lifted[key].wrapped
        if (module := source.symbols.module_of(statement)) is not None
    ]
    seen = set(waiting)
    while waiting:
        module, name, key, starred = waiting.pop()
        source = sources.get(module)
        if source is None:
            continue
        if starred and name in listed(source):
            in_lists.setdefault(module, set()).add(key)
        if module == key[0]:
            continue
        imported.setdefault(module, set()).add(key)
        for way in _bound(source, name, key):
            if way not in seen:
                seen.add(way)
                waiting.append(way)
    return Passing(imported, in_lists)


def listing_edits(
    source: LiftSource, keys: Collection[Key], lifted: Mapping[Key, Lifted]
) -> list[Edit]:
    """``__all__ = ["dense"]`` -> ``__all__ = ["Dense", "dense"]``."""
    edits = []
    names = listed(source)
    for key in sorted(keys):
        one, name = lifted[key], key[1]
        node = names.get(name)
        if node is not None and one.class_name not in names:
            start, end = source.positions.start(node), source.positions.end(node)
            text = source.text[start:end]
            new = text.replace(name, one.class_name)
            edits.append(Edit(start, end, (f"{new}, {text}" if one.wrapped else new,)))
    return edits


def _ways(
    source: LiftSource, func: ast.expr, lifted: Mapping[Key, Lifted]
) -> Iterator[tuple[str, str, Key, bool]]:
    """(module, name there, function, by a star) through which a reference goes."""
    key = source.symbols.target(func)
    if key not in lifted or key is None:
        return
    if isinstance(func, ast.Attribute):
        module = source.symbols.module_named(func.value)
        if module is not None:
            yield module, func.attr, key, False
    elif isinstance(func, ast.Name) and source.module != key[0]:
        yield from _bound(source, func.id, key)


def _bound(source: LiftSource, name: str, key: Key) -> Iterator[tuple[str, str, Key, bool]]:
    """Where a module takes a name from."""
    named = False
    for statement, alias, target in source.from_imports:
        if target == key and (alias.asname or alias.name) == name:
            named = True
            module = source.symbols.module_of(statement)
            if module is not None:
                yield module, alias.name, key, False
    starred = None if named else source.symbols.starred(name)
    if starred is not None:
        yield starred, name, key, True
