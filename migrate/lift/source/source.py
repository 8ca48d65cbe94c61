"""The modules of a tree as lifting reads them."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from migrate.lift.source.imported_modules import asked_of_modules
from migrate.model.layer_rules import LayerRules
from migrate.model.tree import TreeGraph
from migrate.nodes import children, walk
from migrate.resolve import ModuleSymbols
from migrate.rewrite.positions import Located, Positions
from migrate.skips import Skips

FunctionNode = ast.FunctionDef
CHANGES = frozenset(
    [
        "append",
        "extend",
        "insert",
        "pop",
        "popitem",
        "remove",
        "clear",
        "update",
        "setdefault",
        "add",
        "discard",
        "sort",
        "reverse",
    ]
)


@dataclass(frozen=True, eq=False)
class TargetedCall:
    """A call of a definition of the tree.

    Attributes:
      where: the qualified name of the function it stands in, "" for the module's own code.
      above: the ids of the functions and classes around it.
      target: (module, qualified name) as written.
    """

    node: ast.Call
    where: str
    above: frozenset[int]
    target: tuple[str, str]


@dataclass(eq=False)
class LiftSource:
    """One module: its text, syntax and names."""

    module: str
    text: str
    tree: ast.Module
    symbols: ModuleSymbols
    public: Callable[[str], str]
    skips: Skips
    positions: Positions = field(init=False)
    replaced: Mapping[int, str] = field(default_factory=dict)  # node id -> what stands for it

    def __post_init__(self) -> None:
        self.positions = Positions(self.text)
        self._known: dict[int, tuple[ast.AST, str]] = {}
        self.memo: dict[Any, Any] = {}  # what others found here, to be found once

    @property
    def relpath_is_package(self) -> bool:
        """Whether it is an ``__init__.py``, whose names others import."""
        return self.symbols.relpath.endswith("__init__.py")

    def segment(self, node: Located) -> str:
        """The source of a node."""
        return self.text[self.positions.start(node) : self.positions.end(node)]

    def symbol(self, node: ast.expr) -> str:
        """The public TF1 symbol that a name or attribute chain stands for, "" for none."""
        known = self._known.get(id(node))
        if known is None:
            found = self.symbols.symbol(node)
            # The node is kept, so that no other one gets its id.
            known = self._known[id(node)] = (node, self.public(found) if found else "")
        return known[1]

    def called(self, node: ast.AST) -> str:
        """The symbol that a node calls, "" when it is no call of TensorFlow."""
        return self.symbol(node.func) if isinstance(node, ast.Call) else ""

    @cached_property
    def attributes(self) -> dict[str, list[ast.Attribute]]:
        """The attributes that the module reads or sets, by their last name."""
        found: dict[str, list[ast.Attribute]] = {}
        for node in self.symbols.nodes:
            if isinstance(node, ast.Attribute):
                found.setdefault(node.attr, []).append(node)
        return found

    @cached_property
    def attribute_values(self) -> dict[str, list[tuple[str, ast.expr]]]:
        """What attributes are set to, by their last name, also in bodies of classes; with the function that does."""
        found: dict[str, list[tuple[str, ast.expr]]] = {}

        for qualname, function in self.functions.items():
            for node in walk(function):
                for target in node.targets if isinstance(node, ast.Assign) else ():
                    if isinstance(node, ast.Assign) and isinstance(target, ast.Attribute):
                        found.setdefault(target.attr, []).append((qualname, node.value))
        for node in walk(self.tree):
            if isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, ast.Assign) and isinstance(part.targets[0], ast.Name):
                        found.setdefault(part.targets[0].id, []).append(("", part.value))
        return found

    @cached_property
    def targeted(self) -> dict[tuple[str, str], list[ast.expr]]:
        """The names and attribute chains that stand for definitions of the tree, by (module, qualified name)."""
        found: dict[tuple[str, str], list[ast.expr]] = {}
        for node in self.symbols.nodes:
            if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load):
                target = self.symbols.target(node)
                if target is not None:
                    found.setdefault(target, []).append(node)
        return found

    @cached_property
    def targeted_calls(self) -> list[TargetedCall]:
        """The calls of definitions of the tree, in source order, each with what it stands in."""
        found: list[TargetedCall] = []
        qualnames = {id(node): qualname for qualname, node in self.functions.items()}
        stack: list[tuple[ast.AST, str, frozenset[int]]] = [
            (n, "", frozenset()) for n in reversed(self.tree.body)
        ]
        while stack:
            node, where, above = stack.pop()
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                where, above = qualnames.get(id(node), where), above | {id(node)}
            elif isinstance(node, ast.Call):
                target = self.symbols.target(node.func)
                if target is not None:
                    found.append(TargetedCall(node, where, above, target))
            stack.extend((child, where, above) for child in reversed(children(node)))
        return found

    @cached_property
    def from_imports(self) -> list[tuple[ast.ImportFrom, ast.alias, tuple[str, str]]]:
        """What ``from`` imports name of the tree's definitions."""
        found = []
        for node in walk(self.tree):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    target = self.symbols.imported(node, alias)
                    if target is not None:
                        found.append((node, alias, target))
        return found

    @cached_property
    def called_symbols(self) -> frozenset[str]:
        """Every symbol of TensorFlow that the module calls."""
        found = (self.public(r.path.symbol) for r in self.symbols.references if r.call is not None)
        return frozenset(found)

    @cached_property
    def functions(self) -> dict[str, FunctionNode]:
        """Every function and method by qualified name; the last of several definitions wins."""
        found: dict[str, FunctionNode] = {}

        def visit(nodes: list[ast.stmt], prefix: str) -> None:
            for node in nodes:
                if isinstance(node, ast.FunctionDef):
                    found[prefix + node.name] = node
                    visit(node.body, f"{prefix}{node.name}.<locals>.")
                elif isinstance(node, ast.ClassDef):
                    visit(node.body, f"{prefix}{node.name}.")
                elif isinstance(node, (ast.If, ast.For, ast.While, ast.With, ast.Try)):
                    visit([c for c in children(node) if isinstance(c, ast.stmt)], prefix)

        visit(self.tree.body, "")
        return found

    @cached_property
    def definitions(self) -> dict[str, int]:
        """How often each qualified name is defined."""
        counts: dict[str, int] = {}

        def visit(node: ast.AST, prefix: str) -> None:
            for child in ast.iter_child_nodes(node):
                if isinstance(child, (ast.FunctionDef, ast.ClassDef)):
                    name = prefix + child.name
                    counts[name] = counts.get(name, 0) + 1
                    inner = ".<locals>." if isinstance(child, ast.FunctionDef) else "."
                    visit(child, f"{name}{inner}")
                elif isinstance(child, (ast.stmt, ast.ExceptHandler)):
                    visit(child, prefix)

        visit(self.tree, "")
        return counts

    def creating_names(self, rules: LayerRules, graph: TreeGraph) -> frozenset[str]:
        """Names of the module that are bound to something made with what creates variables: a `partial`, a table."""
        found: set[str] = set()
        for statement in self.tree.body:
            if not isinstance(statement, (ast.Assign, ast.AnnAssign)) or statement.value is None:
                continue
            for part in walk(statement.value):
                if isinstance(part, (ast.Name, ast.Attribute)):
                    symbol = self.symbol(part)
                    rule = rules.get(symbol) if symbol else None
                    target = None if symbol else self.symbols.target(part)
                    key = None if target is None else graph.resolve(target)
                    if key in graph.creating or (rule is not None and rule.creates):
                        targets = (
                            statement.targets
                            if isinstance(statement, ast.Assign)
                            else [statement.target]
                        )
                        found |= {n.id for t in targets for n in walk(t) if isinstance(n, ast.Name)}
        return frozenset(found)

    @cached_property
    def changed(self) -> frozenset[str]:
        """Names of the module whose items or attributes its code sets, or whose contents it changes."""
        found: set[str] = set()
        for node in walk(self.tree):
            targets: list[ast.expr] = []
            if isinstance(node, (ast.Assign, ast.Delete)):
                targets = [t for t in node.targets if not isinstance(t, ast.Name)]
            elif isinstance(node, ast.AugAssign) and not isinstance(node.target, ast.Name):
                targets = [node.target]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in CHANGES:
                    targets = [node.func.value]
            for target in targets:
                if isinstance(target, (ast.Subscript, ast.Attribute, ast.Name)):
                    root: ast.expr = target
                    while isinstance(root, (ast.Subscript, ast.Attribute)):
                        root = root.value
                    if isinstance(root, ast.Name):
                        found.add(root.id)
        return frozenset(found & set(self.symbols.module_scope.names))

    @cached_property
    def rebound(self) -> frozenset[str]:
        """Names of the module that one of its functions gives another value."""
        return frozenset(
            name
            for node in walk(self.tree)
            if isinstance(node, ast.Global)
            for name in node.names
            if name in self.symbols.module_scope.names
        )

    @cached_property
    def looked_up(self) -> dict[str, int]:
        """Names that code looks up by a string, exports by one, or asks of a module that it imports by a string, with the line."""
        found = {**asked_of_modules(self.symbols.nodes), **self.asked_for}
        for node in walk(self.tree):
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                for part in walk(node.value):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        found.setdefault(part.value, part.lineno)
        return found

    @cached_property
    def asked_for(self) -> dict[str, int]:
        """Names that code looks up by a string, with the line."""
        found: dict[str, int] = {}
        for node in walk(self.tree):
            where: list[ast.AST] = []
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                if node.func.id in ("getattr", "hasattr", "setattr"):
                    where = list(node.args[1:2])
            elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Call):
                if ast.unparse(node.value) in ("globals()", "locals()", "vars()"):
                    where = [node.slice]
                    if not isinstance(node.slice, ast.Constant):  # it may be any of the module's
                        own = (s for s in self.tree.body if isinstance(s, ast.FunctionDef))
                        found |= {s.name: node.lineno for s in own if s.name not in found}
            for place in where:
                for part in walk(place):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        found.setdefault(part.value, part.lineno)
        return found

    @cached_property
    def names(self) -> frozenset[str]:
        """Every identifier in the module."""
        found = {n.id for n in walk(self.tree) if isinstance(n, ast.Name)}
        found |= set(self.symbols.module_scope.names)
        return frozenset(found)


