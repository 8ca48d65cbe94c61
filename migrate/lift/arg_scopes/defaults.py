"""What functions of the tree have where no scope gives them an argument: their own defaults, where these mean the same everywhere."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from migrate.lift.arg_scopes.reading import Reader
from migrate.lift.arg_scopes.values import Unknown, Value
from migrate.lift.source.decorators import is_add_arg_scope
from migrate.lift.source.source import parameters
from migrate.model.tree import Key
from migrate.nodes import walk


@dataclass(frozen=True)
class Defaults:
    """The defaults of functions that scopes list.

    Attributes:
      operations: the functions, by the names that scopes have for them.
    """

    reader: Reader
    operations: Mapping[str, Key]

    def of(self, one: str, name: str) -> Value | None:
        """The default of a parameter; None where it may be another object, or something else, in other places."""
        key = self.operations.get(one)
        source = self.reader.sources.get(key[0]) if key is not None else None
        node = source.functions.get(key[1]) if key is not None and source is not None else None
        if key is None or source is None or node is None or source.definitions[key[1]] > 1:
            return None
        if not all(is_add_arg_scope(source, d) for d in node.decorator_list):
            return None
        names = {b.kind for b in source.symbols.module_scope.names.get(key[1], ())}
        if names != {"def"}:
            return None
        given = {arg.arg: default for arg, default, _ in parameters(node)}.get(name)
        if given is None:
            return None
        try:
            found = self.reader.references.canonical(source, given)
        except Unknown:
            return None
        return Value(found, {}) if self._is_plain(found) else None

    def _is_plain(self, node: ast.expr) -> bool:
        """Whether an expression consists of constants and symbols of TensorFlow."""
        for part in walk(node):
            if isinstance(part, ast.Name):
                if not self.reader.references.symbol(part):
                    return False
            elif not isinstance(part, _PLAIN):
                return False
        return True


_PLAIN = (ast.Constant, ast.Tuple, ast.UnaryOp, ast.unaryop, ast.expr_context)
