"""Follows the code that a module runs when it is imported or run as a script.

Nothing is executed: values are the coarse sets of `migrate.model.values`, branches are both taken,
loops are gone through twice. What is looked for are the places where Python gets to see that a
tensor is symbolic: its name, its graph, its text.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterable, Iterator, Mapping

from migrate.model.types import Symbols
from migrate.model.values import (
    OTHER,
    TENSOR,
    UNKNOWN,
    VARIABLE,
    VARIABLES,
    Value,
    called,
    element,
    join,
    join_all,
    limit,
    sequence,
)

Report = Callable[[ast.expr, str, bool], None]
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_BUILTINS = frozenset(dir(builtins)) | {"__name__", "__file__", "__doc__"}
_TENSOR_ONLY = frozenset({"op", "graph", "consumers", "name", "eval", "value_index"})
_GRAPH_VARIABLE = frozenset({"op", "graph", "initializer", "initial_value", "initialized_value"})
_PLAIN = frozenset({"shape", "dtype", "get_shape", "name", "device", "trainable"})
_VARIABLE_LISTS = frozenset(
    {"variables", "weights", "trainable_variables", "trainable_weights", "global_variables"}
    | {"non_trainable_variables", "non_trainable_weights", "updates"}
)
_LAYER_VARIABLES = frozenset({"kernel", "bias", "gamma", "beta", "moving_mean", "moving_variance"})
_KEEPS_ELEMENTS = frozenset({"list", "tuple", "sorted", "reversed", "set", "frozenset", "iter"})
_SHOWS = frozenset({"print", "str", "repr", "format"})
_VARIABLE_KEYS = frozenset(
    f"tf.GraphKeys.{kind}VARIABLES"
    for kind in ("", "GLOBAL_", "TRAINABLE_", "LOCAL_", "MODEL_", "MOVING_AVERAGE_")
)
_MAX_CALLS = 400
_MAX_DEPTH = 12
_MAX_TUPLE = 16
_MAX_STEPS = 40_000  # expressions looked at; no script's own code comes near it


class Env:
    """The names of one Python scope, with the scope around it."""

    def __init__(self, symbols: Symbols, qualname: str = "", outer: Env | None = None) -> None:
        self.symbols = symbols
        self.qualname = qualname
        self.outer = outer
        self.names: dict[str, Value] = {}
        self.returned: list[Value] = []
        self.yielded: list[Value] = []
        self.globals: set[str] = set()

    def find(self, name: str) -> Value | None:
        env: Env | None = self
        while env is not None:
            if name in env.names:
                return env.names[name]
            env = env.outer
        return None

    def bind(self, name: str, value: Value) -> None:
        env = self
        if name in self.globals:
            while env.outer is not None:
                env = env.outer
        env.names[name] = value


class ScriptTrace:
    """Goes through one module's import-time code.

    Args:
      symbols: the module.
      others: the tree's other modules, to know what their functions return.
      report: called with (node, kind, strong) for each piece of evidence in the module itself.
    """

    def __init__(self, symbols: Symbols, others: Mapping[str, Symbols], report: Report) -> None:
        self._home = symbols
        self._modules = {**others, symbols.module: symbols}
        self._report_to = report
        self._definitions: dict[tuple[str, str], ast.AST] = {}
        self._indexed: set[str] = set()
        self._outer: dict[tuple[str, str], Env] = {}
        self._lambdas: dict[str, tuple[ast.Lambda, Env]] = {}
        self._attributes: dict[tuple[str, str, str], Value] = {}
        self._results: dict[tuple[tuple[str, str], tuple[Value, ...]], Value | None] = {}
        self._roots: dict[str, Env] = {}
        self._called: set[tuple[str, str]] = set()
        self._depth = 0
        self._steps = 0
        self._variable_keys = _own_variable_keys(symbols)

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
            for node in ast.walk(statement):
                if isinstance(node, (ast.Name, ast.Attribute)):
                    target = self._home.target(node)
                    if target and target[0] == self._home.module:
                        found.add(target)
            call = _app_run(statement, self._home)
            if call:
                found.add((self._home.module, "main"))
        return found

    # ------------------------------------------------------------ modules
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

    def _report(self, env: Env, node: ast.expr, kind: str, strong: bool = False) -> None:
        if env.symbols is self._home:
            self._report_to(node, kind, strong)

    # ------------------------------------------------------------ statements
    def statements(self, body: Iterable[ast.stmt], env: Env) -> None:
        for statement in body:
            if self._steps <= _MAX_STEPS:
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
            value = _arithmetic(self._load(node.target, env), self.value(node.value, env))
            self._assign(node.target, value, env)
        elif isinstance(node, ast.Return):
            env.returned.append(self.value(node.value, env) if node.value else OTHER)
        elif isinstance(node, (ast.For, ast.AsyncFor)):
            seen: list[dict[str, Value]] = []
            for items in _rounds(self.value(node.iter, env)):
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

    # ------------------------------------------------------------ expressions
    def value(self, node: ast.expr, env: Env) -> Value:
        """What ``node`` may be; goes through every part of it."""
        self._steps += 1
        if self._steps > _MAX_STEPS:
            return UNKNOWN
        if isinstance(node, ast.Constant):
            return OTHER
        if isinstance(node, ast.Name):
            return self._name(node, env)
        if isinstance(node, ast.Attribute):
            return self._attribute(node, env)
        if isinstance(node, ast.Call):
            return self._call(node, env)
        if isinstance(node, (ast.Tuple, ast.List)) and _is_short(node):
            return limit(Value("tuple", tuple(self.value(e, env) for e in node.elts)))
        if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
            parts = [
                (
                    element(self.value(e.value, env))
                    if isinstance(e, ast.Starred)
                    else self.value(e, env)
                )
                for e in node.elts
            ]
            return sequence(join_all(parts))
        if isinstance(node, ast.Dict):
            keys = [self.value(k, env) for k in node.keys if k is not None]
            values = [self.value(v, env) for v in node.values]
            return limit(Value("dict", (join_all(keys), join_all(values))))
        if isinstance(node, ast.BinOp):
            left, right = self.value(node.left, env), self.value(node.right, env)
            if isinstance(node.op, ast.Mod) and _is_text(node.left):
                self._shown(right, node, env)
                return OTHER
            return _arithmetic(left, right)
        if isinstance(node, ast.BoolOp):
            return join_all([self.value(v, env) for v in node.values])
        if isinstance(node, ast.UnaryOp):
            operand = self.value(node.operand, env)
            return OTHER if isinstance(node.op, ast.Not) else _arithmetic(operand, OTHER)
        if isinstance(node, ast.IfExp):
            self.value(node.test, env)
            return join(self.value(node.body, env), self.value(node.orelse, env))
        if isinstance(node, ast.Compare):
            return self._compare(node, env)
        if isinstance(node, ast.Subscript):
            owner = self.value(node.value, env)
            self.value(node.slice, env)
            if owner.kind == "tuple" and isinstance(node.slice, ast.Constant):
                index = node.slice.value
                if isinstance(index, int) and -len(owner.items) <= index < len(owner.items):
                    return owner.items[index]
            if isinstance(node.slice, ast.Slice) and owner.kind in ("seq", "tuple"):
                return sequence(element(owner))
            return owner.items[1] if owner.kind == "dict" else element(owner)
        if isinstance(node, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
            return self._comprehension(node, env)
        if isinstance(node, ast.Lambda):
            ref = f"{env.symbols.module}:{node.lineno}:{node.col_offset}"
            self._lambdas[ref] = (node, env)
            return Value("lambda", (), ref)
        if isinstance(node, ast.JoinedStr):
            for part in node.values:
                if isinstance(part, ast.FormattedValue):
                    self._shown(self.value(part.value, env), node, env)
            return OTHER
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            given = self.value(node.value, env) if node.value else OTHER
            env.yielded.append(element(given) if isinstance(node, ast.YieldFrom) else given)
            return UNKNOWN
        if isinstance(node, ast.NamedExpr):
            value = self.value(node.value, env)
            self._assign(node.target, value, env)
            return value
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.value(child, env)
        return UNKNOWN if isinstance(node, (ast.Await, ast.Starred)) else OTHER

    def _name(self, node: ast.Name, env: Env) -> Value:
        symbol = env.symbols.symbol(node)
        if symbol is not None:
            return Value("symbol", (), symbol)
        known = env.find(node.id)
        if known is not None:
            return known
        target = env.symbols.target(node)
        if target is not None:
            return Value("project", (), target)
        return OTHER

    def _attribute(self, node: ast.Attribute, env: Env) -> Value:
        symbol = env.symbols.symbol(node)
        if symbol is not None:
            return Value("symbol", (), symbol)
        target = env.symbols.target(node)
        if target is not None:
            return Value("project", (), target)
        owner = self.value(node.value, env)
        name = node.attr
        if owner.kind == "variable":
            if name in _GRAPH_VARIABLE:
                self._report(env, node, "tensor")
            return OTHER if name in _PLAIN else TENSOR
        if owner.may_be_tensor:
            if name in _TENSOR_ONLY:
                self._report(env, node, "tensor")
            return OTHER if name in _PLAIN else owner
        if owner.kind == "layer":
            if name in _LAYER_VARIABLES:
                return VARIABLE
            return VARIABLES if name in _VARIABLE_LISTS else OTHER
        if owner.kind == "instance" and isinstance(owner.ref, tuple):
            return self._member(owner.ref, name)
        if owner.kind == "symbol":
            return Value("symbol", (), f"{owner.ref}.{name}")
        return OTHER

    def _member(self, cls: tuple[str, str], name: str, depth: int = 0) -> Value:
        known = self._attributes.get((*cls, name))
        if known is not None:
            return known
        if (cls[0], f"{cls[1]}.{name}") in self._definitions:
            return Value("project", (), (cls[0], f"{cls[1]}.{name}"))
        node = self._definitions.get(cls)
        symbols = self._modules.get(cls[0])
        if isinstance(node, ast.ClassDef) and symbols is not None and depth < _MAX_DEPTH:
            for base in node.bases:
                target = symbols.target(base)
                if target is not None and self._root(target[0]) is not None:
                    found = self._member(target, name, depth + 1)
                    if found.kind != "unknown":
                        return found
        return UNKNOWN

    def _compare(self, node: ast.Compare, env: Env) -> Value:
        operands = [self.value(e, env) for e in (node.left, *node.comparators)]
        for operator, left, right in zip(node.ops, operands, operands[1:], strict=False):
            if isinstance(operator, (ast.In, ast.NotIn)):
                right = element(right)
            if isinstance(operator, (ast.Eq, ast.NotEq, ast.In, ast.NotIn)) and (
                left.kind in ("tensor", "variable") or right.kind in ("tensor", "variable")
            ):
                self._report(env, node, "compare")
        ordered = any(isinstance(o, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)) for o in node.ops)
        return _arithmetic(join_all(operands), OTHER) if ordered else OTHER

    def _comprehension(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, env: Env
    ) -> Value:
        inner = Env(env.symbols, env.qualname, env)
        results = list(self._generate(node, 0, inner))
        if isinstance(node, ast.DictComp):
            keys, values = (join_all([r.items[i] for r in results]) for i in (0, 1))
            return limit(Value("dict", (keys, values)))
        return sequence(join_all(results))

    def _generate(
        self,
        node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp,
        level: int,
        inner: Env,
    ) -> Iterator[Value]:
        if level == len(node.generators):
            if isinstance(node, ast.DictComp):
                pair = (self.value(node.key, inner), self.value(node.value, inner))
                yield Value("tuple", pair)
            else:
                yield self.value(node.elt, inner)
            return
        generator = node.generators[level]
        for items in dict.fromkeys(_rounds(self.value(generator.iter, inner))):
            self._assign(generator.target, items, inner)
            for condition in generator.ifs:
                self.value(condition, inner)
            yield from self._generate(node, level + 1, inner)

    def _shown(self, value: Value, node: ast.expr, env: Env) -> None:
        if value.shows_graph:
            self._report(env, node, "print")

    # ------------------------------------------------------------ calls
    def _call(self, node: ast.Call, env: Env) -> Value:
        args: list[Value] = []
        starred = False
        for a in node.args:
            if isinstance(a, ast.Starred):
                starred = True
                args.append(element(self.value(a.value, env)))
            else:
                args.append(self.value(a, env))
        keywords = {k.arg or "**": self.value(k.value, env) for k in node.keywords}
        given = [*args, *keywords.values()]
        callee = node.func
        if isinstance(callee, (ast.Attribute, ast.Name)) and not (
            env.symbols.symbol(callee) or env.symbols.target(callee)
        ):
            if isinstance(callee, ast.Attribute):
                return self._method(node, callee, args, keywords, env)
            if callee.id in _BUILTINS and env.find(callee.id) is None:
                return self._builtin(node, callee.id, args, keywords, env)
        function = self.value(callee, env)
        return self._apply(function, args, keywords, given, node, env, starred)

    def _apply(
        self,
        function: Value,
        args: list[Value],
        keywords: dict[str, Value],
        given: list[Value],
        node: ast.Call,
        env: Env,
        starred: bool = False,
    ) -> Value:
        if function.kind == "symbol":
            symbol = str(function.ref)
            if symbol in ("tf.get_collection", "tf.get_collection_ref"):
                return self._collection(node, env)
            if symbol == "tf.make_template" and len(args) > 1:
                return args[1]
            if symbol == "tf.identity" or not symbol.startswith("tf."):
                return TENSOR
            for value in given:
                if value.kind == "project" and value.ref not in self._called:
                    self._apply(value, [], {}, [], node, env)  # a body handed to an operation
            return called(symbol)
        if function.kind == "project" and isinstance(function.ref, tuple):
            if starred:
                args, keywords = [], {}
            return self._call_definition(function.ref, args, keywords, None)
        if function.kind == "lambda":
            body, outer = self._lambdas[str(function.ref)]
            inner = Env(outer.symbols, outer.qualname, outer)
            for parameter, value in zip(body.args.args, args, strict=False):
                inner.names[parameter.arg] = value
            return self.value(body.body, inner)
        if function.kind == "seq":
            return UNKNOWN
        if function.kind == "tuple":
            return UNKNOWN
        if function.kind == "layer":
            return TENSOR
        if function.kind == "instance" and isinstance(function.ref, tuple):
            method = self._member(function.ref, "__call__")
            if method.kind == "project" and isinstance(method.ref, tuple):
                return self._call_definition(method.ref, args, keywords, function)
            return UNKNOWN
        if function.kind in ("unknown", "tensor", "variable"):
            return TENSOR if function.kind != "unknown" else UNKNOWN
        # A function of some other library: it makes tensors only out of tensors.
        return UNKNOWN if any(v.kind in ("tensor", "variable") for v in given) else OTHER

    def _collection(self, node: ast.Call, env: Env) -> Value:
        key = node.args[0] if node.args else None
        for keyword in node.keywords:
            key = keyword.value if keyword.arg == "key" else key
        if isinstance(key, ast.Constant) and key.value in self._variable_keys:
            return VARIABLES
        named = isinstance(key, (ast.Name, ast.Attribute)) and env.symbols.symbol(key)
        if named in _VARIABLE_KEYS:
            return VARIABLES
        return sequence(TENSOR)

    def _method(
        self,
        node: ast.Call,
        callee: ast.Attribute,
        args: list[Value],
        keywords: dict[str, Value],
        env: Env,
    ) -> Value:
        name = callee.attr
        owner = self.value(callee.value, env)
        if owner.kind in ("seq", "tuple", "dict"):
            return self._container_method(owner, callee, args, env)
        if name == "eval" and owner.kind in ("tensor", "variable", "unknown"):
            self._report(env, callee, "eval", owner.kind != "unknown")
            return OTHER
        if name == "format" and _is_text(callee.value):
            for value in (*args, *keywords.values()):
                self._shown(value, node, env)
            return OTHER
        if owner.kind == "session":
            return OTHER
        if owner.kind == "scope":
            if name == "get_variable":
                return VARIABLE
            return VARIABLES if name in _VARIABLE_LISTS else OTHER
        if owner.kind == "layer":
            self._attribute(callee, env)
            if name in ("get_next", "apply", "call", "zero_state", "__call__"):
                return TENSOR
            return UNKNOWN if any(v.may_be_tensor for v in args) else OTHER
        if owner.kind == "instance" and isinstance(owner.ref, tuple):
            method = self._member(owner.ref, name)
            if method.kind == "project" and isinstance(method.ref, tuple):
                return self._call_definition(method.ref, args, keywords, owner)
            return self._apply(method, args, keywords, [*args, *keywords.values()], node, env)
        if _is_super(callee.value) and owner.kind == "other":
            return UNKNOWN
        result = self._attribute(callee, env)
        if name in ("get_shape", "assign", "assign_add", "assign_sub", "as_list"):
            return TENSOR if name.startswith("assign") else OTHER
        if result.kind in ("lambda", "project", "symbol"):
            return self._apply(result, args, keywords, [*args, *keywords.values()], node, env)
        if owner.kind in ("tensor", "variable"):
            return TENSOR
        return result if result.kind == "unknown" else OTHER

    def _container_method(
        self, owner: Value, callee: ast.Attribute, args: list[Value], env: Env
    ) -> Value:
        name = callee.attr
        if owner.kind == "dict":
            key, value = owner.items
            views = {"keys": key, "values": value, "items": Value("tuple", (key, value))}
            if name in views:
                return sequence(views[name])
            return value if name in ("get", "pop", "setdefault") else OTHER
        if name in ("append", "extend", "insert", "add", "update") and args:
            new = element(args[-1]) if name in ("extend", "update") else args[-1]
            grown = sequence(join(element(owner), new))
            if isinstance(callee.value, ast.Name):
                env.bind(callee.value.id, grown)
            else:
                self._assign(callee.value, grown, env)
            return OTHER
        return element(owner) if name == "pop" else OTHER

    def _builtin(
        self, node: ast.Call, name: str, args: list[Value], keywords: dict[str, Value], env: Env
    ) -> Value:
        if name in _SHOWS:
            for value in args:
                self._shown(value, node, env)
            return OTHER
        if name in _KEEPS_ELEMENTS:
            return sequence(element(args[0]) if args else OTHER)
        if name == "enumerate":
            return sequence(Value("tuple", (OTHER, element(args[0]) if args else OTHER)))
        if name == "zip":
            return sequence(Value("tuple", tuple(element(a) for a in args)))
        if name == "dict":
            return Value("dict", (OTHER, join_all(list(keywords.values()))))
        if name in ("map", "filter") and len(args) > 1:
            items = element(args[1])
            applied = self._apply(args[0], [items], {}, [items], node, env)
            return sequence(applied if name == "map" else items)
        if name in ("next", "max", "min", "sum", "abs", "pow", "round"):
            parts = [element(a) if a.items else a for a in args]
            return join_all(parts) if name == "next" else _arithmetic(join_all(parts), OTHER)
        if name in ("getattr", "super", "eval", "vars", "globals", "locals"):
            return UNKNOWN if name == "getattr" else OTHER
        return OTHER

    def _call_definition(
        self,
        key: tuple[str, str],
        args: list[Value],
        keywords: dict[str, Value],
        owner: Value | None,
    ) -> Value:
        self._called.add(key)
        if self._root(key[0]) is None:
            return UNKNOWN
        node = self._definitions.get(key)
        if isinstance(node, ast.ClassDef):
            instance = Value("instance", (), key)
            method = self._member(key, "__init__")
            if method.kind == "project" and isinstance(method.ref, tuple):
                self._call_definition(method.ref, args, keywords, instance)
            return instance
        if not isinstance(node, _FUNCTIONS) or self._depth >= _MAX_DEPTH:
            return UNKNOWN
        bound = _bind(node, [owner, *args] if owner is not None else args, keywords)
        memo = (key, tuple(bound.values()))
        if memo in self._results:
            return self._results[memo] or UNKNOWN
        if len(self._results) >= _MAX_CALLS:
            return UNKNOWN
        self._results[memo] = None
        symbols = self._modules[key[0]]
        inner = Env(symbols, key[1], self._outer.get(key) or self._root(key[0]))
        inner.names.update(bound)
        self._depth += 1
        self.statements(node.body, inner)
        self._depth -= 1
        result = sequence(join_all(inner.yielded)) if inner.yielded else join_all(inner.returned)
        result = limit(result)
        self._results[memo] = result
        return result


def _is_short(node: ast.Tuple | ast.List) -> bool:
    return len(node.elts) <= _MAX_TUPLE and not any(isinstance(e, ast.Starred) for e in node.elts)


def _rounds(iterated: Value) -> tuple[Value, ...]:
    """The element values of each round of a loop; two alike where the elements are not told apart."""
    if iterated.kind == "tuple":
        return iterated.items * (2 if len(iterated.items) == 1 else 1)
    return (element(iterated),) * 2


def _bind(
    node: ast.FunctionDef | ast.AsyncFunctionDef, args: list[Value], keywords: dict[str, Value]
) -> dict[str, Value]:
    """Parameter values; what the call leaves out is its default, which is never a tensor."""
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    bound: dict[str, Value] = {}
    first_default = len(positional) - len(arguments.defaults)
    for i, parameter in enumerate(positional):
        bound[parameter.arg] = OTHER if i >= first_default else UNKNOWN
    for parameter in arguments.kwonlyargs:
        bound[parameter.arg] = OTHER
    for parameter, value in zip(positional, args, strict=False):
        bound[parameter.arg] = value
    if arguments.vararg:
        bound[arguments.vararg.arg] = sequence(join_all(args[len(positional) :]))
    extra = [v for k, v in keywords.items() if k not in bound]
    if arguments.kwarg:
        bound[arguments.kwarg.arg] = Value("dict", (OTHER, join_all(extra)))
    for name, value in keywords.items():
        if name in bound:
            bound[name] = value
    return bound


def _arithmetic(left: Value, right: Value) -> Value:
    for value in (left, right):
        if value.kind in ("tensor", "variable"):
            return TENSOR
    if {left.kind, right.kind} & {"seq", "tuple"}:
        return join(left, right)
    return UNKNOWN if "unknown" in (left.kind, right.kind) else OTHER


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def _is_super(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"
    )


def _app_run(statement: ast.stmt, symbols: Symbols) -> bool:
    """Whether ``statement`` hands control to ``main`` through tf.app.run or absl's."""
    for node in ast.walk(statement):
        if isinstance(node, ast.Call) and isinstance(node.func, (ast.Name, ast.Attribute)):
            symbol = symbols.symbol(node.func)
            if symbol in ("tf.app.run", "tf.python.platform.app.run"):
                return True
    return False


def _own_variable_keys(symbols: Symbols) -> frozenset[object]:
    """Collection names that the module only ever fills with variables."""
    keys: set[object] = set()
    spoilt: set[object] = set()
    for node in ast.walk(symbols.tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, (ast.Name, ast.Attribute)):
            continue
        for keyword in node.keywords:
            if keyword.arg == "collections" and isinstance(keyword.value, (ast.List, ast.Tuple)):
                keys.update(e.value for e in keyword.value.elts if isinstance(e, ast.Constant))
        if symbols.symbol(node.func) in ("tf.add_to_collection", "tf.add_to_collections"):
            spoilt.update(a.value for a in node.args if isinstance(a, ast.Constant))
    return frozenset(keys - spoilt)
