"""Functions that reach their callers through modules without TensorFlow, which pass on what they import and are not rewritten."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from migrate.lift.source.source import LiftSource

Key = tuple[str, str]


def passed_through(sources: Mapping[str, LiftSource], creating: Collection[Key]) -> dict[Key, str]:
    """Function -> the module by which some code names it: a lifted one's class is not there.

    Args:
      sources: the modules that are rewritten.
      creating: the functions that it is about.
    """
    found: dict[Key, str] = {}
    names = {qualname for _, qualname in creating}
    for source in sources.values():
        for statement, _, key in source.from_imports:
            module = source.symbols.module_of(statement)
            if module is not None and module not in sources:
                found.setdefault(key, module)
        for node in source.symbols.nodes:
            if not isinstance(node, ast.Attribute) or node.attr not in names:
                continue
            module = source.symbols.module_named(node.value)
            target = source.symbols.target(node) if module not in (None, *sources) else None
            if module is not None and target is not None:
                found.setdefault(target, module)
    return found
