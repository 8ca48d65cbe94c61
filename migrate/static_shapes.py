"""Static shapes in TF1 source: what is one, and where comparing two decides something.

In TF 1.15 shapes with a size that is not known were never equal; in TF 2 they are, where the same sizes are not known.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping


def is_shape(node: ast.expr, known: Mapping[str, str]) -> bool:
    """Whether the expression is a TensorShape: ``x.shape``, ``x.get_shape()``, a slice, or a name for one."""
    if isinstance(node, ast.Call):
        func = node.func
        if isinstance(func, ast.Attribute):
            if func.attr in ("get_shape", "with_rank", "with_rank_at_least", "merge_with"):
                return True
            if func.attr == "TensorShape":
                return True
            return func.attr == "concatenate" and is_shape(func.value, known)
        return isinstance(func, ast.Name) and func.id == "TensorShape"
    if isinstance(node, ast.Attribute):
        return node.attr in ("shape", "dims") and (
            node.attr == "shape" or is_shape(node.value, known)
        )
    if isinstance(node, ast.Subscript):
        return isinstance(node.slice, ast.Slice) and is_shape(node.value, known)
    return isinstance(node, ast.Name) and known.get(node.id) == "shape"


def says_unknown(node: ast.expr) -> bool:
    """Whether it is a list of sizes, one of which is None."""
    sizes = node.elts if isinstance(node, (ast.List, ast.Tuple)) else ()
    return any(isinstance(size, ast.Constant) and size.value is None for size in sizes)


def only_checks(node: ast.AST) -> ast.expr | None:
    """The test of a statement that raises unless shapes are equal: what ran in TF1 had equal ones."""
    if isinstance(node, ast.Assert):
        return node.test
    if isinstance(node, ast.If) and isinstance(node.body[0], ast.Raise) and not node.orelse:
        return node.test
    return None


def checked(node: ast.AST) -> set[int]:
    """The comparisons, by id, that a statement only makes sure of: what ran in TF1 had equal shapes there."""
    test = only_checks(node)
    if test is None:
        return set()
    wanted = ast.Eq if isinstance(node, ast.Assert) else ast.NotEq
    tests = [test, *getattr(test, "values", ())]
    return {id(t) for t in tests if isinstance(t, ast.Compare) and isinstance(t.ops[0], wanted)}
