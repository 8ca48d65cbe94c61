"""Reads expressions into the scope graph's terms: calls that create, calls of the tree's code, references."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from migrate.model.expressions import bind_arguments, chain_text, expression, is_none, span
from migrate.model.graph import (
    Call,
    Context,
    Creation,
    Expr,
    Invocation,
    Param,
    ReuseSwitch,
    ScopeEntry,
    Span,
)
from migrate.model.graph_symbols import graph_kind
from migrate.model.layer_rules import LayerRules
from migrate.model.types import Symbols

_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
_TEMPLATE = ["name_", "func_", "create_scope_now_", "unique_name_", "custom_getter_"]


class CallReader:
    """What is known while a body is read, and the reading of its expressions.

    Args:
      outer: the reader of the enclosing function, to know which names are its.
    """

    def __init__(
        self,
        symbols: Symbols,
        rules: LayerRules,
        qualname: str,
        kind: str,
        where: Span,
        outer: CallReader | None,
    ) -> None:
        self._symbols = symbols
        self._rules = rules
        self._outer = outer
        self._qualname = qualname
        self._kind = kind
        self._span = where
        self.owner = ""
        self.nested: list[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef] = []
        self._params: list[Param] = []
        self._decorators: list[Expr] = []
        self._loops: list[tuple[ast.expr | None, ast.expr | None, Span]] = []
        self._branches: list[tuple[ast.expr | None, str, Span]] = []
        self._known: dict[str, tuple[str | None, tuple[str, str] | None]] = {}
        self._entries: list[ScopeEntry] = []
        self._creations: list[Creation] = []
        self._calls: list[Call] = []
        self._invocations: list[Invocation] = []
        self._reuse: list[ReuseSwitch] = []
        self._values: dict[tuple[str, str], int] = {}
        self._opaque: list[tuple[str, int]] = []
        self._used: dict[str, int] = {}
        self._driver: dict[str, None] = {}
        self._returns: dict[str, None] = {}
        self._loaded: set[str] = set()
        self._bound: set[str] = set()
        self._scope_names: set[str] = set()  # names that hold a captured scope object
        self._scope_calls: dict[str, ast.Call] = {}  # names that hold an unentered scope
        self._instances: dict[str, tuple[str, str]] = {}  # names that hold an object of the tree
        self._made: dict[str, int] = {}  # names that hold a layer object: its creation
        self._context = Context()
        self._around: set[tuple[str, int]] = set()
        self._target = ""
        self._step = 0

    def expr(self, node: ast.expr) -> Expr:
        return expression(node, self._look_up)

    def _look_up(self, node: ast.Name | ast.Attribute) -> tuple[str | None, tuple[str, str] | None]:
        """The symbol and the target of a chain; one look-up per chain and function."""
        text = chain_text(node)
        known = self._known.get(text)
        if known is None:
            symbol = self._symbols.symbol(node)
            symbol = symbol and self._rules.public(symbol)
            known = (symbol, None if symbol or not text else self._symbols.target(node))
            if text:
                self._known[text] = known
        return known

    def _visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.Call):
            self._call(node)
        elif isinstance(node, (ast.Name, ast.Attribute)):
            self._reference(node)
        elif isinstance(node, ast.Constant):
            return
        elif isinstance(node, ast.Lambda):
            outside = self._context
            self._context = replace(outside, inner=outside.inner + 1)
            self._visit(node.body)
            self._context = outside
        elif isinstance(node, _COMPREHENSIONS):
            self._comprehension(node, 0)
        elif isinstance(node, ast.List):
            bound_to = self._target
            for element in node.elts:
                self._target = bound_to if isinstance(element, ast.Call) else ""
                self._visit(element)
        elif isinstance(node, ast.IfExp):
            self._visit(node.test)
            with self._branching(node.test, "if", span(node)):
                self._visit(node.body)
            with self._branching(node.test, "else", span(node)):
                self._visit(node.orelse)
        else:
            for child in ast.iter_child_nodes(node):
                self._visit(child)

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, level: int
    ) -> None:
        if level == len(node.generators):
            if isinstance(node, ast.DictComp):
                self._visit(node.key)
                self._visit(node.value)
            else:
                self._visit(node.elt)
            return
        generator = node.generators[level]
        self._visit(generator.iter)
        with self._looping(generator.target, generator.iter, span(node)):
            for condition in generator.ifs:
                self._visit(condition)
            self._comprehension(node, level + 1)

    def _reference(self, node: ast.Name | ast.Attribute) -> None:
        symbol, target = self._look_up(node)
        if symbol is not None:
            self._note_symbol(node, symbol)
            return
        if target is not None:
            self._values.setdefault(target, node.lineno)
            return
        if isinstance(node, ast.Attribute):
            self._visit(node.value)
        else:
            self._loaded.add(node.id)

    def _call(self, node: ast.Call) -> None:
        func = node.func
        symbol = self._symbol(func)
        if symbol is not None:
            self._note_symbol(func, symbol)
        target = self._target_of(func)
        bound = False
        if symbol is None and target is None:
            target, bound = self._through_instance(func)
            made = func if isinstance(func, ast.Call) else getattr(func, "value", None)
            if target is None:
                self._visit(func)
            elif isinstance(made, ast.Call) and chain_text(made.func) != "super":
                self._visit(made)
        bound_to, self._target = self._target, ""
        for argument in node.args:
            self._visit(argument)
        for keyword in node.keywords:
            self._visit(keyword.value)
            if keyword.arg == "feed_dict":
                self._driver["feed_dict"] = None
        if symbol is not None:
            self._tensorflow_call(node, symbol, bound_to)
        elif target is not None:
            arguments = bind_arguments(node, [])
            shown = tuple((k, self.expr(v)) for k, v in arguments.items())
            self._calls.append(
                Call(target, shown, bound, bound_to, span(node), self._context, self._tick())
            )
        else:
            self._partial(node)
            self._other_call(node)

    def _partial(self, node: ast.Call) -> None:
        """``partial(tf.layers.dense, units=3)`` in a function: it makes what calls of that make."""
        if self._kind == "module" or not node.args:
            return
        if not self._symbols.is_member(node.func, "functools", "partial"):
            return
        symbol = self._symbol(node.args[0])
        rule = self._rules.get(symbol) if symbol else None
        if symbol is not None and rule is not None and rule.creates:
            made = ast.Call(node.args[0], node.args[1:], node.keywords)
            self._tensorflow_call(ast.copy_location(made, node), symbol, "")

    def _tensorflow_call(self, node: ast.Call, symbol: str, bound_to: str) -> None:
        rule = self._rules.get(symbol)
        if rule is not None:
            arguments = bind_arguments(node, list(rule.parameters))
            name = arguments.get(rule.name)
            self._creations.append(
                Creation(
                    symbol=symbol,
                    kind=rule.kind,
                    name=None if name is None or is_none(name) else self.expr(name),
                    args=tuple((k, self.expr(v)) for k, v in arguments.items()),
                    bound_to=bound_to,
                    span=span(node),
                    context=self._context,
                    step=self._tick(),
                )
            )
        elif symbol == "tf.make_template":
            self._template(node, symbol)

    def _template(self, node: ast.Call, symbol: str) -> None:
        arguments = bind_arguments(node, _TEMPLATE)
        name = arguments.pop("name_", None)
        function = arguments.get("func_")
        self._entries.append(
            ScopeEntry(
                kind="template",
                symbol=symbol,
                name=None if name is None else self.expr(name),
                default_name=None,
                reuse=None,
                jump=False,
                keywords=tuple((k, self.expr(v)) for k, v in arguments.items()),
                as_name="",
                span=span(node),
                body=(node.lineno, node.end_lineno or node.lineno),
                context=self._context,
                step=self._tick(),
            )
        )
        target = (
            self._symbols.target(function)
            if function is not None and chain_text(function)
            else None
        )
        if target is not None:
            inside = replace(self._context, entry=len(self._entries) - 1)
            # What the template is called with later is not seen; its defaults are taken to stand.
            self._calls.append(Call(target, (), False, "", span(node), inside, self._tick()))

    def _through_instance(self, func: ast.expr) -> tuple[tuple[str, str] | None, bool]:
        """The method that ``self.m(...)``, ``super().m(...)`` or ``obj.m(...)`` calls, if known.

        ``self.m`` is given as ``Class.m``; the tree stage looks it up along the bases.
        """
        made = self._object(func)
        if made is not None:
            return (made[0], f"{made[1]}.__call__"), True
        if not isinstance(func, ast.Attribute):
            return None, False
        owner = func.value
        method = self._method_reader()
        if method is not None:
            own = f"{method.owner}.{func.attr}"
            if (
                isinstance(owner, ast.Name)
                and method._params
                and owner.id == method._params[0].name
            ):
                return (self._symbols.module, own), True
            if isinstance(owner, ast.Call) and chain_text(owner.func) == "super":
                return (self._symbols.module, f"{method.owner}.super().{func.attr}"), True
        made = self._object(owner)
        return (None, False) if made is None else ((made[0], f"{made[1]}.{func.attr}"), True)

    def _object(self, node: ast.expr) -> tuple[str, str] | None:
        """What is called where `node` is what that gives: for an object of the tree its class."""
        if isinstance(node, ast.Call):
            return self._target_of(node.func)
        return self._instances.get(chain_text(node))

    def _method_reader(self) -> CallReader | None:
        reader: CallReader | None = self
        while reader is not None and reader._kind != "method":
            reader = reader._outer
        return reader

    def _other_call(self, node: ast.Call) -> None:
        func = node.func
        if isinstance(func, ast.Attribute):
            if func.attr == "reuse_variables":
                self._reuse.append(
                    ReuseSwitch(self.expr(func.value), span(node), self._context, self._tick())
                )
            elif func.attr == "run" and "sess" in chain_text(func.value).lower():
                self._driver["run"] = None
            elif func.attr in ("minimize", "apply_gradients", "compute_gradients"):
                self._driver["optimizer"] = None
        made = self._made.get(chain_text(func))
        if made is not None:
            self._invocations.append(Invocation(made, span(node), self._context, self._tick()))
            return
        if isinstance(func, ast.Call) and self._creations:
            last = len(self._creations) - 1
            for index in range(last, max(last - 4, -1), -1):
                if self._creations[index].span == span(func):
                    self._invocations.append(
                        Invocation(index, span(node), self._context, self._tick())
                    )
                    return
        is_parameter = isinstance(func, ast.Name) and any(p.name == func.id for p in self._params)
        if is_parameter or isinstance(func, (ast.Subscript, ast.Call)):
            self._opaque.append((ast.unparse(func), node.lineno))

    def _symbol(self, node: ast.expr) -> str | None:
        return self._look_up(node)[0] if isinstance(node, (ast.Name, ast.Attribute)) else None

    def _target_of(self, node: ast.expr) -> tuple[str, str] | None:
        return self._look_up(node)[1] if isinstance(node, (ast.Name, ast.Attribute)) else None

    def _note_symbol(self, node: ast.expr, symbol: str) -> None:
        if symbol not in self._used:
            self._used[symbol] = node.lineno
            kind = graph_kind(symbol)
            if kind is not None and kind != "eager" and ".ModeKeys" not in symbol:
                self._driver[kind] = None

    def _tick(self) -> int:
        self._step += 1
        return self._step

    @contextmanager
    def _looping(
        self, target: ast.expr | None, iterable: ast.expr | None, where: Span
    ) -> Iterator[None]:
        self._loops.append((target, iterable, where))
        outside = self._context
        self._context = replace(outside, loops=(*outside.loops, len(self._loops) - 1))
        yield
        self._context = replace(self._context, loops=outside.loops)

    @contextmanager
    def _branching(self, test: ast.expr | None, arm: str, where: Span) -> Iterator[None]:
        self._branches.append((test, arm, where))
        outside = self._context
        self._context = replace(outside, branches=(*outside.branches, len(self._branches) - 1))
        yield
        self._context = replace(self._context, branches=outside.branches)
