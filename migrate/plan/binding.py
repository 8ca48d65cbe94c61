"""Binding times of the parameters of a whole tree, and what comes too late for a layer to own.

A parameter that some caller fills with a tensor, or that its function uses as one, is ``CALL``. What
decides which variables there are (a name, a shape, the bound of a loop or the test of a branch around a
creation) must be known by ``SHAPE``; where it is not, the function cannot become a layer.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from migrate.model.graph import Context, Creation, Expr, FunctionScopes
from migrate.model.tree import Key, TreeGraph
from migrate.model.values import called
from migrate.plan.times import Clock, Time, parsed

_MAX_ROUNDS = 20
_MAX_DEPTH = 8
# Arguments of layers that are taken when tensors flow.
_AT_CALL = frozenset(
    {"inputs", "ids", "training", "is_training", "rate", "keep_prob", "memory", "sequence_length"}
    | {"initial_state", "initial_state_fw", "initial_state_bw", "memory_sequence_length", "helper"}
    | {"attention_mechanism", "embedding", "start_tokens", "end_token", "output_layer"}
)
_LITERAL = re.compile(r"'([^'\\]*)'")
_MADE_OF = ("initializer", "initial_value", "regularizer", "constraint")


@dataclass(frozen=True)
class Late:
    """Something that decides about variables and is only known when tensors flow.

    Attributes:
      what: ``"shape of `w`"``.
      text: the expression.
      line: where it stands.
      because: the names in it that are tensors.
    """

    what: str
    text: str
    line: int
    because: tuple[str, ...]


@dataclass(frozen=True)
class FunctionBinding:
    """The times of one function's parameters, and what hinders its lifting."""

    params: Mapping[str, Time]
    late: tuple[Late, ...] = ()

    @property
    def liftable(self) -> bool:
        return not self.late