def changed_by_call(node: ast.AST) -> str:
    """The name of what a call like ``name.append(...)`` changes, "" for any other node."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr in CHANGES and isinstance(node.func.value, ast.Name):
            return node.func.value.id
    return ""


def loads(node: ast.AST) -> set[str]:
    """Names that are read in a node."""
    return {n.id for n in walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}


def stores(node: ast.AST) -> set[str]:
    """Names that are assigned in a node, function definitions included."""
    found: set[str] = set()
    for n in walk(node):
        if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load):
            found.add(n.id)
        elif isinstance(n, (ast.FunctionDef, ast.ClassDef)):
            found.add(n.name)
    return found


def statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a body, those of blocks inside it included."""
    for node in body:
        yield node
        for block in ("body", "orelse", "finalbody"):
            if not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                yield from statements(getattr(node, block, []))


def parameters(node: FunctionNode) -> list[tuple[ast.arg, ast.expr | None, bool]]:
    """The parameters with their defaults and whether they are keyword-only, without ``*`` and ``**``."""
    args = node.args
    positional = [*args.posonlyargs, *args.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(args.defaults))
    defaults += args.defaults
    found: list[tuple[ast.arg, ast.expr | None, bool]] = [
        (a, d, False) for a, d in zip(positional, defaults, strict=True)
    ]
    found += [(a, d, True) for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True)]
    return found
