"""Arguments that scopes give to calls, as expressions that can be moved into other functions and modules."""

from __future__ import annotations

import ast
import builtins
import copy
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace

from migrate.lift.source.source import LiftSource
from migrate.nodes import walk
from migrate.resolve.bindings import Binding

_MARK = "__tf1_reference_{}__"


class Unknown(Exception):
    """What a scope gives, or to whom, cannot be told; the message says what."""


@dataclass(frozen=True, eq=False)
class Reference:
    """What a name of a module stands for: a symbol of TensorFlow, a definition of the tree, a value of the module, a builtin.

    Attributes:
      module: the module that it is written in.
      text: the chain as written there.
      symbol: of TensorFlow, "" for others.
      target: (module, qualified name) of a definition of the tree.
      known: it means the same everywhere.
      imported: the module and member that an absolute import gives its first name.
    """

    module: str
    text: str
    symbol: str = ""
    target: tuple[str, str] | None = None
    known: bool = False
    imported: tuple[str, str] | None = None

    @property
    def root(self) -> str:
        return self.text.partition(".")[0]


@dataclass(frozen=True, eq=False)
class Hole:
    """A name in an expression that every function it moves through has as a parameter.

    Attributes:
      given: what it is in the function that the expression stands in now.
      default: what it is where nobody says otherwise.
    """

    given: ast.expr
    default: ast.expr | None = None


@dataclass(frozen=True, eq=False)
class Value:
    """An argument: an expression of references and holes."""

    shape: ast.expr
    holes: Mapping[str, Hole]

    @property
    def expanded(self) -> ast.expr:
        """The expression in the function that it stands in now."""
        return filled(self.shape, {name: hole.given for name, hole in self.holes.items()})


@dataclass
class References:
    """The references of all expressions; each stands in them as a name of its own."""

    found: dict[str, Reference] = field(default_factory=dict)
    _names: dict[tuple[object, ...], str] = field(default_factory=dict)

    def canonical(self, source: LiftSource, node: ast.expr) -> ast.expr:
        """An expression of a module with references for what is not local to its function."""
        if any(isinstance(n, (ast.NamedExpr, ast.Await, ast.Yield)) for n in walk(node)):
            raise Unknown(f"`{ast.unparse(node)}`")
        found: ast.expr = _Canonical(self, source).visit(_linked(node))
        return found

    def name(self, reference: Reference) -> str:
        shown = reference.symbol or reference.target or (reference.module, reference.text)
        key = (shown, reference.known)
        if key not in self._names:
            self._names[key] = name = _MARK.format(len(self._names))
            self.found[name] = reference
        return self._names[key]

    def spelled(
        self, node: ast.expr, source: LiftSource, hidden: Collection[str]
    ) -> ast.expr | None:
        """The expression as a module writes it; None where it has no name for something in it.

        Args:
          hidden: names that mean something else there.
        """
        given: dict[str, ast.expr] = {}
        for part in walk(node):
            if isinstance(part, ast.Name) and part.id in self.found:
                text = _spelling(self.found[part.id], source, hidden)
                if text is None:
                    return None
                given[part.id] = ast.parse(text, mode="eval").body
        return filled(node, given)

    def local(self, node: ast.expr) -> list[str]:
        """The names in an expression that are no references, in order."""
        bound = _bound(node)
        names = [n for n in walk(node) if isinstance(n, ast.Name)]
        found = [n.id for n in names if n.id not in self.found and n.id not in bound]
        return list(dict.fromkeys(found))

    def value(self, source: LiftSource, node: ast.expr) -> Value:
        """An argument that is written in a function of the module."""
        shape = self.canonical(source, node)
        chains = _Chains(set(self.local(shape)))
        shape = chains.visit(shape)
        return Value(shape, {n: Hole(given) for n, given in chains.found.items()})

    def of(self, node: ast.expr) -> list[Reference]:
        """The references in an expression."""
        names = [n.id for n in walk(node) if isinstance(n, ast.Name)]
        return [self.found[name] for name in names if name in self.found]

    def symbol(self, node: ast.expr) -> str:
        """The symbol of TensorFlow that an expression is."""
        if isinstance(node, ast.Name) and node.id in self.found:
            return self.found[node.id].symbol
        return ""


def filled(node: ast.expr, given: Mapping[str, ast.expr]) -> ast.expr:
    """An expression with others in place of names."""
    bound = _bound(node)
    taken = {n: v for n, v in given.items() if n not in bound}
    found: ast.expr = _Filled(taken).visit(copy.deepcopy(node))
    return found


def same(one: ast.expr, other: ast.expr) -> bool:
    return ast.dump(one) == ast.dump(other)


def through(value: Value, names: Mapping[str, str]) -> Value:
    """The argument in a function that is called, which has parameters for its holes."""
    holes = {n: replace(h, given=ast.Name(names[n], ast.Load())) for n, h in value.holes.items()}
    return Value(value.shape, holes)


def renamed(value: Value, names: Mapping[str, str]) -> Value:
    """The argument with other names for its holes."""
    shape = filled(value.shape, {n: ast.Name(m, ast.Load()) for n, m in names.items()})
    return Value(shape, {names.get(n, n): h for n, h in value.holes.items()})


def mapped(value: Value, change: Callable[[ast.expr], ast.expr]) -> Value:
    """The argument with its holes given otherwise."""
    return Value(
        value.shape, {n: replace(h, given=change(h.given)) for n, h in value.holes.items()}
    )