class BindingTimes:
    """The least solution of the binding-time equations of a tree.

    Args:
      graph: a scope graph that was made with ``flow=True``.
    """

    def __init__(self, graph: TreeGraph) -> None:
        self._graph = graph
        self._params: dict[Key, dict[str, Time]] = {
            key: dict.fromkeys((p.name for p in f.params), Time.CONFIG)
            for key, f in graph.functions.items()
        }
        self._attributes: dict[tuple[Key, str], Time] = {}
        self._results: dict[tuple[Key, tuple[Time, ...], bool], Time] = {}
        self._demanded: dict[Key, set[str]] = {key: set() for key in graph.functions}
        self._depth = 0
        self._solve()
        self._bindings = {key: self._binding(key) for key in graph.scoped}

    def __getitem__(self, key: Key) -> FunctionBinding:
        return self._bindings[key]

    # ------------------------------------------------------------ the fixpoint
    def _solve(self) -> None:
        self._demand()
        for key in self._graph.functions:
            self._use(key)
        for _ in range(_MAX_ROUNDS):
            self._results.clear()
            before = {k: dict(v) for k, v in self._params.items()}, dict(self._attributes)
            for key in self._graph.functions:
                self._flow_into_callees(key)
                self._use_through_callees(key)
            if before == (self._params, self._attributes):
                return

    def _flow_into_callees(self, key: Key) -> None:
        """What callers fill parameters with, and methods their objects' attributes."""
        function = self._graph.functions[key]
        names = self.names(key)
        if function.kind == "method":
            owner = (key[0], function.owner)
            for name, time in names.items():
                if name.startswith("self."):
                    known = self._attributes.get((owner, name), Time.CONFIG)
                    self._attributes[owner, name] = max(known, time)
        clock = self._clock(names)
        for call, target in self._graph.callees(key):
            times = self._params[target]
            for name, argument in self._graph.bind(call, self._graph.functions[target]).items():
                if name in times:
                    times[name] = max(times[name], clock.time(argument))

    def _use_through_callees(self, key: Key) -> None:
        """A parameter handed on as a tensor is one, unless it decides about variables here."""
        mine = self._params[key]
        for call, target in self._graph.callees(key):
            theirs = self._params[target]
            for name, argument in self._graph.bind(call, self._graph.functions[target]).items():
                own = argument.text
                if own in mine and theirs.get(name) is Time.CALL and own not in self._demanded[key]:
                    mine[own] = Time.CALL

    def _use(self, key: Key) -> None:
        """What a function itself uses as a tensor."""
        function = self._graph.functions[key]
        mine = self._params[key]
        expressions = [a.value for a in function.assignments]
        expressions += [e for c in function.creations for _, e in c.args]
        expressions += [b.test for b in function.branches if b.test is not None]
        expressions += [i.iterable for i in function.loops if i.iterable is not None]
        for creation in function.creations:
            for argument in _tensor_arguments(creation):
                if argument.text in mine:
                    mine[argument.text] = Time.CALL
        for expr in expressions:
            symbols = dict(expr.symbols)
            for name in _used_as_tensor(parsed(expr.text), symbols):
                if name in mine and name not in self._demanded[key]:
                    mine[name] = Time.CALL
            for name in _asked_for_shape(parsed(expr.text)):
                if name in mine:
                    mine[name] = Time.CALL

    def _demand(self) -> None:
        """The parameters that decide about variables, through local names and calls."""
        changed = True
        while changed:
            changed = False
            for key, function in self._graph.functions.items():
                wanted = [(e, made_of) for _, e, made_of in _deciding(self._graph, function)]
                for call, target in self._graph.callees(key):
                    theirs = self._graph.functions[target]
                    for name, argument in self._graph.bind(call, theirs).items():
                        if name in self._demanded[target]:
                            wanted.append((argument, False))
                found = _slice(function, wanted)
                if not found <= self._demanded[key]:
                    self._demanded[key] |= found
                    changed = True

    # ------------------------------------------------------------ one function
    def names(self, key: Key) -> dict[str, Time]:
        """The times of a function's parameters, local names and ``self`` attributes."""
        return self._names_under(key, self._params[key])[0]

    def _names_under(
        self, key: Key, params: Mapping[str, Time], pure: bool = False
    ) -> tuple[dict[str, Time], list[Time]]:
        """The times of the names at the end, and of what each ``return`` gives where it stands."""
        function = self._graph.functions[key]
        names: dict[str, Time] = {}
        outer = (key[0], function.owner)
        if function.kind == "function" and outer in self._graph.functions and self._depth < 3:
            self._depth += 1
            outer_names = self.names(outer)
            names.update({n: t for n, t in outer_names.items() if n in set(function.free)})
            self._depth -= 1
        if function.kind == "method":
            names.update({n: t for (c, n), t in self._attributes.items() if c == outer})
        names.update(params)
        returned: list[Time] = []
        for _ in range(2):
            returned.clear()
            for assignment in function.assignments:
                clock = self._clock(names, pure)
                if assignment.op == "return":
                    returned.append(clock.time(assignment.value))
                if assignment.op in ("return", "with"):
                    continue
                target = _target(assignment.target)
                if target is None:
                    continue
                spread = assignment.op == "for" or isinstance(target, (ast.Tuple, ast.List))
                if spread:
                    found = clock.elements(assignment.value, target)
                else:
                    found = {_base(target): clock.time(assignment.value)}
                for name, time in found.items():
                    again = assignment.op != "=" or assignment.context.branches
                    partly = isinstance(target, ast.Subscript)
                    if again or partly or assignment.context.loops:
                        time = max(time, names.get(name, Time.CONFIG))
                    names[name] = time
        return names, returned

    def _clock(self, names: Mapping[str, Time], pure: bool = False) -> Clock:
        return Clock(names, partial(self._call_time, pure=pure), pure)

    def _call_time(
        self,
        callee: Key,
        positional: tuple[Time, ...],
        named: Mapping[str, Time],
        pure: bool = False,
    ) -> Time:
        """The time of what a function of the tree returns, given its arguments' times."""
        latest = max((*positional, *named.values()), default=Time.CONFIG)
        key = self._graph.resolve(callee)
        if key is None or self._depth >= _MAX_DEPTH:
            return latest
        if callee in self._graph.classes:
            return Time.CONFIG  # an object; what it holds is asked of its attributes
        function = self._graph.functions[key]
        if key in self._graph.creating:
            return Time.CALL
        params = dict.fromkeys((p.name for p in function.params), Time.CONFIG)
        order = [p.name for p in function.params]
        params.update(zip(order, positional, strict=False))
        params.update({n: t for n, t in named.items() if n in params})
        memo = (key, tuple(params.values()), pure)
        if memo not in self._results:
            self._results[memo] = latest
            self._depth += 1
            returned = self._names_under(key, params, pure)[1]
            self._depth -= 1
            result = max(returned, default=Time.CONFIG)
            if returned and min(returned) <= Time.SHAPE and _asks_only_shapes(function):
                result = min(
                    result, Time.SHAPE
                )  # the dynamic dimension only where there is no static one
            self._results[memo] = result
        return self._results[memo]

    def _binding(self, key: Key) -> FunctionBinding:
        function = self._graph.functions[key]
        names = self.names(key)
        strict = self._clock(names)
        made = self._names_under(key, self._params[key], pure=True)[0]
        pure = self._clock(made, pure=True)
        late: dict[tuple[str, str], Late] = {}
        for what, expr, made_of in _deciding(self._graph, function):
            if (pure if made_of else strict).time(expr) is Time.CALL:
                found = Late(what, expr.text, expr.span.line, tuple(_tensors(expr, names)))
                late.setdefault((what, expr.text), found)
        return FunctionBinding(dict(self._params[key]), tuple(late.values()))


