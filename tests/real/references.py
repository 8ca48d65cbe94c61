"""Every reference to TensorFlow, or to the shim, in a source file, by Python's own scope rules.

Written apart from ``migrate.resolve``, so that one can check the other.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

ROOTS = ("tensorflow", "migrate")
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True)
class Reference:
    """A dotted path that starts at TensorFlow or at the shim, with the lines it spans.

    ``module`` is the part an import statement names, which may be found by importing it alone, and
    ``imported`` says that the whole path is in an import statement.
    """

    first_line: int
    last_line: int
    module: str
    attributes: tuple[str, ...] = ()
    imported: bool = False

    @property
    def dotted(self) -> str:
        return ".".join((self.module, *self.attributes))


@dataclass
class Scope:
    """The names one module, class, function or comprehension binds: to TensorFlow, or to others."""

    parent: Scope | None = None
    is_class: bool = False
    tensorflow: dict[str, str] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)

    def find(self, name: str) -> str | None:
        scope: Scope | None = self
        while scope is not None:
            if scope is self or not scope.is_class:
                if name in scope.tensorflow:
                    return scope.tensorflow[name]
                if name in scope.others:
                    return None
            scope = scope.parent
        return None


def is_tensorflow(dotted: str | None) -> bool:
    return bool(dotted) and str(dotted).split(".")[0] in ROOTS


def chain(node: ast.expr) -> tuple[str, tuple[str, ...]] | None:
    """``a.b.c`` as ``("a", ("b", "c"))``; None for what is not a chain of names."""
    attributes: list[str] = []
    while isinstance(node, ast.Attribute):
        attributes.append(node.attr)
        node = node.value
    return (node.id, tuple(reversed(attributes))) if isinstance(node, ast.Name) else None


def own_nodes(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """The nodes of one scope, without those of the scopes inside it."""
    stack: list[ast.AST] = list(reversed(body))
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, (*FUNCTIONS, ast.ClassDef, *COMPREHENSIONS)):
            stack.extend(reversed(list(ast.iter_child_nodes(node))))


def bind(scope: Scope, body: list[ast.stmt]) -> None:
    """Fills `scope` with what its own statements bind."""
    aliases: list[tuple[str, ast.expr]] = []
    for node in own_nodes(body):
        if isinstance(node, ast.Import):
            for alias in node.names:
                name = alias.asname or alias.name.split(".")[0]
                target = alias.name if alias.asname else name
                (
                    scope.tensorflow.__setitem__(name, target)
                    if is_tensorflow(target)
                    else scope.others.add(name)
                )
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                name = alias.asname or alias.name
                if node.level == 0 and is_tensorflow(node.module) and alias.name != "*":
                    scope.tensorflow[name] = f"{node.module}.{alias.name}"
                else:
                    scope.others.add(name)
        elif (
            isinstance(node, ast.Assign)
            and len(node.targets) == 1
            and isinstance(node.targets[0], ast.Name)
        ):
            aliases.append((node.targets[0].id, node.value))
        elif isinstance(node, (*FUNCTIONS[:2], ast.ClassDef)):
            scope.others.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            scope.others.add(node.id)
    for name, value in aliases:
        parts = chain(value)
        target = scope.find(parts[0]) if parts else None
        # `slim = tf.contrib.slim`. What is not lower case is a class or a constant, not a module.
        if (
            parts
            and target
            and parts[1]
            and parts[1][-1].islower()
            and name not in scope.tensorflow
        ):
            scope.tensorflow[name] = ".".join((target, *parts[1]))
            scope.others.discard(name)


class Collector(ast.NodeVisitor):
    """Walks a module and collects its references."""

    def __init__(self) -> None:
        self.scope = Scope()
        self.found: list[Reference] = []

    def visit_Module(self, node: ast.Module) -> None:
        bind(self.scope, node.body)
        self.generic_visit(node)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            if is_tensorflow(alias.name) and alias.name not in ROOTS:
                self.add(node, alias.name)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        if node.level == 0 and is_tensorflow(node.module):
            for alias in node.names:
                self.add(node, str(node.module), () if alias.name == "*" else (alias.name,))

    def visit_Attribute(self, node: ast.Attribute) -> None:
        parts = chain(node)
        target = self.scope.find(parts[0]) if parts else None
        if parts and target:
            self.add(node, target, parts[1])
        else:
            self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for outside in (*node.decorator_list, *node.bases, *(k.value for k in node.keywords)):
            self.visit(outside)
        self.inside(Scope(self.scope, is_class=True), node.body)

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> None:
        arguments = node.args
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        every += [a for a in (arguments.vararg, arguments.kwarg) if a]
        outside = [*arguments.defaults, *(d for d in arguments.kw_defaults if d)]
        outside += [a.annotation for a in every if a.annotation]
        outside += getattr(node, "decorator_list", [])
        for expression in outside:
            self.visit(expression)
        scope = Scope(self.scope, others={a.arg for a in every})
        self.inside(scope, node.body if isinstance(node.body, list) else [ast.Expr(node.body)])

    visit_AsyncFunctionDef = visit_FunctionDef
    visit_Lambda = visit_FunctionDef

    def visit_comprehension_scope(self, node: ast.AST) -> None:
        names = [n for n in ast.walk(node) if isinstance(n, ast.Name)]
        bound = {n.id for n in names if isinstance(n.ctx, ast.Store)}
        outer, self.scope = self.scope, Scope(self.scope, others=bound)
        self.generic_visit(node)
        self.scope = outer

    visit_ListComp = visit_SetComp = visit_DictComp = visit_comprehension_scope
    visit_GeneratorExp = visit_comprehension_scope

    def inside(self, scope: Scope, body: list[ast.stmt]) -> None:
        outer, self.scope = self.scope, scope
        bind(scope, body)
        for statement in body:
            self.visit(statement)
        self.scope = outer

    def add(self, node: ast.stmt | ast.expr, module: str, attributes: tuple[str, ...] = ()) -> None:
        last = node.end_lineno or node.lineno
        imported = isinstance(node, ast.stmt)
        self.found.append(Reference(node.lineno, last, module, attributes, imported))


def references(source: bytes) -> list[Reference]:
    """The references in a file, in the order they are read. Raises SyntaxError if it does not parse."""
    collector = Collector()
    collector.visit(ast.parse(source))
    return collector.found
