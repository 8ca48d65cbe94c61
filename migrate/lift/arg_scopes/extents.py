"""Which calls of a function stand in which ``arg_scope``."""

from __future__ import annotations

import ast
import sys
from dataclasses import dataclass, field

from migrate.lift.arg_scopes.reading import Env, Reader
from migrate.lift.arg_scopes.values import Unknown
from migrate.lift.source.settings import is_arg_scope, operation
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.model.tree import Key
from migrate.nodes import children, walk

# Functions that call a function they are given once for each layer: where that is, and what it is given.
_REPEATED = {"tf.contrib.layers.repeat": 2, "tf.contrib.layers.stack": 1}


@dataclass(frozen=True, eq=False)
class Scope:
    """A ``with arg_scope(...)``.

    Attributes:
      around: the scope that it adds to.
      given: what it gives itself.
      lines: between these, names in what it gives must keep their values.
      named: the statement that makes it, where that is none of its own.
      why: why what it gives cannot be told.
    """

    node: ast.With | None
    item: ast.withitem | None
    around: Scope | None
    given: Env
    lines: tuple[int, int]
    why: str = ""
    named: ast.stmt | None = None

    def inside(self, entry: Env) -> Env:
        """All that is given in it.

        Args:
          entry: what is given around the function.
        """
        outer = entry if self.around is None else self.around.inside(entry)
        return {**outer, **self.given}

    @property
    def unknown(self) -> str:
        return self.why or ("" if self.around is None else self.around.unknown)


@dataclass(frozen=True, eq=False)
class Use:
    """A call of an operation or of a function of the tree.

    Attributes:
      operation: the operation; also of a function of the tree that is one.
      callee: the function of the tree.
      layer: the argument that stands for what is called, for ``slim.repeat``.
    """

    node: ast.Call
    operation: str
    callee: Key | None
    scope: Scope | None
    layer: ast.expr | None = None
    late: bool = False  # in a lambda, which runs where it is called

    @property
    def call(self) -> ast.Call | None:
        """The call of the function as it is made; None where its arguments cannot be told."""
        if self.layer is None:
            return self.node
        at = self.node.args.index(self.layer)
        if at != _REPEATED["tf.contrib.layers.repeat"]:
            return None
        given = [k for k in self.node.keywords if k.arg != "scope"]
        return ast.Call(self.layer, [self.node.args[0], *self.node.args[at + 1 :]], given)


@dataclass(eq=False)
class Extent:
    """What a function holds.

    Attributes:
      values: functions that are used as values, with the scope that they stand in.
      opaque: calls of what is not known.
    """

    source: LiftSource
    key: Key
    node: FunctionNode | None
    scopes: list[Scope] = field(default_factory=list)
    uses: list[Use] = field(default_factory=list)
    values: list[tuple[ast.expr, str, Key | None, Scope | None]] = field(default_factory=list)
    opaque: list[tuple[ast.Call, Scope | None]] = field(default_factory=list)

    @property
    def body(self) -> list[ast.stmt]:
        return self.source.tree.body if self.node is None else self.node.body


def extent(reader: Reader, source: LiftSource, key: Key, node: FunctionNode | None) -> Extent:
    """Reads a function, or the code of a module."""
    walk_ = _Walk(reader, Extent(source, key, node))
    walk_.block(walk_.found.body, None)
    return walk_.found


