"""Reads a test file, with the shim's modules in place of those it imports from TensorFlow."""

from __future__ import annotations

import ast
import importlib
import types
from pathlib import Path
from typing import Any

import tensorflow as tf

from migrate import compat_scope
from tests.conformance.stand_ins import stand_ins

_WEIGHTS = ("x", "var")  # what the tests call a layer's variables
_DECORATORS = {"run_inside_wrap_function_in_eager_mode"}


class _Adapt(ast.NodeTransformer):
    """The edits that let a test run: imports go to the stand-ins, sessions to ``self.evaluate``.

    ``x.eval()``, ``op.run()`` and ``sess.run(x)`` without a feed are spelled ``self.evaluate(...)`` outside graphs,
    which is what they mean there.
    """

    def __init__(self, mode: str, keras: bool) -> None:
        self.mode = mode
        self.keras = keras  # the tests are those of Keras layers

    def visit_ImportFrom(self, node: ast.ImportFrom) -> Any:
        module = node.module or ""
        if not module.startswith(("tensorflow", "tf_keras")):
            return node
        return [_assigned(a.asname or a.name, f"{module}.{a.name}") for a in node.names]

    def visit_Import(self, node: ast.Import) -> Any:
        kept = [a for a in node.names if not a.name.startswith(("tensorflow", "tf_keras"))]
        taken = [
            _assigned(a.asname, a.name)
            for a in node.names
            if a.name.startswith(("tensorflow", "tf_keras")) and a.asname
        ]
        return ([ast.Import(kept)] if kept else []) + taken or None

    def visit_FunctionDef(self, node: ast.FunctionDef) -> Any:
        if node.name in _DECORATORS:
            return None
        node.decorator_list = [
            d for d in node.decorator_list if not (isinstance(d, ast.Name) and d.id in _DECORATORS)
        ]
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> Any:
        self.generic_visit(node)
        if self.mode == "graph" or not isinstance(node.func, ast.Attribute) or node.keywords:
            return node
        receiver = node.func.value
        if node.func.attr == "initialized_value" and not node.args:
            return ast.Call(ast.Attribute(receiver, "read_value", ast.Load()), [], [])
        if node.func.attr in ("eval", "run") and not node.args:
            return _evaluate(receiver)
        is_session = isinstance(receiver, ast.Name) and receiver.id in ("sess", "session")
        if node.func.attr == "run" and is_session and len(node.args) == 1:
            return _evaluate(node.args[0])
        return node

    def visit_Attribute(self, node: ast.Attribute) -> Any:
        """``x.op.name`` and the private slice info, as the migrator and the shim spell them."""
        self.generic_visit(node)
        inner = node.value
        if (
            self.keras
            and node.attr == "name"
            and isinstance(inner, ast.Name)
            and inner.id in _WEIGHTS
        ):
            return _called("__variable_name__", inner)
        if self.mode == "graph":
            return node
        if node.attr == "name" and isinstance(inner, ast.Attribute) and inner.attr == "op":
            return _called("__op_name__", inner.value)
        if node.attr == "_save_slice_info":
            return _called("__slice_info__", inner)
        return node


def _called(name: str, value: ast.expr) -> ast.Call:
    return ast.Call(ast.Name(name, ast.Load()), [value], [])


def _evaluate(value: ast.expr) -> ast.Call:
    evaluate = ast.Attribute(ast.Name("self", ast.Load()), "evaluate", ast.Load())
    return ast.Call(evaluate, [value], [])


def _assigned(name: str, path: str) -> ast.stmt:
    call = ast.Call(ast.Name("__stand_in__", ast.Load()), [ast.Constant(path)], [])
    return ast.Assign([ast.Name(name, ast.Store())], call)


def _variable_name(variable: Any) -> str:
    """TF1's name of a variable: for Keras 3's, that is its path."""
    path = getattr(variable, "path", None)
    return f"{path}:0" if isinstance(path, str) else str(variable.name)


def _absent(path: str) -> Any:
    """What a TF 2 program cannot import: an error when it is used."""

    class Absent(types.SimpleNamespace):
        def __getattr__(self, name: str) -> Any:
            raise AttributeError(f"{path} is gone: {name}")

    return Absent()


def load(path: Path, mode: str, graph_program: bool) -> list[type]:
    """The test classes of one file."""
    known = stand_ins(mode, graph_program)

    def stand_in(name: str) -> Any:
        if name in known:
            return known[name]
        module, _, last = name.rpartition(".")
        try:
            return importlib.import_module(name)
        except ImportError:
            pass
        try:
            return getattr(importlib.import_module(module), last)
        except (ImportError, AttributeError):
            return _absent(name)

    tree = ast.fix_missing_locations(
        _Adapt(mode, "tf_keras" in path.parts).visit(ast.parse(path.read_text(), str(path)))
    )
    scope: dict[str, Any] = {
        "__name__": path.stem,
        "__file__": str(path),
        "__stand_in__": stand_in,
        "__op_name__": compat_scope.op_name,
        "__variable_name__": _variable_name,
        "__slice_info__": lambda v: compat_scope.variable_store().slice_info(v),
    }
    exec(compile(tree, str(path), "exec"), scope)
    return [
        c
        for c in scope.values()
        if isinstance(c, type) and issubclass(c, tf.test.TestCase) and c is not tf.test.TestCase
    ]
