"""Bindings: which names each Python scope binds, and to what, by Python's scoping rules."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from migrate.nodes import children
from migrate.resolve.paths import TensorFlowPath, from_import

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_OPENS_SCOPE = (*_FUNCTIONS, ast.ClassDef, *_COMPREHENSIONS)
# Expressions that bind nothing themselves.
_PASSED = frozenset(
    kind
    for kind in vars(ast).values()
    if isinstance(kind, type)
    and issubclass(kind, (ast.expr, ast.keyword))
    and not issubclass(kind, (ast.Name, *_OPENS_SCOPE))
)


@dataclass(frozen=True)
class Binding:
    """One way a name gets its value.

    Attributes:
      kind: ``import`` (of TensorFlow), ``project`` (import of or from another module), ``alias``
        (``name = a.b.c``), ``def``, ``class``, ``none`` (``name = None``) or ``other``.
      line: 1-based line of the statement.
      tf: the TensorFlow path of an ``import``.
      module: for ``project``: the module as written, with leading dots; ``name`` is the member or "".
      node: for ``alias``: the right-hand side.
      statement: the statement that binds, and for imports ``alias`` the part of it.
    """

    kind: str
    line: int
    tf: TensorFlowPath | None = None
    module: str = ""
    name: str = ""
    node: ast.expr | None = None
    statement: ast.stmt | None = None
    alias: ast.alias | None = None


@dataclass(eq=False)
class Scope:
    """A Python scope: a module, function, class or comprehension."""

    kind: str
    parent: Scope | None
    node: ast.AST
    qualname: str = ""
    names: dict[str, list[Binding]] = field(default_factory=dict)
    outer: dict[str, str] = field(default_factory=dict)  # global / nonlocal declarations
    stars: list[Binding] = field(default_factory=list)  # ``from m import *``

    def bind(self, name: str, binding: Binding) -> None:
        declared = self.outer.get(name)
        if declared is not None and self.parent is not None:
            target = self.root() if declared == "global" else self.parent
            target.names.setdefault(name, []).append(binding)
            return
        self.names.setdefault(name, []).append(binding)

    def root(self) -> Scope:
        scope = self
        while scope.parent is not None:
            scope = scope.parent
        return scope

    def find(self, name: str) -> Scope | None:
        """The scope whose binding of ``name`` is seen from here."""
        scope: Scope | None = self
        first = True
        while scope is not None:
            if name in scope.outer and scope.parent is not None:
                scope = scope.root() if scope.outer[name] == "global" else scope.parent
                first = False
                continue
            if name in scope.names and (scope.kind != "class" or first):
                return scope
            first = first and scope.kind == "comprehension"
            scope = scope.parent
        return None


def bind_statements(scope: Scope, body: Iterable[ast.AST]) -> None:
    """Collects what ``body`` (the statements or expression of one scope) binds."""
    statements: list[tuple[ast.AST, ast.stmt | None]] = [(n, None) for n in reversed(list(body))]
    while statements:
        node, owner = statements.pop()
        if node.__class__ in _PASSED:  # most of them
            statements += [(child, owner) for child in children(node)[::-1]]
            continue
        if isinstance(node, ast.stmt):
            owner = node
        if isinstance(node, ast.Import):
            for alias in node.names:
                _bind_import(scope, node, alias)
            continue
        if isinstance(node, ast.ImportFrom):
            _bind_import_from(scope, node)
            continue
        if isinstance(node, (ast.Global, ast.Nonlocal)):
            how = "global" if isinstance(node, ast.Global) else "nonlocal"
            for name in node.names:
                scope.outer[name] = how
            continue
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            kind = "class" if isinstance(node, ast.ClassDef) else "def"
            scope.bind(node.name, Binding(kind, node.lineno, statement=node))
            continue
        if isinstance(node, _OPENS_SCOPE):
            continue
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            target = node.targets[0]
            if isinstance(target, ast.Name):
                _bind_assignment(scope, target.id, node)
                statements.append((node.value, owner))
                continue
        if isinstance(node, ast.ExceptHandler) and node.name:
            scope.bind(node.name, Binding("other", node.lineno))
        if isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Load):
                scope.bind(node.id, Binding("other", node.lineno, statement=owner))
            continue
        if isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name:
            scope.bind(node.name, Binding("other", node.lineno))
        statements.extend((child, owner) for child in reversed(children(node)))


def bind_parameters(scope: Scope, arguments: ast.arguments) -> None:
    for parameter in parameters(arguments):
        scope.bind(parameter.arg, Binding("other", parameter.lineno))


def parameters(arguments: ast.arguments) -> Iterator[ast.arg]:
    yield from arguments.posonlyargs
    yield from arguments.args
    if arguments.vararg:
        yield arguments.vararg
    yield from arguments.kwonlyargs
    if arguments.kwarg:
        yield arguments.kwarg


def _bind_import(scope: Scope, node: ast.Import, alias: ast.alias) -> None:
    bound = alias.asname or alias.name.partition(".")[0]
    path = from_import(alias.name if alias.asname else bound)
    module = alias.name if alias.asname else bound
    kind = "import" if path is not None else "project"
    scope.bind(bound, Binding(kind, node.lineno, path, module, statement=node, alias=alias))


def _bind_import_from(scope: Scope, node: ast.ImportFrom) -> None:
    module = "." * node.level + (node.module or "")
    for alias in node.names:
        path = from_import(f"{module}.{alias.name}") if not node.level else None
        if alias.name == "*":
            path = from_import(module) if not node.level else None
            scope.stars.append(
                Binding("star", node.lineno, path, module, "*", statement=node, alias=alias)
            )
            continue
        kind = "import" if path is not None else "project"
        scope.bind(
            alias.asname or alias.name,
            Binding(kind, node.lineno, path, module, alias.name, statement=node, alias=alias),
        )


def _bind_assignment(scope: Scope, name: str, node: ast.Assign) -> None:
    value = node.value
    if isinstance(value, ast.Constant) and value.value is None:
        scope.bind(name, Binding("none", node.lineno, statement=node))
        return
    chain: ast.expr = value
    while isinstance(chain, ast.Attribute):
        chain = chain.value
    kind = "alias" if isinstance(chain, ast.Name) else "other"
    scope.bind(name, Binding(kind, node.lineno, node=value, statement=node))
