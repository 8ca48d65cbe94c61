"""The fields of named tuples: attributes that no statement sets."""

from __future__ import annotations

import ast

from migrate.lift.source.source import LiftSource
from migrate.nodes import walk


def fields_of_tuples(source: LiftSource) -> frozenset[str]:
    """The names in all ``namedtuple("Config", ["units", "activation"])`` of a module."""
    if "fields of tuples" not in source.memo:
        source.memo["fields of tuples"] = frozenset(_fields(source))
    found: frozenset[str] = source.memo["fields of tuples"]
    return found


def _fields(source: LiftSource) -> set[str]:
    found: set[str] = set()
    for node in source.symbols.nodes if "namedtuple" in source.text else ():
        if not isinstance(node, ast.Call) or len(node.args) < 2:
            continue
        if ast.unparse(node.func).rpartition(".")[2] != "namedtuple":
            continue
        for part in walk(node.args[1]):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                found |= set(part.value.replace(",", " ").split())
    return found
