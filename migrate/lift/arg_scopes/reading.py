"""What an ``arg_scope`` says, written where it stands or in a function that returns it.

def net_arg_scope(weight_decay=0.0005):
    with slim.arg_scope([slim.conv2d], weights_regularizer=slim.l2_regularizer(weight_decay)) as scope:
        return scope
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from migrate.lift.arg_scopes.values import (
    Hole,
    References,
    Unknown,
    Value,
    filled,
    same,
)
from migrate.lift.checks.helper_calls import HelperCalls
from migrate.lift.source.bodies import bind, own_nodes
from migrate.lift.source.layer_table import entries
from migrate.lift.source.settings import in_order, is_arg_scope, is_known_elsewhere, operation
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

# They say which variables there are, or are about all calls together.
_NOT_FOR_ALL = frozenset(("scope", "name", "reuse", "inputs"))

# (operation, argument) -> value; an operation is a symbol or "module:qualified name".
Env = dict[tuple[str, str], Value]


@dataclass(frozen=True, eq=False)
class Reader:
    """Reads the scopes of a tree.

    Attributes:
      references: what names in them stand for.
      made: the functions of the tree that returned a scope.
    """

    sources: Mapping[str, LiftSource]
    graph: TreeGraph
    references: References = field(default_factory=References)
    made: set[Key] = field(default_factory=set)

    @cached_property
    def helpers(self) -> HelperCalls:
        return HelperCalls(self.graph, self.sources)

    def operation(self, source: LiftSource, node: ast.expr) -> str:
        """The operation that an expression is, "" for none."""
        symbol = source.symbol(node)
        if symbol:
            return operation(symbol) if symbol.startswith("tf.contrib.") else ""
        target = source.symbols.target(node)
        if target is None:
            return ""
        key = self.graph.resolve(target) or target
        return own_operation(key) if key in self.graph.functions else ""

    def given(self, source: LiftSource, call: ast.Call, body: list[ast.stmt]) -> Env:
        """What a call of ``arg_scope`` with a list gives, without what is around it.

        Args:
          body: of the function that it stands in.

        Raises:
          Unknown: it cannot be told.
        """
        operations = self.operations(source, call)
        found: Env = {}
        for name, written in settings(call, lambda n: written_dict(source, n, body, self.sources)):
            value = self.references.value(source, written)
            for one in operations:
                found[one, name] = value
        return found

    def operations(self, source: LiftSource, call: ast.Call) -> list[str]:
        """The operations that an ``arg_scope`` lists.

        Raises:
          Unknown: there is no list, or one of them is unknown.
        """
        shown = ast.unparse(call.args[0]) if call.args else ""
        listed = call.args[0] if len(call.args) == 1 else None
        if not isinstance(listed, (ast.List, ast.Tuple)):
            raise Unknown(f"`arg_scope({shown})`")
        operations = [self.operation(source, e) for e in listed.elts]
        if not all(operations):
            raise Unknown(f"`arg_scope({shown})`")
        return operations

    def function(self, source: LiftSource, node: ast.expr, depth: int = 0) -> Key | None:
        """The function of the tree that an expression is.

        ``net.net_arg_scope`` is that of `utils` where `net` says ``net_arg_scope = utils.net_arg_scope``.
        """
        target = source.symbols.target(node)
        if target is not None:
            return self.graph.resolve(target) or target
        module = (
            source.symbols.module_named(node.value) if isinstance(node, ast.Attribute) else None
        )
        home = self.sources.get(module) if module is not None else None
        if not isinstance(node, ast.Attribute) or home is None or depth > 4:
            return None
        names = home.symbols.module_scope.names.get(node.attr, [])
        mentions = [n for s in self.sources.values() for n in s.attributes.get(node.attr, ())]
        stored = any(not isinstance(n.ctx, ast.Load) for n in mentions)
        if len(names) != 1 or names[0].kind != "alias" or stored or node.attr in home.rebound:
            return None
        alias = names[0].node
        return self.function(home, alias, depth + 1) if isinstance(alias, ast.expr) else None

    def returned(self, source: LiftSource, call: ast.Call) -> Env:
        """What a function of the tree returns that makes an ``arg_scope``.

        Raises:
          Unknown: it is none, or what it says cannot be told.
        """
        key = self.function(source, call.func)
        home = self.sources.get(key[0]) if key is not None else None
        node = home.functions.get(key[1]) if home is not None and key is not None else None
        shown = f"`{ast.unparse(call.func)}`"
        if key is None or home is None or node is None or "." in key[1] or node.decorator_list:
            raise Unknown(f"{shown} returns")
        if home.definitions[key[1]] > 1:
            raise Unknown(f"{shown}, which is defined twice,")
        args = node.args
        starred = any(isinstance(a, ast.Starred) for a in call.args)
        if args.vararg or args.kwarg or starred or any(k.arg is None for k in call.keywords):
            raise Unknown(f"the arguments of {shown}")
        holes: dict[str, Hole] = {}
        given = bind(call, node, key)
        for arg, default, _ in parameters(node):
            initial = self.references.canonical(home, default) if default is not None else None
            if initial is not None and self.references.local(initial):
                raise Unknown(f"`{arg.arg}` of {shown}")
            if arg.arg in given:
                value = self.references.canonical(source, given[arg.arg])
            elif initial is not None:
                value = initial
            else:
                raise Unknown(f"`{arg.arg}` of {shown}")
            holes[arg.arg] = Hole(value, initial)
        returned = _Run(self, home, node, holes).result(shown)
        self.made.add(key)
        return returned


def settings(call: ast.Call, dicts: Callable[[ast.expr], ast.expr]) -> list[tuple[str, ast.expr]]:
    """The arguments that an ``arg_scope`` gives, those of ``**params`` among them.

    Args:
      dicts: finds the dict that an expression is.

    Raises:
      Unknown: they are not written out, or not for all calls.
    """
    found: list[tuple[str, ast.expr]] = []
    for keyword in call.keywords:
        written = dicts(keyword.value)
        if keyword.arg is not None:
            found.append((keyword.arg, written))
            continue
        known = isinstance(written, ast.Dict) or written is not keyword.value
        pairs = entries(written) if known else None
        if pairs is None:
            raise Unknown("`**` of `arg_scope`")
        found += pairs
    names = [name for name, _ in found]
    odd = [n for n in names if n in _NOT_FOR_ALL or names.count(n) > 1 or not n.isidentifier()]
    if odd:
        raise Unknown(f"`{odd[0]}` of `arg_scope`")
    return found


def own_operation(key: Key) -> str:
    return f"{key[0]}:{key[1]}"


def written_dict(
    source: LiftSource,
    node: ast.expr,
    body: list[ast.stmt],
    sources: Mapping[str, LiftSource],
) -> ast.expr:
    """The dict that a name stands for, of a function or of the module, when it is written out and never changed."""
    if not isinstance(node, ast.Name):
        return node
    scope = source.symbols.scope_of(node)
    home = scope.find(node.id) if scope is not None else None
    if home is None:
        return node
    if home.kind == "module":
        if node.id in source.changed | source.rebound:
            return node
        if is_known_elsewhere(source, sources, node.id):
            return node
    where: list[ast.stmt] = source.tree.body if home.kind == "module" else body
    uses = [n for n in own_nodes(where) if isinstance(n, ast.Name) and n.id == node.id]
    stored = [n for n in uses if isinstance(n.ctx, ast.Store)]
    if len(stored) != 1 or len(home.names[node.id]) != 1:
        return node
    called = _names(where, node.id)
    if any(_changes(n, name) for n in own_nodes(where) for name in called):
        return node
    for statement in where if home.kind == "module" else in_order(where):
        if isinstance(statement, ast.Assign) and statement.targets == stored:
            if home.kind != "module" and _is_stale(where, statement, node):
                return node
            if is_dict(source, statement.value):
                return statement.value
    return node


def _is_stale(where: list[ast.stmt], made: ast.Assign, use: ast.expr) -> bool:
    """Whether a dict says something else where it is used than its text would say there."""
    if made.lineno >= use.lineno:
        return True
    read = {n.id for n in walk(made.value) if isinstance(n, ast.Name)}
    read |= {n.attr for n in walk(made.value) if isinstance(n, ast.Attribute)}
    for node in own_nodes(where):
        if isinstance(node, (ast.Name, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if name in read and node.lineno > made.lineno:
                return True
    return False


def is_dict(source: LiftSource, node: ast.expr) -> bool:
    """Whether a dict is written out whose keys are names."""
    if isinstance(node, ast.Call):
        made = isinstance(node.func, ast.Name) and node.func.id == "dict"
        scope = source.symbols.scope_of(node.func) if isinstance(node.func, ast.Name) else None
        plain = scope is not None and scope.find("dict") is None
        return made and plain and not node.args and all(k.arg for k in node.keywords)
    return isinstance(node, ast.Dict) and all(
        isinstance(k, ast.Constant) and isinstance(k.value, str) for k in node.keys
    )


def _changes(node: ast.AST, name: str) -> bool:
    """Whether a node may change the contents of what a name stands for, or give it another one."""
    if isinstance(node, (ast.Subscript, ast.Attribute)):
        return isinstance(node.value, ast.Name) and node.value.id == name
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id == name:
        return not all(isinstance(target, ast.Name) for target in node.targets)  # kept elsewhere
    return isinstance(node, ast.Delete) and any(
        isinstance(n, ast.Name) and n.id == name for n in walk(node)
    )


def _names(where: list[ast.stmt], name: str) -> set[str]:
    """All names of what a name stands for: ``other = params``."""
    found = {name}
    while True:
        more = {
            target.id
            for node in own_nodes(where)
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name)
            for target in node.targets
            if isinstance(target, ast.Name) and node.value.id in found
        }
        if more <= found:
            return found
        found |= more


def _chosen(node: ast.expr, decided: Callable[[ast.expr], bool | None]) -> ast.expr:
    """An expression without the choices that are known."""
    found: ast.expr = _Chosen(decided).visit(node)
    return found


class _Chosen(ast.NodeTransformer):
    """``a if True else b`` is `a`."""

    def __init__(self, decided: Callable[[ast.expr], bool | None]) -> None:
        self._decided = decided

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        known = self._decided(node.test)
        if known is None:
            self.generic_visit(node)
            return node
        found: ast.expr = self.visit(node.body if known else node.orelse)
        return found


class _Run:
    """Follows the one way that a function can go which makes a scope of its arguments."""

    def __init__(
        self, reader: Reader, source: LiftSource, node: FunctionNode, holes: dict[str, Hole]
    ) -> None:
        self._reader = reader
        self._source = source
        self._node = node
        self._holes = holes
        self._locals: dict[str, ast.expr] = {}
        self._shared: set[str] = set()  # dicts with two names
        self._scopes: dict[str, Env] = {}
        self._env: Env = {}
        self._returned: Env | None = None

    def result(self, shown: str) -> Env:
        self._block(self._node.body)
        if self._returned is None:
            raise Unknown(f"{shown} returns")
        return self._returned

    def _block(self, body: list[ast.stmt]) -> None:
        for node in body:
            if self._returned is not None:
                return
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                continue
            if isinstance(node, ast.Assign) and len(node.targets) == 1:
                self._assign(node.targets[0], node.value)
            elif isinstance(node, ast.If):
                self._branches(node)
            elif isinstance(node, ast.With):
                before = dict(self._env)
                for item in node.items:
                    self._enter(item)
                self._block(node.body)
                self._env = before
            elif isinstance(node, ast.Return):
                self._return(node.value)
            elif not isinstance(node, ast.Pass):
                raise Unknown(f"`{ast.unparse(node).splitlines()[0]}`")

    def _branches(self, node: ast.If) -> None:
        """One of the blocks where the test is known; names that either gives a value get it by the test otherwise."""
        test = self._value(node.test)
        known = self._decided(test)
        if known is not None:
            self._block(node.body if known else node.orelse)
            return
        plain = all(isinstance(n, (ast.Assign, ast.Pass)) for n in (*node.body, *node.orelse))
        if not plain or any(isinstance(n, ast.Call) for n in walk(node.test)):
            raise Unknown(f"`{ast.unparse(node.test)}`")
        before = dict(self._locals)
        self._block(node.body)
        one, self._locals = self._locals, dict(before)
        self._block(node.orelse)
        other = self._locals
        for name in one.keys() | other.keys():
            first, second = (each.get(name, ast.Name(name, ast.Load())) for each in (one, other))
            if same(first, second):
                continue
            if any(isinstance(n, ast.Dict) for n in (first, second)):
                raise Unknown(f"`{ast.unparse(node.test)}`")
            other[name] = ast.IfExp(test, first, second)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            found = self._value(value)
            if isinstance(value, ast.Name) and isinstance(found, ast.Dict):
                self._shared |= {target.id, value.id}
            self._locals[target.id] = found
            return
        known = target.value if isinstance(target, ast.Subscript) else None
        changed = self._locals.get(known.id) if isinstance(known, ast.Name) else None
        key = target.slice if isinstance(target, ast.Subscript) else None
        read = bool(self._env or self._scopes)  # a scope may have the dict already
        read = read or (isinstance(known, ast.Name) and known.id in self._shared)
        if read or not isinstance(changed, ast.Dict) or not isinstance(key, ast.Constant):
            raise Unknown(f"`{ast.unparse(target)}`")
        assert isinstance(known, ast.Name)
        pairs = {_constant(k): v for k, v in zip(changed.keys, changed.values, strict=True)}
        pairs[key.value] = self._value(value)
        keys: list[ast.expr | None] = [ast.Constant(k) for k in pairs]
        self._locals[known.id] = ast.Dict(keys, list(pairs.values()))

    def _value(self, node: ast.expr) -> ast.expr:
        """An expression of references and parameters."""
        found = self._reader.references.canonical(self._source, node)
        found = _chosen(filled(found, self._locals), self._decided)
        strange = set(self._reader.references.local(found)) - self._holes.keys()
        if strange:
            raise Unknown(f"`{min(strange)}`")
        return found

    def _decided(self, test: ast.expr) -> bool | None:
        """What a test of references and parameters gives; None when that depends on what is not constant."""
        value = filled(test, {n: h.given for n, h in self._holes.items()})
        if isinstance(value, ast.UnaryOp) and isinstance(value.op, ast.Not):
            value, wanted = value.operand, False
        else:
            wanted = True
        if isinstance(value, ast.Compare) and len(value.ops) == 1:
            other = value.comparators[0]
            if isinstance(value.left, ast.Constant) and isinstance(other, ast.Constant):
                if isinstance(value.ops[0], (ast.Is, ast.Eq)):
                    return (value.left.value == other.value) is wanted
                if isinstance(value.ops[0], (ast.IsNot, ast.NotEq)):
                    return (value.left.value != other.value) is wanted
        return bool(value.value) is wanted if isinstance(value, ast.Constant) else None

    def _enter(self, item: ast.withitem) -> None:
        call = item.context_expr
        if not isinstance(call, ast.Call) or not is_arg_scope(self._source.called(call)):
            raise Unknown(f"`{ast.unparse(call)}`")
        first = call.args[0] if len(call.args) == 1 else None
        if isinstance(first, ast.Name) and first.id in self._scopes and not call.keywords:
            self._env = dict(self._scopes[first.id])
        elif isinstance(first, ast.Call):
            self._env = self._env | self._nested(first)
        else:
            operations = self._reader.operations(self._source, call)
            for name, shape in settings(call, self._setting):
                holes = {n: self._holes[n] for n in self._reader.references.local(shape)}
                for one in operations:
                    self._env = {**self._env, (one, name): Value(shape, holes)}
        if isinstance(item.optional_vars, ast.Name):
            self._scopes[item.optional_vars.id] = dict(self._env)
        elif item.optional_vars is not None:
            raise Unknown(f"`{ast.unparse(item.optional_vars)}`")

    def _setting(self, node: ast.expr) -> ast.expr:
        return self._value(written_dict(self._source, node, [], self._reader.sources))

    def _nested(self, call: ast.Call) -> Env:
        """What another such function returns, with the parameters of this one as arguments."""
        found = self._reader.returned(self._source, call)
        passed: Env = {}
        for key, value in found.items():
            shape = filled(value.expanded, self._locals)
            names = self._reader.references.local(shape)
            if not set(names) <= self._holes.keys():
                raise Unknown(f"`{ast.unparse(call)}`")
            passed[key] = Value(shape, {n: self._holes[n] for n in names})
        return passed

    def _return(self, value: ast.expr | None) -> None:
        if isinstance(value, ast.Name) and value.id in self._scopes:
            self._returned = self._scopes[value.id]
        elif isinstance(value, ast.Call):
            self._returned = self._env | self._nested(value)
        else:
            raise Unknown("what it returns")


def _constant(node: ast.expr | None) -> Any:
    return node.value if isinstance(node, ast.Constant) else None
