"""Follows the code that a module runs when it is imported or run as a script.

Nothing is executed: values are the coarse sets of `migrate.model.values`, branches are both taken,
loops are gone through twice. What is looked for are the places where Python gets to see that a
tensor is symbolic: its name, its graph, its text.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping

from migrate.model.trace_calls import CallTrace
from migrate.model.trace_env import Env, arithmetic, rounds
from migrate.model.trace_expressions import MAX_STEPS, Report
from migrate.model.types import Symbols
from migrate.model.values import OTHER, UNKNOWN, Value, element, join, limit, sequence
from migrate.nodes import walk

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class ScriptTrace(CallTrace):
    """Goes through one module's import-time code.

    Args:
      symbols: the module.
      others: the tree's other modules, to know what their functions return.
      report: called with (node, kind, strong) for each piece of evidence in the module itself.
    """

    def __init__(self, symbols: Symbols, others: Mapping[str, Symbols], report: Report) -> None:
        super().__init__(symbols, report)
        self._modules = {**others, symbols.module: symbols}
        self._roots: dict[str, Env] = {}

    def run(self) -> None:
        """Goes through the module; evidence is reported on the way."""
        env = self._root(self._home.module)
        if env is None:
            return
        # What is handed around by name may be called by anyone.
        for _ in range(2):
            for key in sorted(self._mentioned() - self._called):
                self._call_definition(key, [], {}, None)

    def _mentioned(self) -> set[tuple[str, str]]:
        found: set[tuple[str, str]] = set()
        for statement in self._home.tree.body:
            if isinstance(statement, (*_FUNCTIONS, ast.ClassDef)):
                continue
            for node in walk(statement):
                if isinstance(node, (ast.Name, ast.Attribute)):
                    target = self._home.target(node)
                    if target and target[0] == self._home.module:
                        found.add(target)
            call = _app_run(statement, self._home)
            if call:
                found.add((self._home.module, "main"))
        return found

    def _root(self, module: str) -> Env | None:
        if module in self._roots:
            return self._roots[module]
        symbols = self._modules.get(module)
        if symbols is None:
            return None
        env = self._roots[module] = Env(symbols)
        self._index(module, symbols.tree.body, "")
        self.statements(symbols.tree.body, env)
        return env

    def _index(self, module: str, body: Iterable[ast.stmt], prefix: str) -> None:
        for node in body:
            if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
                name = f"{prefix}{node.name}"
                self._definitions.setdefault((module, name), node)
                inner = f"{name}." if isinstance(node, ast.ClassDef) else f"{name}.<locals>."
                self._index(module, node.body, inner)
            else:
                for field in ("body", "orelse", "finalbody"):
                    self._index(module, getattr(node, field, ()), prefix)
                for handler in getattr(node, "handlers", ()):
                    self._index(module, handler.body, prefix)

    def statements(self, body: Iterable[ast.stmt], env: Env) -> None:
        for statement in body:
            if self._steps <= MAX_STEPS:
                self.statement(statement, env)

    def statement(self, node: ast.stmt, env: Env) -> None:
        if isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            qualname = f"{env.qualname}.<locals>.{node.name}" if env.qualname else node.name
            key = (env.symbols.module, qualname)
            self._definitions.setdefault(key, node)
            self._outer[key] = env
            env.bind(node.name, Value("project", (), key))
            if isinstance(node, ast.ClassDef):
                self._class_body(node, key, env)
        elif isinstance(node, ast.Assign):
            value = self.value(node.value, env)
            for target in node.targets:
                self._assign(target, value, env)
        elif isinstance(node, ast.AnnAssign):
            if node.value is not None:
                self._assign(node.target, self.value(node.value, env), env)
        elif isinstance(node, ast.AugAssign):
            value = arithmetic(self._load(node.target, env), self.value(node.value, env))
            self._assign(node.target, value, env)
        elif isinstance(node, ast.Return):
            env.returned.append(self.value(node.value, env) if node.value else OTHER)
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            seen: list[dict[str, Value]] = []
            for items in rounds(self.value(node.iter, env)):
                self._assign(node.target, items, env)
                if env.names in seen:
                    break  # another round would tell nothing new
                seen.append(dict(env.names))
                self.statements(node.body, env)
            self.statements(node.orelse, env)
        elif isinstance(node, (ast.With, ast.AsyncWith)):
            for item in node.items:
                entered = self.value(item.context_expr, env)
                if entered.kind == "seq":
                    entered = entered.items[0]  # a generator made into a context manager
                if item.optional_vars is not None:
                    self._assign(item.optional_vars, entered, env)
            self.statements(node.body, env)
        elif isinstance(node, ast.If):
            self.value(node.test, env)
            before = dict(env.names)
            self.statements(node.body, env)
            taken, env.names = env.names, before
            self.statements(node.orelse, env)
            for name, value in taken.items():
                known = env.names.get(name)
                env.names[name] = value if known is None else join(known, value)
        elif isinstance(node, ast.Global):
            env.globals.update(node.names)
        else:
            self._other_statement(node, env)

    def _other_statement(self, node: ast.stmt, env: Env) -> None:
        for handler in getattr(node, "handlers", ()):
            if handler.name:
                env.bind(handler.name, OTHER)
        rounds = 2 if isinstance(node, ast.While) else 1
        for _ in range(rounds):
            for child in ast.iter_child_nodes(node):
                if isinstance(child, ast.expr):
                    self.value(child, env)
                elif isinstance(child, ast.stmt):
                    self.statement(child, env)
                elif isinstance(child, (ast.ExceptHandler, ast.match_case)):
                    self.statements(child.body, env)

    def _class_body(self, node: ast.ClassDef, key: tuple[str, str], env: Env) -> None:
        for statement in node.body:
            if isinstance(statement, _FUNCTIONS):
                method = (key[0], f"{key[1]}.{statement.name}")
                self._definitions.setdefault(method, statement)
                self._outer[method] = env
            elif isinstance(statement, ast.Assign):
                value = self.value(statement.value, env)
                for target in statement.targets:
                    if isinstance(target, ast.Name):
                        self._attributes[(*key, target.id)] = value

    def _assign(self, target: ast.expr, value: Value, env: Env) -> None:
        if isinstance(target, ast.Name):
            env.bind(target.id, value)
        elif isinstance(target, (ast.Tuple, ast.List)):
            plain = not any(isinstance(t, ast.Starred) for t in target.elts)
            if plain and value.kind == "tuple" and len(value.items) == len(target.elts):
                for part, item in zip(target.elts, value.items, strict=True):
                    self._assign(part, item, env)
            else:
                for part in target.elts:
                    self._assign(part, element(value), env)
        elif isinstance(target, ast.Starred):
            self._assign(target.value, sequence(value), env)
        elif isinstance(target, ast.Attribute):
            owner = self.value(target.value, env)
            if owner.kind == "instance" and isinstance(owner.ref, tuple):
                key = (*owner.ref, target.attr)
                self._attributes[key] = limit(join(self._attributes.get(key, OTHER), value))
        elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            index = self.value(target.slice, env)
            known = env.find(target.value.id)
            if known is not None and known.kind in ("seq", "tuple"):
                env.bind(target.value.id, sequence(join(element(known), value)))
            elif known is not None and known.kind == "dict":
                parts = (join(known.items[0], index), join(known.items[1], value))
                env.bind(target.value.id, limit(Value("dict", parts)))

    def _load(self, target: ast.expr, env: Env) -> Value:
        return (env.find(target.id) or UNKNOWN) if isinstance(target, ast.Name) else UNKNOWN


def _app_run(statement: ast.stmt, symbols: Symbols) -> bool:
    """Whether ``statement`` hands control to ``main`` through tf.app.run or absl's."""
    for node in walk(statement):
        if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute)):
            symbol = symbols.symbol(node.func)
            if symbol in ("tf.app.run", "tf.python.platform.app.run"):
                return True
    return False
