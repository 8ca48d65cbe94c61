"""Properties and operators of objects that may create variables: no call shows that these run.

def head(x, model):
    return tf.layers.dense(model.encoded, 2, name="head")      # `encoded` is a property
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.source.source import LiftSource
from migrate.nodes import walk

_OPERATORS = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.MatMult: "matmul",
    ast.Pow: "pow",
    ast.RShift: "rshift",
    ast.LShift: "lshift",
    ast.BitOr: "or",
    ast.BitAnd: "and",
    ast.Mod: "mod",
}


def hidden_reads(
    source: LiftSource, body: list[ast.stmt], unseen: frozenset[str]
) -> Iterator[ast.expr]:
    """What of a body may run a method that creates variables, by its name or as an operator, without a call.

    Args:
      unseen: the names of the methods of the tree that do.
    """
    if not unseen:
        return
    parts = [node for statement in body for node in walk(statement)]
    called = {id(node.func) for node in parts if isinstance(node, ast.Call)}
    for part in parts:
        if id(part) in called:
            continue
        if isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Load):
            known = source.symbol(part) or source.symbols.outside(part)
            if part.attr in unseen and not known and source.symbols.target(part) is None:
                yield part
        elif isinstance(part, ast.BinOp) and type(part.op) in _OPERATORS:
            name = _OPERATORS[type(part.op)]
            if {f"__{name}__", f"__r{name}__"} & unseen:
                yield part
        elif isinstance(part, ast.Subscript) and isinstance(part.ctx, ast.Load):
            if "__getitem__" in unseen:
                yield part