class _Walk:
    def __init__(self, reader: Reader, found: Extent) -> None:
        self._reader = reader
        self._source = found.source
        self.found = found
        self._named: dict[str, Scope | None] = {}  # scopes with names
        function = reader.graph.functions.get(found.key)
        calls = [] if function is None else reader.graph.callees(found.key)
        self._callees = {(c.span.line, c.span.col): target for c, target in calls}
        self._silent: set[int] = set()  # names that are no values

    def block(self, body: list[ast.stmt], scope: Scope | None) -> None:
        for node in body:
            if isinstance(node, ast.With):
                inner = scope
                for item in node.items:
                    inner = self._item(node, item, inner)
                self.block(node.body, inner)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                self._decorators(node)
                args = [] if isinstance(node, ast.ClassDef) else children(node.args)
                for part in (*node.decorator_list, *args):
                    self._visit(part, scope)
                if isinstance(node, ast.ClassDef):
                    self.block([s for s in node.body if not isinstance(s, ast.FunctionDef)], scope)
            else:
                self._statement(node, scope)

    def _statement(self, node: ast.stmt, scope: Scope | None) -> None:
        self._remember(node, scope)
        for part in children(node):
            if isinstance(part, ast.stmt):
                self.block([part], scope)
            elif isinstance(part, ast.ExceptHandler):
                self.block(part.body, scope)
            else:
                self._visit(part, scope)

    def _decorators(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        for decorator in node.decorator_list:
            self._silent |= {id(n) for n in walk(decorator)}

    # ------------------------------------------------------------ scopes
    def _item(self, node: ast.With, item: ast.withitem, scope: Scope | None) -> Scope | None:
        call = item.context_expr
        if not isinstance(call, ast.Call) or not is_arg_scope(self._source.called(call)):
            self._visit(call, scope)
            return scope
        if call.args and isinstance(call.args[0], (ast.List, ast.Tuple)):
            self._silent |= {id(n) for n in walk(call.args[0])}
        self._silent |= {id(k.value) for k in call.keywords if k.arg == "normalizer_fn"}
        for part in (*call.args, *call.keywords):
            self._visit(part, scope)
        try:
            found = self._read(node, item, scope)
        except Unknown as unknown:
            found = Scope(node, item, scope, {}, _lines(node), str(unknown))
        if isinstance(item.optional_vars, ast.Name):
            self._named[item.optional_vars.id] = found
        self.found.scopes.append(found)
        return found

    def _read(self, node: ast.With, item: ast.withitem, scope: Scope | None) -> Scope:
        call = item.context_expr
        assert isinstance(call, ast.Call)
        first = call.args[0] if len(call.args) == 1 and not call.keywords else None
        if isinstance(first, ast.Name):
            known = self._named.get(first.id)
            if known is None or self._stores(first.id) != 1:
                raise Unknown(f"`arg_scope({first.id})`")
            return Scope(node, item, known, {}, _lines(node))
        if isinstance(first, ast.Call):
            given = self._reader.returned(self._source, first)
        else:
            given = self._reader.given(self._source, call, self.found.body)
        return Scope(node, item, scope, given, _lines(node))

    def _remember(self, node: ast.stmt, scope: Scope | None) -> None:
        """``scope = net_arg_scope()``: it adds to what is there now."""
        if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Call):
            return
        target = node.targets[0]
        if len(node.targets) != 1 or not isinstance(target, ast.Name):
            return
        if self._reader.function(self._source, node.value.func) is None:
            return
        try:
            given = self._reader.returned(self._source, node.value)
        except Unknown:
            return
        lines = node.lineno, sys.maxsize
        self._named[target.id] = Scope(None, None, scope, given, lines, named=node)

    def _stores(self, name: str) -> int:
        nodes = [n for s in self.found.body for n in walk(s) if isinstance(n, ast.Name)]
        return sum(n.id == name and isinstance(n.ctx, ast.Store) for n in nodes)

    # ------------------------------------------------------------ calls
    def _visit(self, node: ast.AST, scope: Scope | None, late: bool = False) -> None:
        if isinstance(node, ast.Call):
            self._call(node, scope, late)
        if isinstance(node, ast.Attribute) and self._is_asked(node):
            self._silent.add(id(node.value))
        if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load):
            if id(node) not in self._silent and self._value(node, scope):
                return
        for part in children(node):
            self._visit(part, scope, late or isinstance(node, ast.Lambda))

    def _is_asked(self, node: ast.Attribute) -> bool:
        """``net.default_image_size = 224`` hands no function on."""
        target = self._source.symbols.target(node.value)
        key = self._reader.graph.resolve(target) if target is not None else None
        function = self._reader.graph.functions.get(key) if key is not None else None
        return function is not None and function.kind == "function" and node.attr[:1] != "_"

    def _call(self, node: ast.Call, scope: Scope | None, late: bool) -> None:
        func = node.func
        symbol = self._source.symbol(func)
        callee = self._callees.get((node.lineno, node.col_offset))
        one = self._reader.operation(self._source, func)
        at = _REPEATED.get(operation(symbol)) if symbol else None
        if at is not None and len(node.args) > at:
            self._repeated(node, node.args[at], scope, late)
            self._silent.add(id(func))
        elif one or callee is not None:
            self._silent.add(id(func))
            self.found.uses.append(Use(node, one, callee, scope, late=late))
            for keyword in node.keywords:
                if keyword.arg == "normalizer_fn":
                    self._silent.add(id(keyword.value))
        elif not symbol:
            methods = self._reader.helpers.of(self._source, self.found.node, func)
            if methods is None or methods:
                self.found.opaque.append((node, scope))

    def _repeated(self, node: ast.Call, layer: ast.expr, scope: Scope | None, late: bool) -> None:
        one = self._reader.operation(self._source, layer)
        target = self._source.symbols.target(layer)
        callee = self._reader.graph.resolve(target) if target is not None else None
        if one or callee is not None:
            self._silent.add(id(layer))
            self.found.uses.append(Use(node, one, callee, scope, layer, late))
        else:
            self.found.opaque.append((node, scope))

    def _value(self, node: ast.expr, scope: Scope | None) -> bool:
        """Notes a function that is used as a value."""
        one = self._reader.operation(self._source, node)
        target = self._source.symbols.target(node)
        key = self._reader.graph.resolve(target) if target is not None else None
        if one or key is not None:
            self.found.values.append((node, one, key, scope))
            return True
        return False


def _lines(node: ast.With) -> tuple[int, int]:
    return node.lineno, node.end_lineno or node.lineno
