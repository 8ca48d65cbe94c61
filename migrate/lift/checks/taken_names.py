"""Names that operations take: a variable, or a name scope around it, that comes later gets a number.

y = tf.nn.relu(y, name="ln")            ln
with tf.variable_scope("ln"):           ln_1/
    g = tf.Variable(tf.ones([4]))       ln_1/Variable
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from migrate.lift.source.source import LiftSource
from migrate.model.naming import NamedVariable
from migrate.model.repeated_scope import MARK

# What is known of these is what they make.
_MAKERS = ("tf.Variable", "tf.get_variable", "tf.variable_scope", "tf.name_scope")
_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.FloorDiv: "floordiv",
    ast.Mod: "floormod",
    ast.Pow: "pow",
    ast.MatMult: "matmul",
    ast.USub: "neg",
}


def levels_named(variable: NamedVariable) -> list[str]:
    """The parts of the name of a `tf.Variable`, which name scopes give it; none for averages of tensors, whose names they have."""
    name = variable.creation.name
    if variable.creation.symbol != "tf.Variable" or (name is not None and MARK in name.text):
        return []
    return variable.name.lower().split("/")


def taken_before(
    source: LiftSource, body: list[ast.stmt], made: Mapping[str, int], own: Collection[int] = ()
) -> tuple[str, int] | None:
    """The first operation of a body that takes one of the names before it is needed, with its line.

    Args:
      made: names in lower case -> the last line that makes something of this name.
      own: the ids of calls that make these, and of the scopes around them.
    """
    for statement in body:
        for part in ast.walk(statement):
            line = getattr(part, "lineno", 0)
            symbol = source.called(part) if id(part) not in own else ""
            if isinstance(part, ast.Call) and symbol and symbol not in _MAKERS:
                taken = symbol.rpartition(".")[2]  # ``tf.eye(n)`` is called `eye`
                named = next((k.value for k in part.keywords if k.arg == "name"), None)
                if isinstance(named, ast.Constant):
                    taken = str(named.value)
                # What is in the call that makes the variable, its first value, comes before it.
                if line < made.get(taken.lower(), 0) + (named is None):
                    return taken, line
            elif isinstance(part, (ast.BinOp, ast.UnaryOp, ast.AugAssign)):
                taken = _OPERATORS.get(type(part.op), "")
                if line < made.get(taken, 0):
                    return taken, line
            elif isinstance(part, ast.Subscript) and line < made.get("strided_slice", 0):
                return "strided_slice", line
    return None
