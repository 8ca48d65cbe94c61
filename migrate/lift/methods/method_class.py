"""A class whose methods build parts of a graph: its methods, and what its objects hold."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from migrate.lift.source.source import FunctionNode, LiftSource, statements
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import children, walk

_MAX_DEPTH = 20
_MAX_CALLS = 4
_SCOPES = ("tf.get_variable_scope", "tf.variable_scope", "tf.VariableScope")


@dataclass(frozen=True, eq=False)
class Store:
    """A place that sets an attribute of the object; ``value`` is None where that cannot be told."""

    method: FunctionNode
    statement: ast.stmt | None
    value: ast.expr | None


@dataclass(eq=False)
class MethodClass:
    """One class of the tree.

    Attributes:
      lineage: the class and its bases in the tree, nearest first.
      stores: attribute -> every place in the lineage that sets it.
      always: attributes that an object has once it is made.
      overridden: methods that a class below defines anew, with the name of that class.
      sources: the module of each class of the lineage.
      known: the methods that its objects have.
    """

    key: Key
    node: ast.ClassDef
    source: LiftSource
    lineage: tuple[tuple[Key, ast.ClassDef], ...]
    overridden: Mapping[str, str]
    sources: tuple[LiftSource, ...]
    stores: dict[str, list[Store]] = field(default_factory=dict)
    always: set[str] = field(default_factory=set)
    known: dict[str, FunctionNode] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for source, (_, node) in zip(self.sources, self.lineage, strict=True):
            for method in methods(node).values():
                place = ("stores", id(method))
                if place not in source.memo:
                    source.memo[place] = list(_stores(method))
                for name, store in source.memo[place]:
                    self.stores.setdefault(name, []).append(store)
        for _, node in reversed(self.lineage):
            self.known |= methods(node)
        self.always = _always([node for _, node in self.lineage], self.known)

    @property
    def init(self) -> FunctionNode | None:
        return methods(self.node).get("__init__")

    def set_before(self, body: list[ast.stmt], me: str) -> set[str]:
        """The attributes that an object has once statements of its constructor have run."""
        own = {t.id for _, c in self.lineage for s in c.body if isinstance(s, ast.Assign)
               for t in s.targets if isinstance(t, ast.Name)}  # fmt: skip
        return own | set_by(body, me, self.known)

    def key_of(self, method: FunctionNode) -> Key:
        """The key of a method of the lineage."""
        return next(
            (module, f"{qualname}.{method.name}")
            for (module, qualname), node in self.lineage
            if method in node.body
        )

    def method(self, name: str) -> tuple[Key, FunctionNode] | None:
        """The method of that name, with its key."""
        for (module, qualname), node in self.lineage:
            found = methods(node).get(name)
            if found is not None:
                return (module, f"{qualname}.{name}"), found
        return None


def read_class(sources: Mapping[str, LiftSource], graph: TreeGraph, key: Key) -> MethodClass | None:
    """The class of that key; None when it stands inside something else."""
    source = sources.get(key[0])
    node = top_class(source, key[1]) if source is not None else None
    if source is None or node is None:
        return None
    lineage, where = [(key, node)], [source]
    for base in above(graph, key):
        other = sources.get(base[0])
        found = top_class(other, base[1]) if other is not None else None
        if other is not None and found is not None:
            lineage.append((base, found))
            where.append(other)
    overridden: dict[str, str] = {}
    for below in graph.classes:
        if below != key and key in above(graph, below):
            for name in graph.classes[below].methods:
                overridden.setdefault(name, below[1])
    return MethodClass(key, node, source, tuple(lineage), overridden, tuple(where))


def top_class(source: LiftSource, name: str) -> ast.ClassDef | None:
    return next(
        (n for n in source.tree.body if isinstance(n, ast.ClassDef) and n.name == name), None
    )


def methods(node: ast.ClassDef) -> dict[str, FunctionNode]:
    """The methods by name; the last of several wins, as in Python."""
    return {n.name: n for n in node.body if isinstance(n, ast.FunctionDef)}


def receiver(method: FunctionNode) -> str:
    """The name a method has for its object, "" for a static one."""
    if is_static(method):
        return ""
    args = [*method.args.posonlyargs, *method.args.args]
    return args[0].arg if args and not _is_value(method, args[0].arg) else ""


def _is_value(method: FunctionNode, name: str) -> bool:
    """Whether the first parameter is no object but a value, as where only the class is asked for the method."""
    if name in ("self", "cls", "this"):
        return False
    nodes = [n for s in method.body for n in walk(s)]
    parts = {id(n.value): n.attr for n in nodes if isinstance(n, ast.Attribute)}
    asked = [parts.get(id(n)) for n in nodes if isinstance(n, ast.Name) and n.id == name]
    return None in asked and {a for a in asked if a} <= {"shape", "get_shape", "dtype"}


def is_static(method: FunctionNode) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "staticmethod" for d in method.decorator_list)


def attribute_of(node: ast.AST, me: str) -> str:
    """``x`` for ``self.x``, "" for anything else."""
    if me and isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.value.id == me:
            return node.attr
    return ""


def above(graph: TreeGraph, key: Key, depth: int = 0) -> list[Key]:
    """The bases of a class in the tree, and theirs."""
    if not depth and key in graph.ancestors:
        return graph.ancestors[key]
    found: list[Key] = []
    if depth < _MAX_DEPTH:
        for base in graph.bases(key):
            found += [base, *above(graph, base, depth + 1)]
    found = list(dict.fromkeys(found))
    if not depth:
        graph.ancestors[key] = found
    return found


def is_scope(cls: MethodClass, store: Store) -> bool:
    """Whether a place may set an attribute to a variable scope."""
    if isinstance(store.value, ast.Name):
        return any(
            isinstance(item.optional_vars, ast.Name) and item.optional_vars.id == store.value.id
            for node in walk(store.method)
            if isinstance(node, ast.With)
            for item in node.items
        )
    return store.value is not None and cls.source.called(store.value) in _SCOPES


def _stores(method: FunctionNode) -> Iterator[tuple[str, Store]]:
    me = receiver(method)
    if not me:
        return
    known: set[int] = set()
    for node in statements(method.body):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from _assigned(method, me, node, target, node.value, known)
        elif isinstance(node, (ast.AugAssign, ast.AnnAssign)):
            yield from _assigned(method, me, node, node.target, node.value, known)
    for part in walk(method):
        name = attribute_of(part, me)
        if name and isinstance(part, ast.Attribute) and not isinstance(part.ctx, ast.Load):
            if id(part) not in known:
                yield name, Store(method, None, None)


def _assigned(
    method: FunctionNode,
    me: str,
    node: ast.stmt,
    target: ast.expr,
    value: ast.expr | None,
    known: set[int],
) -> Iterator[tuple[str, Store]]:
    if isinstance(target, (ast.Tuple, ast.List)):
        values: list[ast.expr | None] = [value] * len(target.elts)
        if isinstance(value, (ast.Tuple, ast.List)) and len(value.elts) == len(target.elts):
            values = list(value.elts)
        for part, item in zip(target.elts, values, strict=True):
            yield from _assigned(method, me, node, part, item, known)
        return
    name = attribute_of(target, me)
    if name:
        known.add(id(target))
        yield name, Store(method, node, value)


def _always(lineage: list[ast.ClassDef], known: Mapping[str, FunctionNode]) -> set[str]:
    """What the classes set in their bodies, and what ``__init__`` and the methods it calls set however it runs."""
    found: set[str] = set()
    for node in lineage:
        for statement in node.body:
            if isinstance(statement, ast.Assign):
                found |= {t.id for t in statement.targets if isinstance(t, ast.Name)}
    for place, node in enumerate(lineage):
        init = methods(node).get("__init__")
        if init is None:
            continue
        found |= set_by(init.body, receiver(init), known)
        if any(_calls_super(s) for s in init.body):
            found |= _always(lineage[place + 1 :], known)
        break
    return found


def set_by(
    body: list[ast.stmt], me: str, known: Mapping[str, FunctionNode], depth: int = 0
) -> set[str]:
    """The attributes that a block sets however it runs, as far as it runs to its end.

    Args:
      known: the methods it may call on its object.
    """
    found: set[str] = set()
    for node in body:
        called = getattr(node, "value", None) if isinstance(node, (ast.Expr, ast.Assign)) else None
        if isinstance(called, ast.Call) and depth < _MAX_CALLS:
            method = known.get(attribute_of(called.func, me))
            if method is not None:
                found |= set_by(method.body, receiver(method), known, depth + 1)
        if isinstance(node, ast.Return):
            break
        if isinstance(node, ast.If):
            arms = [a for a in (node.body, node.orelse) if not _raises(a)]
            sets = [set_by(arm, me, known, depth) for arm in arms]
            found |= set.intersection(*sets) if sets else set()
            if any(isinstance(n, ast.Return) for n in walk(node)):
                break
        elif isinstance(node, ast.With):
            found |= set_by(node.body, me, known, depth)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for part in (p for t in targets for p in _targets(t)):
                if attribute_of(part, me):
                    found.add(attribute_of(part, me))
        elif any(isinstance(n, ast.Return) for n in walk(node)):
            break
    return found


def _targets(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, (ast.Tuple, ast.List)):
        for part in node.elts:
            yield from _targets(part)
    else:
        yield node


def _raises(body: list[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[-1], ast.Raise)


def _calls_super(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return False
    func = node.value.func
    return isinstance(func, ast.Attribute) and func.attr == "__init__" and bool(children(func))
