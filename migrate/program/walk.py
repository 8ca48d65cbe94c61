"""Goes through a module's code piece by piece: which unit each expression is part of."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field

from migrate.nodes import children, walk
from migrate.program.facts import IMPORT, Finding, Target, Unit
from migrate.resolve import ModuleSymbols

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Decorators that hand the function on without calling it.
_PLAIN_DECORATORS = frozenset(
    {"property", "staticmethod", "classmethod", "setter", "getter", "deleter", "wraps"}
    | {"contextmanager", "abstractmethod", "abstractproperty", "lru_cache", "total_ordering"}
)


@dataclass
class Piece:
    """A unit in the making."""

    targets: set[Target] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)
    reads: Finding | None = None
    argv: Finding | None = None
    takes_argv: bool = False

    def unit(self, name: str) -> Unit:
        targets, attributes = frozenset(self.targets), frozenset(self.attributes)
        return Unit(name, targets, attributes, self.reads, self.argv, self.takes_argv)


@dataclass(frozen=True)
class Place:
    """Where a node stands: the unit, whether below the guard, and whether inside a class body or a function."""

    unit: str
    guarded: bool = False
    owner: str = ""  # the class whose body this is
    local: bool = False  # inside a function: definitions are part of it


class CodeWalk:
    """Walks the module; what expressions mean is up to the class that extends it."""

    def __init__(self, symbols: ModuleSymbols) -> None:
        self._symbols = symbols
        self.pieces: dict[str, Piece] = {IMPORT: Piece()}
        self.guard = False

    def expression(self, node: ast.AST, place: Place) -> bool:
        """Looks at a node; returns whether that is all there is to do with it."""
        raise NotImplementedError

    # ------------------------------------------------------------ the walk
    def block(self, nodes: Sequence[ast.AST], place: Place) -> None:
        for node in nodes:
            if node.__class__ is not ast.Constant:
                self.node(node, place)

    def node(self, node: ast.AST, place: Place) -> None:
        if isinstance(node, _FUNCTIONS):
            self._function(node, place)
        elif isinstance(node, ast.ClassDef):
            self._class(node, place)
        elif isinstance(node, ast.If) and not place.local and _is_guard(node.test):
            self.guard = True
            self.block(node.body, Place(place.unit, True, place.owner))
            self.block(node.orelse, place)
        elif not self.expression(node, place):
            self.block(children(node), place)

    def piece(self, name: str) -> Piece:
        return self.pieces.setdefault(name, Piece())

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, place: Place) -> None:
        arguments = node.args
        self.block([*node.decorator_list, *arguments.defaults], place)
        self.block([d for d in arguments.kw_defaults if d is not None], place)
        if place.local:
            self.block(node.body, place)
            return
        name = f"{place.owner}.{node.name}" if place.owner else node.name
        if not all(self._is_plain(d) for d in node.decorator_list):
            self.piece(place.unit).targets.add((self._symbols.module, name))
        self.piece(name).takes_argv = not place.owner and _reads_parameters(node)
        self.block(node.body, Place(name, local=True))

    def _class(self, node: ast.ClassDef, place: Place) -> None:
        self.block([*node.decorator_list, *(k.value for k in node.keywords)], place)
        if place.local:
            self.block([*node.bases, *node.body], place)
            return
        name = f"{place.owner}.{node.name}" if place.owner else node.name
        if not all(self._is_plain(d) for d in node.decorator_list):
            self.piece(place.unit).targets.add((self._symbols.module, name))
        self.piece(name)
        self.block(node.bases, Place(name, local=True))
        self.block(node.body, Place(place.unit, place.guarded, name))

    def _is_plain(self, decorator: ast.expr) -> bool:
        inner = decorator.func if isinstance(decorator, ast.Call) else decorator
        if self._symbols.symbol(inner) is not None:
            return True
        last = inner.attr if isinstance(inner, ast.Attribute) else getattr(inner, "id", "")
        return last in _PLAIN_DECORATORS


def _reads_parameters(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether a function that could be a ``main(argv)`` looks at what it is given."""
    arguments = node.args
    if len(arguments.args) - len(arguments.defaults) > 1:
        return False
    given = {a.arg for a in [*arguments.posonlyargs, *arguments.args]}
    given |= {a.arg for a in (arguments.vararg, arguments.kwarg) if a is not None}
    return any(
        isinstance(n, ast.Name) and n.id in given and isinstance(n.ctx, ast.Load)
        for statement in node.body
        for n in walk(statement)
    )


def _is_guard(test: ast.expr) -> bool:
    """``__name__ == "__main__"``."""
    if not isinstance(test, ast.Compare) or len(test.comparators) != 1:
        return False
    sides = (test.left, test.comparators[0])
    named = any(isinstance(s, ast.Name) and s.id == "__name__" for s in sides)
    return named and any(isinstance(s, ast.Constant) and s.value == "__main__" for s in sides)
