"""Where a function creates variables, and what stands around each place."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from migrate.lift.binding.times import TreeTimes
from migrate.lift.checks import keras_made
from migrate.lift.functions.hosted import Hosted, hosted
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import own_calls, own_nodes
from migrate.lift.source.jumps import counter, jumps
from migrate.lift.source.reuse_switches import switches_reuse
from migrate.lift.source.settings import (
    ArgScope,
    check_extent,
    is_arg_scope,
    module_dicts,
    read,
    written_dicts,
)
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key

_WEIGHTS = ("tf.get_variable", "tf.Variable")
_SCOPES = ("tf.variable_scope", "tf.variable_op_scope")
_NAME_SCOPES = ("tf.name_scope", "tf.op_scope")


_HARMLESS = frozenset(
    f"tf.{n}"
    for n in ("device", "control_dependencies", "colocate_with", "compat.v1.device", "init_scope")
)


@dataclass(frozen=True, eq=False)
class Scope:
    """A ``with tf.variable_scope(...)`` of the function (or ``tf.name_scope``)."""

    node: ast.With
    item: ast.withitem
    kind: str  # "variable_scope" or "name_scope"
    name: ast.expr | None
    default: ast.expr | None
    reuse: ast.expr | None
    same: bool  # it re-enters the scope it stands in
    keywords: tuple[str, ...]

    @property
    def alias(self) -> str:
        target = self.item.optional_vars
        return target.id if isinstance(target, ast.Name) else ""


@dataclass(frozen=True, eq=False)
class Site:
    """One call that creates variables.

    Attributes:
      kind: ``weight``, ``layer`` (a TF1 layer function), ``class`` (a TF1 layer class), ``cell`` (an RNN cell
        that is called in the function; ``node`` makes it, the rest is about its first call), ``function`` (of the tree, lifted) or ``object`` (of a class of the tree whose calls create variables).
      scopes: the scopes around it in the function, from the outermost.
      arms: the `if` statements around it, each with the arm it is in.
      settings: the `arg_scope`s around it, from the outermost.
      dicts: what the function's names for dicts hold that are written out and never changed.
      inside: the inner function that it stands in.
      host: the statement that calls that function first.
    """

    node: ast.Call
    kind: str
    symbol: str
    callee: Key | None
    statement: ast.stmt
    loops: tuple[ast.For, ...]
    arms: tuple[tuple[ast.If, bool], ...]
    scopes: tuple[Scope, ...]
    order: int
    settings: tuple[ArgScope, ...] = ()
    dicts: Mapping[str, ast.expr] = field(default_factory=dict)
    inside: ast.FunctionDef | None = None
    host: ast.stmt | None = None

    @property
    def made_in(self) -> ast.stmt:
        """The statement of the function itself that creates it."""
        return self.host or self.statement


@dataclass(eq=False)
class Sites:
    """The creation sites and scopes of a function; ``inner``: definitions in it that create variables."""

    sites: list[Site] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)
    switches: list[ast.stmt] = field(default_factory=list)  # statements that only set reuse
    inner: list[str] = field(default_factory=list)
    settings: list[ArgScope] = field(default_factory=list)
    dicts: dict[str, ast.Assign] = field(default_factory=dict)
    hosted: dict[str, Hosted] = field(
        default_factory=dict
    )  # inner functions whose sites are among these


def collect(
    source: LiftSource,
    tree: TreeTimes,
    body: list[ast.stmt],
    params: Iterable[str] = (),
    *,
    stays: bool = False,
) -> Sites:
    """Finds the sites of a function body.

    Args:
      params: the parameters of the function.
      stays: the body stays as it is: what a comprehension makes may be made there.

    Raises:
      Refused: one stands where no layer could be made for it.
    """
    keras_made.check(source, tree, body)
    walk = _Walk(source, tree)
    walk.stays = stays
    walk.cells = called_cells(source, tree, body)
    walk.found.dicts = written_dicts(body)
    walk.constants = _constants(source, tree.sources, body, params)
    walk.inner = hosted(source, body, set(params))
    walk.block(body, (), (), ())
    walk.check_called()
    known = {id(site.node) for site in walk.found.sites if site.kind == "layer"}
    for scope in walk.found.settings:
        check_extent(source, tree, scope, known)
    return walk.found


class _Walk:
    def __init__(self, source: LiftSource, tree: TreeTimes) -> None:
        self._source = source
        self._tree = tree
        self.found = Sites()
        self.constants: dict[str, ast.expr] = {}  # dicts of the module
        self.stays = False
        self._settings: list[ArgScope] = []
        self.cells: dict[str, ast.Assign] = {}
        self._arms: dict[str, tuple[tuple[ast.If, bool], ...]] = {}  # around the makings of cells
        self.inner: dict[str, Hosted] = {}
        self._host: ast.stmt | None = None  # the statement that calls the inner functions of now
        self._within: list[Hosted] = []
        self._reached: dict[str, tuple[Scope, ...]] = {}

    def block(
        self,
        body: list[ast.stmt],
        loops: tuple[ast.For, ...],
        arms: tuple[tuple[ast.If, bool], ...],
        scopes: tuple[Scope, ...],
    ) -> None:
        for node in body:
            if switches_reuse(self._source, node):
                self.found.switches.append(node)
            elif isinstance(node, ast.With):
                around = scopes
                settings = len(self._settings)
                for item in node.items:
                    if is_arg_scope(self._source.called(item.context_expr)):
                        self._settings.append(read(self._source, node, item))
                        self.found.settings.append(self._settings[-1])
                        continue
                    scope = self._scope(node, item)
                    if scope is not None:
                        self.found.scopes.append(scope)
                        around = (*around, scope)
                    else:
                        self._expressions(item.context_expr, node, loops, arms, scopes)
                        self._known_context(node, item)
                self.block(node.body, loops, arms, around)
                del self._settings[settings:]
            elif isinstance(node, ast.For):
                self._expressions(node.iter, node, loops, arms, scopes)
                if node.orelse:
                    self._none_in(node.orelse, "the `else` of a loop")
                left = jumps(node)
                if left and (self.stays or not self._may_be_left(node, [j for j, _ in left])):
                    self._none_in(node.body, "a loop that is left or cut short")
                self.block(node.body, (*loops, node), arms, scopes)
            elif isinstance(node, ast.If):
                self._expressions(node.test, node, loops, arms, scopes)
                self.block(node.body, loops, (*arms, (node, True)), scopes)
                self.block(node.orelse, loops, (*arms, (node, False)), scopes)
            elif isinstance(node, ast.Try) and raises_again(node):
                self.block(node.body, loops, arms, scopes)
                self._none_in([s for h in node.handlers for s in h.body], "an `except` clause")
            elif isinstance(node, (ast.While, ast.Try)):
                what = "a `while` loop" if isinstance(node, ast.While) else "a `try` statement"
                self._none_in([node], what)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
                hosts = isinstance(node, ast.FunctionDef) and self._hosts(node)
                if not hosts and self._creates([node]):
                    self.found.inner.append(node.name)
            else:
                self._expressions(node, node, loops, arms, scopes)

    def _may_be_left(self, loop: ast.For, left: list[ast.stmt]) -> bool:
        """Whether each turn of a loop that is left makes all it makes up to there: then the lists of layers are only shorter.

        Where nothing counts the turns, they must not end at another place than the lists do.
        """
        skipped = any(isinstance(jump, ast.Continue) for jump in left)
        made = [
            c for s in loop.body for c in ast.walk(s) if isinstance(c, ast.Call) and self.kind(c)
        ]
        kinds = [found[0] for c in made if (found := self.kind(c)) is not None]
        runs = any(
            isinstance(c.func, ast.Name) and c.func.id in self.cells for c in own_calls(loop.body)
        )
        if skipped or runs or any(kind in ("object", "other") for kind in kinds):
            return False
        return counter(loop) is not None or all(
            c.lineno < min(jump.lineno for jump in left) for c in made
        )

    def _expressions(
        self,
        node: ast.AST,
        statement: ast.stmt,
        loops: tuple[ast.For, ...],
        arms: tuple[tuple[ast.If, bool], ...],
        scopes: tuple[Scope, ...],
    ) -> None:
        for part, hidden in evaluation_order(node, self._is_object):
            site = self.kind(part)
            called = self._inner_called(part)
            if called is not None:
                self._call_inner(called, part, statement, hidden, loops, arms, scopes)
                continue
            if site is None:
                self._given_inner(part, scopes)
                self._cell(part, hidden, loops, arms, scopes)
                continue
            if hidden and (not self.stays or hidden == "a `lambda`"):
                raise Refused("TF304", f"creates variables in {hidden}", part.lineno)
            kind, symbol, callee = site
            self.found.sites.append(
                Site(
                    *(part, kind, symbol, callee, statement, loops, arms, scopes),
                    len(self.found.sites),
                    tuple(self._settings),
                    self.constants | {n: s.value for n, s in self.found.dicts.items()},
                    self._within[-1].node if self._within else None,
                    self._host,
                )
            )

    # ------------------------------------------------------------ inner functions of loops
    def _hosts(self, node: ast.FunctionDef) -> bool:
        """Whether an inner function creates nothing but where it is called."""
        return node.name in self.inner and self.inner[node.name].node is node

    def _inner_called(self, call: ast.Call) -> Hosted | None:
        if not isinstance(call.func, ast.Name):
            return None
        one = self.inner.get(call.func.id)
        known = one is not None and any(call is c for c, _ in one.calls)
        return one if known else None

    def _call_inner(
        self,
        one: Hosted,
        call: ast.Call,
        statement: ast.stmt,
        hidden: str,
        loops: tuple[ast.For, ...],
        arms: tuple[tuple[ast.If, bool], ...],
        scopes: tuple[Scope, ...],
    ) -> None:
        """The first call of an inner function creates what it creates; others must stand in the same scope."""
        around = tuple(s for s in scopes if s.kind == "variable_scope")
        if one.node.name in self._reached:
            if self._reached[one.node.name] != around and self._creates_inside(one):
                text = f"`{one.node.name}` is called in another scope than before"
                raise Refused("TF304", text, call.lineno)
            return
        if not self._creates_inside(one):
            return
        if hidden or loops or arms or self._settings:
            text = f"`{one.node.name}`, which creates variables, is called first in {hidden or 'a loop or branch'}"
            raise Refused("TF304", text, call.lineno)
        self._reached[one.node.name] = around
        host, self._host = self._host, self._host or statement
        self._within.append(one)
        self.found.hosted[one.node.name] = one
        self.block(one.node.body, loops, arms, scopes)
        self._within.pop()
        self._host = host

    def _given_inner(self, call: ast.Call, scopes: tuple[Scope, ...]) -> None:
        """A loop must call an inner function in the scope in which it was called first."""
        around = tuple(s for s in scopes if s.kind == "variable_scope")
        for name, one in self.inner.items():
            if call in one.given and self._reached.get(name, around) != around:
                text = f"`{name}` is called in another scope than before"
                raise Refused("TF304", text, call.lineno)

    def _creates_inside(self, one: Hosted, depth: int = 0) -> bool:
        if self._creates(one.node.body):
            return True
        called = (self._inner_called(c) for c in ast.walk(one.node) if isinstance(c, ast.Call))
        return any(
            c is not None and depth < 5 and self._creates_inside(c, depth + 1) for c in called
        )

    def check_called(self) -> None:
        """What a loop calls must have been called before, outside of it.

        Raises:
          Refused: it would make its variables in the loop.
        """
        for name, one in self.inner.items():
            if not self._creates_inside(one):
                continue
            if name not in self._reached:
                self.found.inner.append(name)
            for loop in one.given:
                first = min((c.lineno for c, inside in one.calls if inside is None), default=0)
                if not first or first >= loop.lineno:
                    text = f"`{name}` makes its variables in the loop that calls it"
                    raise Refused("TF304", text, loop.lineno)

    def _cell(
        self,
        node: ast.Call,
        hidden: str,
        loops: tuple[ast.For, ...],
        arms: tuple[tuple[ast.If, bool], ...],
        scopes: tuple[Scope, ...],
    ) -> None:
        """A cell makes its variables in the scope in which it is called first."""
        for name, statement in self.cells.items():
            if node is statement.value:
                self._arms[name] = arms
                if loops:
                    raise Refused("TF304", f"the cell `{name}` is made in a loop", node.lineno)
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in self.cells:
            return
        made = self.cells[name].value
        assert isinstance(made, ast.Call)
        if hidden:
            raise Refused("TF304", f"creates variables in {hidden}", node.lineno)
        if any(site.node is made for site in self.found.sites):
            return
        if self._arms.get(name) != arms:
            raise Refused("TF304", f"the cell `{name}` may be called or not", node.lineno)
        around = tuple(_in_first_turn(scope, loops) for scope in scopes)
        given = (made, "cell", self._source.called(made), None, self.cells[name], (), arms, around)
        self.found.sites.append(Site(*given, len(self.found.sites)))

    def kind(self, node: ast.Call) -> tuple[str, str, Key | None] | None:
        """(kind, symbol, callee) of a call that creates variables."""
        symbol = self._source.called(node)
        if symbol:
            rule = self._tree.rules.get(symbol)
            if rule is None:
                return None
            if symbol in _WEIGHTS:
                return "weight", symbol, None
            if rule.kind in ("layer", "class"):
                return rule.kind, symbol, None
            if rule.kind == "runner" and rule.cells:
                return "layer", symbol, None
            if rule.kind == "cell":
                return None  # what runs it makes its variables
            if rule.creates or rule.kind == "runner":
                return "other", symbol, None
            return None
        callee = self._tree.callee(self._source, node)
        if callee is not None and callee in self._tree.factories:
            return "weight", self._tree.factories[callee].symbol, callee
        if callee is not None and (
            callee in self._tree.makers or callee in self._tree.cell_classes
        ):
            return None  # what runs the cells makes their variables
        if callee is not None and callee in self._tree.graph.creating:
            return "function", "", callee
        if callee is not None and callee in self._tree.objects:
            return "object", "", callee
        return None

    def _is_object(self, node: ast.Call) -> bool:
        """Whether a call makes an object, which makes variables no sooner than it is called."""
        found = self.kind(node)
        return found is not None and found[0] == "object"

    def _known_context(self, node: ast.With, item: ast.withitem) -> None:
        """A context manager of which it is not known that it leaves names and variables alone."""
        call = item.context_expr
        symbol = self._source.called(call) or self._source.symbol(call)
        if symbol not in _HARMLESS:
            self._none_in(node.body, f"`with {ast.unparse(call)}`")

    def _none_in(self, body: list[ast.stmt], where: str) -> None:
        if self._creates(body):
            raise Refused("TF304", f"{where} creates variables", body[0].lineno)

    def _creates(self, body: list[ast.stmt]) -> bool:
        parts = [p for statement in body for p in ast.walk(statement) if isinstance(p, ast.Call)]
        called = {p.func.id for p in parts if isinstance(p.func, ast.Name)}
        return bool(called & self.cells.keys()) or any(self.kind(p) is not None for p in parts)

    def _scope(self, node: ast.With, item: ast.withitem) -> Scope | None:
        call = item.context_expr
        symbol = self._source.called(call)
        if not isinstance(call, ast.Call) or symbol not in (*_SCOPES, *_NAME_SCOPES):
            return None
        names = {
            "tf.variable_scope": ("name_or_scope", "default_name", "values"),
            "tf.variable_op_scope": ("values", "name_or_scope", "default_name"),
            "tf.name_scope": ("name", "default_name", "values"),
            "tf.op_scope": ("values", "name", "default_name"),
        }[symbol]
        given = dict(zip(names, call.args, strict=False))
        given |= {k.arg: k.value for k in call.keywords if k.arg}
        name = given.get("name_or_scope", given.get("name"))
        if isinstance(name, ast.Constant) and name.value is None:
            name = None
        if isinstance(name, (ast.Constant, ast.JoinedStr)):
            given.pop("default_name", None)  # it is not looked at
        same = self._source.called(name) == "tf.get_variable_scope" if name is not None else False
        known = {*names, "name_or_scope", "name", "reuse", "auxiliary_name_scope"}
        odd = tuple(k for k in given if k not in known)
        odd += ("**",) if any(k.arg is None for k in call.keywords) else ()
        kind = "variable_scope" if symbol in _SCOPES else "name_scope"
        return Scope(
            *(node, item, kind, name, given.get("default_name"), given.get("reuse")),
            *(same, odd),
        )


def _constants(
    source: LiftSource,
    sources: Mapping[str, LiftSource],
    body: list[ast.stmt],
    params: Iterable[str],
) -> dict[str, ast.expr]:
    """The dicts of the module that a function sees."""
    found = module_dicts(source, sources)
    if not found:
        return {}
    own = {
        n.id for n in own_nodes(body) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    return {n: s.value for n, s in found.items() if n not in own and n not in set(params)}


def called_cells(
    source: LiftSource, tree: TreeTimes, body: list[ast.stmt]
) -> dict[str, ast.Assign]:
    """The names of RNN cells that a function makes and calls by itself."""
    called = {c.func.id for c in own_calls(body) if isinstance(c.func, ast.Name)}
    bound: dict[str, list[ast.expr]] = {}
    found: dict[str, ast.Assign] = {}
    for node in own_nodes(body):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            bound.setdefault(node.id, []).append(node)
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            rule = tree.rules.get(source.called(node.value))
            target = node.targets[0]
            if isinstance(target, ast.Name) and rule is not None and rule.kind == "cell":
                if target.id in called:
                    found[target.id] = node
    return {name: node for name, node in found.items() if len(bound[name]) == 1}


def _in_first_turn(scope: Scope, loops: tuple[ast.For, ...]) -> Scope:
    """A scope with ``reuse=(t != 0)`` as the first turn of its loop enters it."""
    test = scope.reuse
    counts = {
        loop.target.id
        for loop in loops
        if isinstance(loop.target, ast.Name)
        and isinstance(loop.iter, ast.Call)
        and isinstance(loop.iter.func, ast.Name)
        and loop.iter.func.id in ("range", "xrange")
        and len(loop.iter.args) == 1
    }
    if isinstance(test, ast.Compare) and isinstance(test.left, ast.Name) and test.left.id in counts:
        (operator,), (limit,) = test.ops[:1], test.comparators[:1]
        if len(test.ops) == 1 and isinstance(limit, ast.Constant) and limit.value == 0:
            if isinstance(operator, (ast.NotEq, ast.Gt)):
                return replace(scope, reuse=None)
    return scope


def raises_again(node: ast.Try) -> bool:
    """A `try` that only says more about an error: what it creates is created either way."""
    ends = [h.body[-1] for h in node.handlers]
    return not node.orelse and not node.finalbody and all(isinstance(e, ast.Raise) for e in ends)


def evaluation_order(
    node: ast.AST, is_object: Callable[[ast.Call], bool], hidden: str = ""
) -> Iterator[tuple[ast.Call, str]]:
    """Calls in the order in which they make variables (arguments first), with what hides them from the plain flow."""
    inner = hidden
    if isinstance(node, ast.Lambda):
        inner = "a `lambda`"
    elif isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        inner = "a comprehension"
    elif isinstance(node, (ast.IfExp, ast.BoolOp)):
        inner = "a conditional expression"
    parts = list(ast.iter_child_nodes(node))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Call) and is_object(node.func):
        parts = [*parts[1:], node.func]
    for child in parts:
        yield from evaluation_order(child, is_object, inner)
    if isinstance(node, ast.Call):
        yield node, hidden