def _bound(node: ast.expr) -> set[str]:
    """What lambdas and comprehensions in an expression bind."""
    found = {a.arg for n in walk(node) if isinstance(n, ast.Lambda) for a in _arguments(n)}
    return found | {
        n.id for n in walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }


def _arguments(node: ast.Lambda) -> list[ast.arg]:
    return [a for a in walk(node.args) if isinstance(a, ast.arg)]


class _Chains(ast.NodeTransformer):
    """Names for what an expression reads of its function: ``self.is_training`` is `is_training` elsewhere."""

    def __init__(self, local: set[str]) -> None:
        self._local = local
        self.found: dict[str, ast.expr] = {}

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        root: ast.expr = node
        while isinstance(root, ast.Attribute):
            root = root.value
        if not isinstance(root, ast.Name) or root.id not in self._local:
            node.value = self.visit(node.value)
            return node
        return self._named(node.attr, node)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._named(node.id, node) if node.id in self._local else node

    def _named(self, name: str, node: ast.expr) -> ast.expr:
        known = self.found.setdefault(name, node)
        if name == "self" or not same(known, node):
            raise Unknown(f"`{ast.unparse(node)}`")
        return ast.Name(name, ast.Load())


class _Filled(ast.NodeTransformer):
    def __init__(self, given: Mapping[str, ast.expr]) -> None:
        self._given = given

    def visit_Name(self, node: ast.Name) -> ast.expr:
        found = self._given.get(node.id)
        return node if found is None else copy.deepcopy(found)


def _linked(node: ast.AST) -> ast.AST:
    """A copy whose chains know the nodes that they were, of which the module knows what they are."""
    new = copy.copy(node)
    if isinstance(node, (ast.Name, ast.Attribute)):
        new.original = node  # type: ignore[attr-defined]
    for name, value in ast.iter_fields(node):
        if isinstance(value, ast.AST):
            setattr(new, name, _linked(value))
        elif isinstance(value, list):
            setattr(new, name, [_linked(v) if isinstance(v, ast.AST) else v for v in value])
    return new


class _Canonical(ast.NodeTransformer):
    def __init__(self, references: References, source: LiftSource) -> None:
        self._references = references
        self._source = source

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        found = self._whole(node)
        if found is None:
            node.value = self.visit(node.value)
            return node
        return found

    def visit_Name(self, node: ast.Name) -> ast.expr:
        found = self._whole(node)
        return node if found is None else found

    def _whole(self, node: ast.Attribute | ast.Name) -> ast.expr | None:
        original: ast.expr = node.original  # type: ignore[union-attr]
        source, root = self._source, original
        while isinstance(root, ast.Attribute):
            root = root.value
        if not isinstance(root, ast.Name) or not isinstance(root.ctx, ast.Load):
            return None
        scope = source.symbols.scope_of(root)
        home = scope.find(root.id) if scope is not None else None
        if home is not None and home.kind != "module":
            return None
        text = ast.unparse(original)
        symbol = source.symbol(original)
        target = None if symbol else source.symbols.target(original)
        if symbol and ".FLAGS." not in symbol:  # what they hold is the program's
            made = Reference(source.module, text, symbol)
        elif target is not None:
            made = Reference(source.module, text, "", target)
        elif home is None and hasattr(builtins, root.id):
            if isinstance(node, ast.Attribute):
                return None
            made = Reference("", text, known=True)
        else:
            bindings = home.names[root.id] if home is not None else []
            made = Reference(source.module, text)
            if len(bindings) == 1:
                made = replace(made, imported=imported(bindings[0]))
        return ast.Name(self._references.name(made), ast.Load())


def _spelling(reference: Reference, source: LiftSource, hidden: Collection[str]) -> str | None:
    """The chain by which a module has a reference; None when it has none."""
    names = source.symbols.module_scope.names
    if reference.known:
        taken = reference.root in hidden or reference.root in names
        return None if taken else reference.text
    if reference.module == source.module and reference.root not in hidden:
        return reference.text
    if reference.symbol:
        return _symbol(reference, source, hidden)
    if reference.target is not None:
        for name in names:
            if name not in hidden and source.symbols.bound_target(name) == reference.target:
                return name
    elif reference.root not in hidden and reference.imported:
        here = source.symbols.module_scope.names.get(reference.root, [])
        if [imported(b) for b in here] == [reference.imported]:
            return reference.text
    return None


def imported(binding: Binding) -> tuple[str, str] | None:
    """What an import that means the same in every module binds."""
    plain = binding.kind == "project" and not binding.module.startswith(".")
    return (binding.module, binding.name) if plain else None


def _symbol(reference: Reference, source: LiftSource, hidden: Collection[str]) -> str | None:
    """The shortest chain that leads to a symbol of TensorFlow, as the reference has it if that is possible."""
    found: list[str] = []
    for name in source.symbols.module_scope.names:
        path = source.symbols.bound_path(name)
        if path is None or name in hidden:
            continue
        if name == reference.root:
            for part in reference.text.split(".")[1:]:
                path = path.attr(part)
            if source.public(path.symbol) == reference.symbol:
                return reference.text
            path = source.symbols.bound_path(name)
            assert path is not None
        start = source.public(path.symbol)
        if reference.symbol == start or reference.symbol.startswith(f"{start}."):
            found.append(name + reference.symbol[len(start) :])
    return min(found, key=len, default=None)
