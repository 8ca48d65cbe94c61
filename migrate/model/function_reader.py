"""Reads one function body into the scope graph's terms."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import replace

from migrate.model.call_reader import CallReader
from migrate.model.early_returns import arms_left
from migrate.model.expressions import bind_arguments, chain_text, is_none, span
from migrate.model.graph import Branch, FunctionScopes, Loop, Param, ScopeEntry
from migrate.nodes import walk

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
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
_SCOPE_VALUES = frozenset({"tf.get_variable_scope", "tf.VariableScope"})


class FunctionReader(CallReader):
    """Collects what happens in one body, in evaluation order."""

    def result(self) -> FunctionScopes:
        outer_names: set[str] = set()
        reader: CallReader | None = self._outer
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

    def read(self, body: Iterable[ast.stmt]) -> None:
        statements = list(body)
        for at, statement in enumerate(statements):
            self._statement(statement)
            arms = arms_left(statement)
            if arms and statements[at + 1 :]:
                with ExitStack() as around:  # what follows runs where none of them was taken
                    for branch, arm in arms:
                        other = "else" if arm == "if" else "if"
                        around.enter_context(self._branching(branch.test, other, span(branch)))
                    self.read(statements[at + 1 :])
                return

    def _statement(self, node: ast.stmt) -> None:
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            self.nested.append(node)
            self._bound.add(node.name)
            for decorator in node.decorator_list:
                self._visit(decorator)
        elif isinstance(node, ast.Assign):
            self._assign(node.targets, node.value)
        elif isinstance(node, ast.AnnAssign):
            if node.value is not None:
                self._assign([node.target], node.value)
        elif isinstance(node, ast.AugAssign):
            self._assign([node.target], node.value, plain=False)
        elif isinstance(node, ast.Return):
            self._return(node)
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            self._visit(node.iter)
            self._bind(node.target)
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
        self._target = "return" if isinstance(value, ast.Call) else ""
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

    def _assign(self, targets: list[ast.expr], value: ast.expr, plain: bool = True) -> None:
        single = targets[0] if len(targets) == 1 else None
        holds = isinstance(value, (ast.Call, ast.List, ast.ListComp))
        self._target = chain_text(single) if single is not None and holds else ""
        before = len(self._creations)
        self._visit(value)
        self._target = ""
        for target in targets:
            self._bind(target)
            name = chain_text(target)
            if not name or not plain:
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

    def _bind(self, target: ast.expr) -> None:
        """Records what a statement binds."""
        if isinstance(target, (ast.Subscript, ast.Attribute)):
            self._visit(target.value)
            if isinstance(target, ast.Subscript):
                self._visit(target.slice)
        if isinstance(target, ast.Name):
            self._bound.add(target.id)
        elif not isinstance(target, ast.Attribute):
            for node in walk(target):
                if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                    self._bound.add(node.id)

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
            self._bind(item.optional_vars)
        self._with(node, index + 1)

    def _enter(self, call: ast.Call, symbol: str, as_name: str, body: tuple[int, int]) -> None:
        kind, parameters = _SCOPES[symbol]
        self._note_symbol(call.func, symbol)
        arguments = bind_arguments(call, parameters)
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
        reader: CallReader | None = self
        while reader is not None and name:
            if name in reader._scope_names:
                return True
            reader = reader._outer if name not in reader._bound else None
        return False
