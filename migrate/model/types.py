"""What the model stage needs from the stages before it, and the data it hands on.

The scope graph is made of frozen dataclasses that hold source text and positions, never syntax
nodes, so that it can be pickled between processes, compared in tests and read by the plan stage
without the code that made it.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Protocol

from migrate.outcomes import Mode


class Symbols(Protocol):
    """The resolver's view of one module, as far as the model stage uses it."""

    @property
    def tree(self) -> ast.Module:
        """The parsed module."""

    @property
    def module(self) -> str:
        """The dotted name of the module within the tree."""

    def is_member(self, node: ast.expr, module: str, name: str) -> bool:
        """Whether a Name or Attribute is that member of a module outside the tree."""

    def symbol(self, node: ast.expr) -> str | None:
        """The canonical TF1 symbol of a Name or Attribute, such as ``"tf.get_variable"``."""

    def target(self, node: ast.expr) -> tuple[str, str] | None:
        """The (module, qualified name) of the project definition a Name or Attribute refers to."""


@dataclass(frozen=True, order=True)
class Evidence:
    """One place that says in which mode a module's TensorFlow code must run.

    Attributes:
      line, col: where it is (line from 1, column from 0, as `ast` counts).
      kind: what sort of evidence, one of the keys of `migrate.model.mode.KINDS`.
      symbol: the canonical symbol or the source text of the expression it rests on.
      strong: it holds wherever it stands. Weak evidence only matters when it runs while the module
        is imported or run as a script.
      runs: the code runs when the module is imported or run as a script.
      favours: the mode it is evidence for.
    """

    line: int
    col: int
    kind: str
    symbol: str
    strong: bool
    runs: bool = True
    favours: Mode = Mode.GRAPH