def _deciding(graph: TreeGraph, function: FunctionScopes) -> Iterator[tuple[str, Expr, bool]]:
    """What decides about variables: (what it is, expression, whether it may be made of tensors)."""
    around: list[Context] = []
    for entry in function.entries:
        if entry.kind == "variable_scope" and entry.name is not None and not entry.jump:
            yield "name of the scope", entry.name, False
    for creation in function.creations:
        rule = graph.rules.get(creation.symbol)
        if rule is None or not rule.creates:
            continue
        around.append(creation.context)
        label = creation.bound_to if creation.bound_to != "return" else ""
        literal = creation.name is not None and _LITERAL.fullmatch(creation.name.text)
        label = label or (literal.group(1) if literal else "")
        for name, argument in creation.args:
            if name in _AT_CALL or name.startswith("*") or name in rule.cells:
                continue
            if name.endswith(("activation", "_fn", "_params", "collections", "reuse")):
                continue
            made_of = any(name.endswith(part) for part in _MADE_OF)
            yield f"{name} of `{label or creation.symbol}`", argument, made_of
    for call, target in graph.callees((graph.module_of[id(function)], function.qualname)):
        if target in graph.creating:
            around.append(call.context)
    for context in around:
        for index in context.loops:
            iterable = function.loops[index].iterable
            if iterable is not None:
                yield "length of the loop", _length(iterable), False
        for index in context.branches:
            test = function.branches[index].test
            if test is not None and function.branches[index].arm in ("if", "else"):
                yield "test of the branch", test, False


def graph_module(graph: TreeGraph, function: FunctionScopes) -> str:
    """The module a function of the graph belongs to."""
    return graph.module_of[id(function)]


def _length(iterable: Expr) -> Expr:
    """What a loop's length takes; of a list only the number counts, not the things in it."""
    if isinstance(parsed(iterable.text), (ast.Name, ast.Attribute, ast.List, ast.Tuple)):
        text = f"len({iterable.text})"
        return Expr(text, iterable.span, iterable.symbols, iterable.targets)
    return iterable


def _slice(function: FunctionScopes, wanted: list[tuple[Expr, bool]]) -> set[str]:
    """The names that ``wanted`` is computed from, other than through a static shape.

    With True, through operations too: what an initial value is made of.
    """
    sources: dict[str, list[ast.expr]] = {}
    for assignment in function.assignments:
        target = _target(assignment.target) if assignment.op != "return" else None
        for part in ast.walk(target) if target is not None else ():
            if isinstance(part, ast.Name):
                sources.setdefault(part.id, []).append(parsed(assignment.value.text))
    found: set[tuple[str, bool]] = set()
    waiting = [(n, deep) for e, deep in wanted for n in _values_in(parsed(e.text), deep)]
    while waiting:
        name, deep = waiting.pop()
        if (name, deep) not in found:
            found.add((name, deep))
            waiting.extend((n, deep) for s in sources.get(name, ()) for n in _values_in(s, deep))
    return {name for name, _ in found}


def _values_in(node: ast.AST, deep: bool) -> Iterator[str]:
    """Names whose value, and not only whose static shape, an expression needs."""
    if isinstance(node, ast.Attribute) and node.attr in ("shape", "get_shape", "dtype"):
        return
    if isinstance(node, ast.Compare) and all(isinstance(o, (ast.Is, ast.IsNot)) for o in node.ops):
        return
    if isinstance(node, ast.Call) and not deep:
        # What a function is called on may only be asked for its shape; its result is what counts.
        if not isinstance(node.func, ast.Name):
            yield from _values_in(node.func, deep)
        if isinstance(node.func, ast.Name) and node.func.id in (
            "int",
            "str",
            "max",
            "min",
            "range",
        ):
            for argument in node.args:
                yield from _values_in(argument, deep)
        return
    if isinstance(node, ast.Name):
        yield node.id
    for child in ast.iter_child_nodes(node):
        yield from _values_in(child, deep)


def _tensor_arguments(creation: Creation) -> list[Expr]:
    return [e for n, e in creation.args if n in ("inputs", "ids", "memory")]


def _used_as_tensor(node: ast.AST, symbols: Mapping[str, str]) -> Iterator[str]:
    """Names given directly to a TensorFlow operation."""
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and isinstance(part.func, (ast.Name, ast.Attribute)):
            symbol = symbols.get(ast.unparse(part.func))
            if symbol is None or called(symbol).kind != "tensor":
                continue
            for argument in part.args[:2]:
                if isinstance(argument, ast.Name):
                    yield argument.id


def _asked_for_shape(node: ast.AST) -> Iterator[str]:
    for part in ast.walk(node):
        if isinstance(part, ast.Attribute) and part.attr in ("shape", "get_shape"):
            if isinstance(part.value, ast.Name):
                yield part.value.id


def _asks_only_shapes(function: FunctionScopes) -> bool:
    """A helper that reads a shape, as Python numbers where they are known."""
    return all(s in ("tf.shape", "tf.unstack", "tf.Dimension") for s, _ in function.symbols)


def _tensors(expr: Expr, names: Mapping[str, Time]) -> list[str]:
    found = (n.id for n in ast.walk(parsed(expr.text)) if isinstance(n, ast.Name))
    return list(dict.fromkeys(n for n in found if names.get(n) is Time.CALL))


def _target(text: str) -> ast.expr | None:
    node = ast.parse(text, mode="eval").body
    return node if isinstance(node, ast.expr) else None


def _base(target: ast.expr) -> str:
    while isinstance(target, (ast.Subscript, ast.Starred)):
        target = target.value
    return ast.unparse(target)
