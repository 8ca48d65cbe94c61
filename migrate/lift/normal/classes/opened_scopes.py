"""The scope that TF1's own base classes open around the call of a layer or cell, and what they make in it.

def call(self, x):                                     def __call__(self, x):
    w = self.add_variable("w", [3, 4])                     with tf.variable_scope(self.name):
    return tf.matmul(x, w)                                     w = tf.get_variable("w", [3, 4])
                                                               return tf.matmul(x, w)
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from migrate.lift.classes.parts import is_string, self_attribute
from migrate.lift.plans import Refused
from migrate.lift.text.own_classes import tensorflow_name
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

if TYPE_CHECKING:
    from migrate.lift.normal.classes.keras_reading import KerasClass


def in_scope(
    one: KerasClass, lines: str, first_line: Callable[[KerasClass, ast.stmt], int]
) -> list[Edit]:
    """The body of the call, behind what builds, in the scope that TF1 opens around it.

    Args:
      lines: what builds.
      first_line: where a statement begins, with the comments above it.

    Raises:
      Refused: its lines cannot be moved.
    """
    positions, call = one.source.positions, one.call
    rest = call.body[1:] if is_string(call.body[0]) else call.body
    opened = _scope_opener(one)
    if not rest or rest[0].lineno == call.lineno or not opened:
        raise Refused("TF320", "`call` stands on one line", call.lineno)
    methods = [m for m in (one.build, call) if m is not None]
    documented = [getattr(m.body[0], "value", None) for m in methods]
    for part in (p for m in methods for s in m.body for p in walk(s)):
        if isinstance(part, (ast.Constant, ast.JoinedStr)) and part not in documented:
            if part.lineno != part.end_lineno:
                raise Refused("TF320", "a string of several lines in `call`", part.lineno)
    pad = positions.indent(rest[0])
    step = pad[len(positions.indent(call)) :]
    first, last = first_line(one, rest[0]), rest[-1].end_lineno or rest[-1].lineno
    at = positions.line_start(first)
    moved = "".join(step + line if line.strip() else line for line in lines.splitlines(True))
    edits = [Edit(at, at, (f"{pad}with {opened}(self.name):\n{moved}",))]
    for number in range(first, last + 1):
        if positions.lines.line(number).strip():
            start = positions.line_start(number)
            edits.append(Edit(start, start, (step,)))
    edits += [as_variable(one, p) for s in rest for p in walk(s) if adds(p)]
    return edits


def _scope_opener(one: KerasClass) -> str:
    """How the module says ``tf.variable_scope``, "" where it does not."""
    name = tensorflow_name(one.source)
    if name:
        return f"{name}.variable_scope"
    found = (n for n in one.source.symbols.nodes if isinstance(n, ast.Attribute))
    named = (ast.unparse(n) for n in found if one.source.symbol(n) == "tf.variable_scope")
    return next(named, "")


def adds(node: ast.AST) -> bool:
    """Whether a node is what is called in ``self.add_variable(...)``."""
    return self_attribute(node) in ("add_variable", "add_weight")


def as_variable(one: KerasClass, node: ast.AST) -> Edit:
    """``tf.get_variable`` in its place: in the scope of the layer they are the same."""
    assert isinstance(node, ast.Attribute)
    positions, opened = one.source.positions, _scope_opener(one)
    text = opened.removesuffix("variable_scope") + "get_variable"
    return Edit(positions.start(node), positions.end(node), (text,))
