"""Keys of collections that are made of numbers: `"_".join([str(n) for n in [rows, *shape]])`, `"edges_%d" % int(n)`."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from migrate.lift.source.bodies import bindings_of, own_nodes
from migrate.lift.source.source import FunctionNode
from migrate.lift.source.view import View
from migrate.model.tree import Key

_NUMBER = r"-?\d[\d.]*"


@dataclass(frozen=True)
class CacheKey:
    """A key that is another one whenever one of its parts is another number.

    Attributes:
      form: what it looks like; it has a digit, so that no collection of TensorFlow's own is called like it.
      parts: what it is made of: numbers, and one list of them at most.
      line: where it is made.
    """

    form: re.Pattern[str]
    parts: tuple[ast.expr, ...]
    line: int


def read_key(view: View, key: Key, node: FunctionNode, said: ast.expr) -> CacheKey | None:
    """What the key of a collection is made of in a function; None where that is not known."""
    written = _bound(node, said)
    if written is None:
        return None
    made = _formatted(node, written) or _joined(view, key, node, written)
    return CacheKey(re.compile(made[0]), made[1], written.lineno) if made is not None else None


def _formatted(node: FunctionNode, key: ast.expr) -> tuple[str, tuple[ast.expr, ...]] | None:
    if not isinstance(key, ast.BinOp) or not isinstance(key.op, ast.Mod):
        return None
    if not isinstance(key.left, ast.Constant) or not isinstance(key.left.value, str):
        return None
    parts = key.right.elts if isinstance(key.right, ast.Tuple) else [key.right]
    pieces = key.left.value.split("%d")
    plain = not any("%" in piece for piece in pieces) and all(pieces[1:-1])
    if not plain or len(pieces) != len(parts) + 1 or not all(_is_whole(node, p) for p in parts):
        return None
    return _NUMBER.join(map(re.escape, pieces)), tuple(parts)


def _joined(
    view: View, key: Key, node: FunctionNode, made: ast.expr
) -> tuple[str, tuple[ast.expr, ...]] | None:
    """``"_".join([str(n) for n in [...]])``"""
    if not isinstance(made, ast.Call) or not isinstance(made.func, ast.Attribute):
        return None
    between = made.func.value
    if made.func.attr != "join" or len(made.args) != 1 or not isinstance(between, ast.Constant):
        return None
    listed = made.args[0]
    if not isinstance(listed, (ast.ListComp, ast.GeneratorExp)) or len(listed.generators) != 1:
        return None
    turn, numbers = listed.generators[0], listed.generators[0].iter
    if turn.ifs or ast.unparse(listed.elt) != f"str({ast.unparse(turn.target)})":
        return None
    if not isinstance(numbers, (ast.List, ast.Tuple)) or not between.value:
        return None
    if not numbers.elts or sum(isinstance(p, ast.Starred) for p in numbers.elts) > 1:
        return None
    parts = [p.value if isinstance(p, ast.Starred) else p for p in numbers.elts]
    for one, part in zip(numbers.elts, parts, strict=True):
        listed_too = isinstance(one, ast.Starred)
        if not (_is_list(view, key, part) if listed_too else _is_number(node, part)):
            return None
    text = re.escape(str(between.value))
    return f"({_NUMBER}|None)({text}({_NUMBER}|None))*", tuple(parts)


def _bound(node: FunctionNode, value: ast.expr) -> ast.expr | None:
    """What a name is bound to, where that is one thing; anything else is itself."""
    if not isinstance(value, ast.Name):
        return value
    stored = [n for n in own_nodes(node.body) if isinstance(n, ast.Name) and n.id == value.id]
    stored = [n for n in stored if not isinstance(n.ctx, ast.Load)]
    given = [v for t, v in bindings_of(node.body) if t in stored]
    return given[0] if len(given) == len(stored) == 1 else None


def _is_number(node: FunctionNode, value: ast.expr) -> bool:
    """``(size - 1) // 2``"""
    made = _bound(node, value)
    if isinstance(made, ast.BinOp):
        return isinstance(made.op, (ast.FloorDiv, ast.Sub))
    return made is not None and _is_whole(node, made)


def _is_whole(node: FunctionNode, value: ast.expr) -> bool:
    made = _bound(node, value)
    if isinstance(made, ast.Call) and isinstance(made.func, ast.Name):
        return made.func.id in ("int", "len")
    return isinstance(made, ast.Attribute) and made.attr == "value"


def _is_list(view: View, key: Key, value: ast.expr, depth: int = 0) -> bool:
    """Whether something is a list of numbers: of a shape, or what a function of the tree makes of one."""
    while isinstance(value, ast.Subscript) and isinstance(value.slice, ast.Slice):
        value = value.value
    if isinstance(value, ast.BinOp) and isinstance(value.op, ast.Add):
        return _is_list(view, key, value.left, depth) and _is_list(view, key, value.right, depth)
    if isinstance(value, ast.List):
        return all(isinstance(ast.literal_eval(e), int) for e in value.elts if _is_literal(e)) and (
            all(_is_literal(e) for e in value.elts)
        )
    if not isinstance(value, ast.Call):
        return False
    if isinstance(value.func, ast.Attribute) and value.func.attr == "as_list":
        return True
    if re.match(r"list\(map\(int, ", ast.unparse(value)):
        return True
    callee = view.tree.callee(view.tree.sources[key[0]], value)
    other = view.tree.function(callee) if callee is not None else None
    if callee is None or other is None or depth > 2:
        return False
    given = [n.value for n in own_nodes(other.body) if isinstance(n, ast.Return)]
    return bool(given) and all(
        one is not None and _is_list(view, callee, one, depth + 1) for one in given
    )


def _is_literal(value: ast.expr) -> bool:
    if isinstance(value, ast.UnaryOp):
        value = value.operand
    return isinstance(value, ast.Constant) and type(value.value) is int
