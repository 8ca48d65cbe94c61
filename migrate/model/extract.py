"""Reads the scope graph of one module from its syntax."""

from __future__ import annotations

import ast
import re

from migrate.model.expressions import chain_text, span
from migrate.model.function_reader import FunctionReader
from migrate.model.graph import ClassScopes, FunctionScopes, ModuleScopes, Span
from migrate.model.graph_symbols import RUNS
from migrate.model.layer_rules import LayerRules
from migrate.model.types import Symbols

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_WHOLE = Span(1, 0, 1, 0)
_OPTIMIZERS = re.compile(
    r"tf\.((train|contrib\.\w+|python\.training\.\w+)\.\w*Optimizer|keras\.optimizers\.\w+)"
)
_TEST_CASES = ("tf.test.TestCase", "tf.python.platform.test.TestCase", "tf.compat.v1.test.TestCase")


def module_scopes(symbols: Symbols, rules: LayerRules) -> ModuleScopes:
    """The scope graph of a module.

    A function, method, class body or the module's top-level code gets an entry when it holds a scope,
    a creation, a call of the tree's code or of a parameter, or hands a function on. Which of them are
    scoped is decided by `migrate.model.tree.TreeGraph`, since that takes the whole tree.

    Args:
      symbols: the resolved module.
      rules: what TF1's calls create.
    """
    walk = _ModuleWalk(symbols, rules)
    walk.body(symbols.tree.body, "", "module", _WHOLE, None)
    return ModuleScopes(
        symbols.module,
        tuple(sorted(walk.functions, key=lambda f: (f.span.line, f.span.col, f.qualname))),
        tuple(walk.classes),
        tuple(_constants(symbols.tree)),
    )


def _constants(tree: ast.Module) -> list[tuple[str, str]]:
    found: dict[str, str | None] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    # A name bound twice is no constant.
                    found[target.id] = None if target.id in found else repr(node.value.value)
    return [(name, value) for name, value in found.items() if value is not None]


class _ModuleWalk:
    def __init__(self, symbols: Symbols, rules: LayerRules) -> None:
        self._symbols = symbols
        self._rules = rules
        self.functions: list[FunctionScopes] = []
        self.classes: list[ClassScopes] = []

    def body(
        self,
        statements: list[ast.stmt],
        qualname: str,
        kind: str,
        where: Span,
        outer: FunctionReader | None,
    ) -> None:
        """Reads the code that runs when a module or class body does."""
        reader = FunctionReader(self._symbols, self._rules, qualname, kind, where, outer)
        reader.read(statements)
        self._nested(reader, qualname, kind, outer)
        function = reader.result()
        if _may_create(function):
            self.functions.append(function)

    def _nested(
        self, reader: FunctionReader, qualname: str, kind: str, outer: FunctionReader | None
    ) -> None:
        prefix = {"module": "", "class": f"{qualname}."}.get(kind, f"{qualname}.<locals>.")
        around = outer if kind == "class" else reader
        for node in reader.nested:
            name = f"{prefix}{node.name}"
            if isinstance(node, ast.ClassDef):
                self._class(node, name, around)
            else:
                self._function(node, name, qualname, kind, around)

    def _class(self, node: ast.ClassDef, qualname: str, outer: FunctionReader | None) -> None:
        methods = tuple(n.name for n in node.body if isinstance(n, _FUNCTIONS))
        reader = FunctionReader(self._symbols, self._rules, "", "module", span(node), outer)
        bases = tuple(reader.expr(b) for b in node.bases if chain_text(b))
        is_test = any(self._is_test_case(b) for b in node.bases)
        trains = any(self._is_optimizer(b) for b in node.bases)
        self.classes.append(ClassScopes(qualname, span(node), bases, methods, is_test, trains))
        self.body(node.body, qualname, "class", span(node), outer)

    def _is_test_case(self, base: ast.expr) -> bool:
        return self._symbols.symbol(base) in _TEST_CASES or self._symbols.is_member(
            base, "unittest", "TestCase"
        )

    def _is_optimizer(self, base: ast.expr) -> bool:
        return _OPTIMIZERS.fullmatch(self._symbols.symbol(base) or "") is not None

    def _function(
        self,
        node: ast.FunctionDef | ast.AsyncFunctionDef,
        qualname: str,
        owner: str,
        owner_kind: str,
        outer: FunctionReader | None,
    ) -> None:
        kind = "method" if owner_kind == "class" else "function"
        reader = FunctionReader(self._symbols, self._rules, qualname, kind, span(node), outer)
        reader.owner = owner
        reader.signature(node)
        reader.read(node.body)
        self._nested(reader, qualname, kind, reader)
        function = reader.result()
        if _may_create(function):
            self.functions.append(function)


def _may_create(function: FunctionScopes) -> bool:
    """Whether a function may have to do with variables, itself or through what it calls, or with what runs a program."""
    return bool(
        function.entries
        or function.creations
        or function.calls
        or function.opaque_calls
        or (function.values and function.kind != "module")
        or function.qualname.endswith(".__init__")  # how the class is called
        or (RUNS & set(function.driver) and function.kind != "module")  # what calls it drives
    )
