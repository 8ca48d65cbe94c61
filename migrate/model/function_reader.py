"""Reads one function body into the scope graph's terms."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from migrate.model.expressions import chain_text, expression, is_none, span
from migrate.model.graph import (
    Assignment,
    Branch,
    Call,
    Context,
    Creation,
    Expr,
    FunctionScopes,
    Invocation,
    Loop,
    Param,
    ReuseSwitch,
    ScopeEntry,
    Span,
)
from migrate.model.graph_symbols import graph_kind
from migrate.model.layer_rules import LayerRules
from migrate.model.types import Symbols

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
_VARIABLE_SCOPE = [
    "name_or_scope",
    "default_name",
    "values",
    "initializer",
    "regularizer",
    "caching_device",
    "partitioner",
    "custom_getter",
    "reuse",
    "dtype",
    "use_resource",
    "constraint",
    "auxiliary_name_scope",
]
# What opens a scope in a ``with``: kind and positional parameters.
_SCOPES: dict[str, tuple[str, list[str]]] = {
    "tf.variable_scope": ("variable_scope", _VARIABLE_SCOPE),
    "tf.variable_op_scope": (
        "variable_scope",
        ["values", "name_or_scope", "default_name", *_VARIABLE_SCOPE[3:]],
    ),
    "tf.name_scope": ("name_scope", ["name_or_scope", "default_name", "values"]),
    "tf.op_scope": ("name_scope", ["values", "name_or_scope", "default_name"]),
    "tf.contrib.framework.arg_scope": ("arg_scope", ["list_ops_or_scope"]),
    "tf.contrib.slim.arg_scope": ("arg_scope", ["list_ops_or_scope"]),
}
_TEMPLATE = ["name_", "func_", "create_scope_now_", "unique_name_", "custom_getter_"]
_SCOPE_VALUES = frozenset({"tf.get_variable_scope", "tf.VariableScope"})


class FunctionReader:
    """Collects what happens in one body, in evaluation order.

    Args:
      outer: the reader of the enclosing function, to know which names are its.
      flow: record assignments too (what binding times need, and what costs most).
    """

    def __init__(
        self,
        symbols: Symbols,
        rules: LayerRules,
        qualname: str,
        kind: str,
        where: Span,
        outer: FunctionReader | None,
        flow: bool = False,
    ) -> None:
        self._flow = flow
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
        self._assignments: list[Assignment] = []
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

    # ------------------------------------------------------------ results
    def result(self) -> FunctionScopes:
        outer_names: set[str] = set()
        reader = self._outer
        while reader is not None:
            if reader._kind in ("function", "method"):
                outer_names |= reader._bound
            reader = reader._outer
        # Loops and branches around nothing of interest are only counted, not spelled out.
        contexts = [
            *(e.context for e in self._entries),
            *(c.context for c in self._creations),
            *(c.context for c in self._calls),
            *(i.context for i in self._invocations),
            *(r.context for r in self._reuse),
            *(a.context for a in self._assignments),
        ]
        self._around = {("loop", i) for c in contexts for i in c.loops}
        self._around |= {("branch", i) for c in contexts for i in c.branches}
        holds = bool(contexts)
        return FunctionScopes(
            qualname=self._qualname,
            kind=self._kind,
            span=self._span,
            owner=self.owner,
            params=tuple(self._params),
            decorators=tuple(self._decorators),
            loops=tuple(self._loop(i) for i in range(len(self._loops))) if holds else (),
            branches=tuple(self._branch(i) for i in range(len(self._branches))) if holds else (),
            entries=tuple(self._entries),
            creations=tuple(self._creations),
            calls=tuple(self._calls),
            invocations=tuple(self._invocations),
            reuse=tuple(self._reuse),
            free=tuple(sorted((self._loaded & outer_names) - self._bound)),
            values=tuple((*key, line) for key, line in self._values.items()),
            opaque_calls=tuple(self._opaque),
            symbols=tuple(self._used.items()),
            returns=tuple(self._returns),
            driver=tuple(self._driver),
            assignments=tuple(self._assignments),
        )

    def _loop(self, index: int) -> Loop:
        target, iterable, where = self._loops[index]
        if ("loop", index) not in self._around:
            return Loop("", None, where)
        name = ast.unparse(target) if target is not None else ""
        return Loop(name, self.expr(iterable) if iterable is not None else None, where)

    def _branch(self, index: int) -> Branch:
        test, arm, where = self._branches[index]
        shown = test is not None and ("branch", index) in self._around
        return Branch(self.expr(test) if test is not None and shown else None, arm, where)

    def expr(self, node: ast.expr) -> Expr:
        return expression(node, self._look_up)

    def _look_up(self, node: ast.Name | ast.Attribute) -> tuple[str | None, tuple[str, str] | None]:
        """The symbol and the target of a chain; one look-up per chain and function."""
        text = chain_text(node)
        known = self._known.get(text)
        if known is None:
            symbol = self._symbols.symbol(node)
            known = (symbol, None if symbol or not text else self._symbols.target(node))
            if text:
                self._known[text] = known
        return known

    def signature(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        """Reads the parameters and decorators of the function itself."""
        arguments = node.args
        self._decorators = [self.expr(d) for d in node.decorator_list]
        positional = [*arguments.posonlyargs, *arguments.args]
        padding: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
        rows: list[tuple[ast.arg, str, ast.expr | None]] = [
            (a, "positional", d)
            for a, d in zip(positional, [*padding, *arguments.defaults], strict=True)
        ]
        if arguments.vararg:
            rows.append((arguments.vararg, "vararg", None))
        rows.extend(
            (a, "keyword", d)
            for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        )
        if arguments.kwarg:
            rows.append((arguments.kwarg, "kwarg", None))
        for argument, kind, default in rows:
            shown = self.expr(default) if default is not None else None
            self._params.append(Param(argument.arg, kind, shown, argument.lineno))
            self._bound.add(argument.arg)

    # ------------------------------------------------------------ statements
    def read(self, body: Iterable[ast.stmt]) -> None:
        for statement in body:
            self._statement(statement)

    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            self.nested.append(node)
            self._bound.add(node.name)
            for decorator in node.decorator_list:
                self._visit(decorator)
        elif isinstance(node, ast.Assign):
            self._assign(node.targets, node.value, "=")
        elif isinstance(node, ast.AnnAssign):
            if node.value is not None:
                self._assign([node.target], node.value, "=")
        elif isinstance(node, ast.AugAssign):
            self._assign([node.target], node.value, f"{type(node.op).__name__}=")
        elif isinstance(node, ast.Return):
            self._return(node)
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            self._visit(node.iter)
            self._bind(node.target, node.iter, "for")
            with self._looping(node.target, node.iter, span(node)):
                self.read(node.body)
            self.read(node.orelse)
        elif isinstance(node, ast.While):
            with self._looping(None, None, span(node)):
                self._visit(node.test)
                self.read(node.body)
            self.read(node.orelse)
        elif isinstance(node, ast.If):
            self._visit(node.test)
            with self._branching(node.test, "if", span(node)):
                self.read(node.body)
            if node.orelse:
                with self._branching(node.test, "else", span(node)):
                    self.read(node.orelse)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            self._with(node, 0)
        elif isinstance(node, ast.Try):
            with self._branching(None, "try", span(node)):
                self.read(node.body)
            for handler in node.handlers:
                with self._branching(handler.type, "except", span(node)):
                    self.read(handler.body)
            self.read(node.orelse)
            self.read(node.finalbody)
        elif isinstance(node, ast.Match):
            self._visit(node.subject)
            for case in node.cases:
                with self._branching(node.subject, "match", span(node)):
                    self.read(case.body)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            for alias in node.names:
                self._bound.add(alias.asname or alias.name.partition(".")[0])
        elif not isinstance(node, (ast.Global, ast.Nonlocal)):
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self._visit(child)

    def _return(self, node: ast.Return) -> None:
        value = node.value
        if value is None or is_none(value):
            self._returns["none"] = None
            return
        self._target = "return"
        creations = len(self._creations)
        self._visit(value)
        self._target = ""
        if isinstance(value, (ast.Tuple, ast.List)):
            kind = "tuple"
        elif isinstance(value, (ast.Dict, ast.DictComp)):
            kind = "dict"
        elif isinstance(value, ast.Name) and value.id in self._instances:
            kind = "object"
        else:
            kind = "tensor"
            made: int | None = self._made.get(chain_text(value))
            if made is None and isinstance(value, ast.Call) and len(self._creations) > creations:
                made = len(self._creations) - 1
                if self._creations[made].span != span(value):
                    made = None
            if made is not None and self._creations[made].kind == "variable":
                kind = "variable"
        self._returns[kind] = None
        self._flows("return", "return", value)

    def _assign(self, targets: list[ast.expr], value: ast.expr, op: str) -> None:
        single = targets[0] if len(targets) == 1 else None
        self._target = chain_text(single) if single is not None else ""
        before = len(self._creations)
        self._visit(value)
        self._target = ""
        for target in targets:
            self._bind(target, value, op)
            name = chain_text(target)
            if not name or op != "=":
                continue
            for known in (self._scope_calls, self._instances, self._made):
                known.pop(name, None)  # type: ignore[attr-defined]
            self._scope_names.discard(name)
            if len(self._creations) > before and self._creations[-1].span == span(value):
                self._made[name] = len(self._creations) - 1
            elif isinstance(value, ast.Call):
                self._assigned_call(name, value)
            elif chain_text(value) in self._scope_names:
                self._scope_names.add(name)

    def _assigned_call(self, name: str, call: ast.Call) -> None:
        symbol = self._symbol(call.func)
        if symbol in _SCOPE_VALUES:
            self._scope_names.add(name)
        elif symbol in _SCOPES:
            self._scope_calls[name] = call
        elif chain_text(call.func):
            target = self._target_of(call.func)
            if target is not None:
                self._instances[name] = target

    def _bind(self, target: ast.expr, value: ast.expr, op: str) -> None:
        """Records what a statement binds."""
        if isinstance(target, (ast.Subscript, ast.Attribute)):
            self._visit(target.value)
            if isinstance(target, ast.Subscript):
                self._visit(target.slice)
        if isinstance(target, ast.Name):
            self._bound.add(target.id)
        elif not isinstance(target, ast.Attribute):
            for node in ast.walk(target):
                if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                    self._bound.add(node.id)
        self._flows(target, op, value)

    def _flows(self, target: ast.expr | str, op: str, value: ast.expr) -> None:
        if self._flow:
            text = target if isinstance(target, str) else ast.unparse(target)
            self._assignments.append(
                Assignment(text, op, self.expr(value), self._context, self._tick())
            )

    def _with(self, node: ast.With | ast.AsyncWith, index: int) -> None:
        if index == len(node.items):
            self.read(node.body)
            return
        item = node.items[index]
        call: ast.expr | None = item.context_expr
        if isinstance(call, ast.Name) and call.id in self._scope_calls:
            call = self._scope_calls[call.id]
        symbol = self._symbol(call.func) if isinstance(call, ast.Call) else None
        if isinstance(call, ast.Call) and symbol in _SCOPES:
            as_name = chain_text(item.optional_vars) if item.optional_vars else ""
            body = (node.body[0].lineno, node.end_lineno or node.lineno)
            self._enter(call, symbol, as_name, body)
            outside = self._context
            self._context = replace(outside, entry=len(self._entries) - 1)
            self._with(node, index + 1)
            self._context = outside
            return
        self._visit(item.context_expr)
        if item.optional_vars is not None:
            self._bind(item.optional_vars, item.context_expr, "with")
        self._with(node, index + 1)

    def _enter(self, call: ast.Call, symbol: str, as_name: str, body: tuple[int, int]) -> None:
        kind, parameters = _SCOPES[symbol]
        self._note_symbol(call.func, symbol)
        arguments = _bind_arguments(call, parameters)
        for argument in arguments.values():
            self._visit(argument)
        name = arguments.pop("name_or_scope", arguments.pop("name", None))
        default = arguments.pop("default_name", None)
        reuse = arguments.pop("reuse", None)
        jump = name is not None and self._is_scope(name)
        if as_name:
            self._bound.add(as_name)
            if kind == "variable_scope":
                self._scope_names.add(as_name)
        self._entries.append(
            ScopeEntry(
                kind=kind,
                symbol=symbol,
                name=None if name is None or is_none(name) else self.expr(name),
                default_name=None if default is None or is_none(default) else self.expr(default),
                reuse=None if reuse is None else self.expr(reuse),
                jump=jump and kind == "variable_scope",
                keywords=tuple((k, self.expr(v)) for k, v in arguments.items()),
                as_name=as_name,
                span=span(call),
                body=body,
                context=self._context,
                step=self._tick(),
            )
        )

    def _is_scope(self, node: ast.expr) -> bool:
        """Whether ``node`` is certainly a captured scope object."""
        if isinstance(node, ast.Call):
            return self._symbol(node.func) in _SCOPE_VALUES
        name = chain_text(node)
        reader: FunctionReader | None = self
        while reader is not None and name:
            if name in reader._scope_names:
                return True
            reader = reader._outer if name not in reader._bound else None
        return False

    # ------------------------------------------------------------ expressions
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
            if target is None:
                self._visit(func)
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
            arguments = _bind_arguments(node, [])
            shown = tuple((k, self.expr(v)) for k, v in arguments.items())
            self._calls.append(
                Call(target, shown, bound, bound_to, span(node), self._context, self._tick())
            )
        else:
            self._other_call(node)

    def _tensorflow_call(self, node: ast.Call, symbol: str, bound_to: str) -> None:
        rule = self._rules.get(symbol)
        if rule is not None:
            arguments = _bind_arguments(node, list(rule.parameters))
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
        arguments = _bind_arguments(node, _TEMPLATE)
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
        if isinstance(func, ast.Name) and func.id in self._instances:
            module, cls = self._instances[func.id]
            return (module, f"{cls}.__call__"), True
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
        name = chain_text(owner)
        if name in self._instances:
            module, cls = self._instances[name]
            return (module, f"{cls}.{func.attr}"), True
        return None, False

    def _method_reader(self) -> FunctionReader | None:
        reader: FunctionReader | None = self
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

    # ------------------------------------------------------------ helpers
    def _symbol(self, node: ast.expr) -> str | None:
        return self._look_up(node)[0] if isinstance(node, (ast.Name, ast.Attribute)) else None

    def _target_of(self, node: ast.expr) -> tuple[str, str] | None:
        return self._look_up(node)[1] if isinstance(node, (ast.Name, ast.Attribute)) else None

    def _note_symbol(self, node: ast.expr, symbol: str) -> None:
        if symbol not in self._used:
            self._used[symbol] = node.lineno
            kind = graph_kind(symbol)
            if kind is not None and kind != "eager":
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


def _bind_arguments(node: ast.Call, parameters: list[str]) -> dict[str, ast.expr]:
    """Arguments by parameter; positions without a known parameter under their number."""
    bound: dict[str, ast.expr] = {}
    for index, argument in enumerate(node.args):
        if isinstance(argument, ast.Starred):
            bound["*"] = argument.value
            break
        bound[parameters[index] if index < len(parameters) else str(index)] = argument
    for keyword in node.keywords:
        bound[keyword.arg or "**"] = keyword.value
    return bound
