"""Runs TF1 programs on the shim, in each of its modes."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import tensorflow as tf

from migrate import compat_scope

Program = Callable[[Any, Callable[[Any], None]], None]


class Tf1:
    """Stands in for ``import tensorflow as tf``: the shim's names, else ``tf.compat.v1``'s."""

    def __init__(self, graph: bool = False) -> None:
        self._graph = graph

    def __getattr__(self, name: str) -> Any:
        if name in compat_scope.__all__ or name in ("train", "layers", "contrib"):
            return getattr(compat_scope, name)
        return getattr(tf.compat.v1, name)

    def get_default_graph(self) -> Any:
        return tf.compat.v1.get_default_graph() if self._graph else _NoGraph()


class _NoGraph:
    def as_default(self) -> Any:
        return contextlib.nullcontext()


def recorded(name: str) -> dict[str, Any]:
    """What TF 1.15.5 did (``tests/oracle/record_scopes.py`` wrote it down)."""
    path = Path(__file__).parent / "recorded" / name
    data: dict[str, Any] = json.loads(path.read_text())
    return data


def plain(observations: list[Any]) -> Any:
    return json.loads(json.dumps(observations))


def in_eager(program: Program) -> list[Any]:
    """One run at top level, in a new default store."""
    compat_scope.reset()
    observations: list[Any] = []
    program(Tf1(), observations.append)
    return [plain(observations)]


def in_function(program: Program) -> list[Any]:
    """What each trace of a tf.function observed."""
    compat_scope.reset()
    traces: list[Any] = []

    @tf.function(autograph=False)
    def traced(_: Any) -> None:
        observations: list[Any] = []
        program(Tf1(), observations.append)
        traces.append(plain(observations))

    traced(1)
    traced(2)
    return traces


def in_graph(program: Program) -> list[Any]:
    """One run while building a TF1 graph, with TF1's kind of variables."""
    observations: list[Any] = []
    tf.compat.v1.disable_resource_variables()
    try:
        with tf.Graph().as_default():
            program(Tf1(graph=True), observations.append)
    finally:
        tf.compat.v1.enable_resource_variables()
    return [plain(observations)]


def hosted(program: Program) -> list[Any]:
    """Two calls of a module that owns the variables."""
    passes: list[Any] = []

    def model() -> None:
        observations: list[Any] = []
        program(Tf1(), observations.append)
        passes.append(plain(observations))

    module = compat_scope.ScopedModule(model)
    module()
    module()
    return passes


MODES = {"eager": in_eager, "function": in_function, "graph": in_graph, "hosted": hosted}
