"""Names of `tf.Module`s: identifiers, which TF1's scope names need not be."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import parameters
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.nodes import walk

_FIELD = re.compile(r"%[-#0 +]*\d*[dis]|\{[^{}]*\}")
_TEXT_FIELD = re.compile(r"%s|\{\w*\}")
_DEPTH = 5


def is_name(text: str, before: str = "") -> bool:
    """Whether a text, or a format with numbers in it, can be a name; `before`: what comes first."""
    return (before + _FIELD.sub("0", text)).isidentifier()


def wrong_name(view: View, node: ast.expr) -> str | None:
    """The part of a name which shows that it is no identifier; None when it may be one."""
    if isinstance(node, ast.Constant):
        return None if str(node.value).isidentifier() else str(node.value)
    if isinstance(node, ast.Name):
        given = (
            view.tree.arguments.texts_given(view.key, node.id)
            if node.id in view.param_names
            else set()
        )
        # What such a format begins with is looked at where it is written.
        return next((t for t in sorted(given) if not is_name(_TEXT_FIELD.sub("a", t, 1))), None)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return wrong_name(view, node.left)
    shown = _format(node)
    if shown is None or is_name(shown):
        return None
    first = _TEXT_FIELD.match(shown)
    texts = None
    if first is not None:
        texts = _texts(view.tree, view.key, _first(node, first.group()), 0)
    rest = shown[first.end() :] if first is not None else ""
    known = bool(texts) and all(is_name(rest, before=text) for text in texts or ())
    return None if known else shown


def _format(node: ast.expr) -> str | None:
    """The text of a format, ``{}`` for the values of a formatted string; None for another expression."""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in node.values)
    if isinstance(node, ast.BinOp):
        node = node.left
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        node = node.func.value
    known = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return node.value if known else None  # type: ignore[attr-defined, no-any-return]


def _first(node: ast.expr, field: str) -> ast.expr | None:
    """What stands for the first field of a format."""
    if isinstance(node, ast.JoinedStr):
        value = node.values[0]
        plain = isinstance(value, ast.FormattedValue) and value.format_spec is None
        return value.value if plain else None  # type: ignore[attr-defined, no-any-return]
    if isinstance(node, ast.BinOp):
        right = node.right
        return right.elts[0] if isinstance(right, ast.Tuple) and right.elts else right
    if not isinstance(node, ast.Call):
        return None
    named = field.strip("{}")
    if named and not named.isdigit():
        return next((k.value for k in node.keywords if k.arg == named), None)
    place = int(named or 0)
    return node.args[place] if place < len(node.args) else None


def _texts(tree: TreeTimes, key: Key, node: ast.expr | None, depth: int) -> set[str] | None:
    """All texts that an expression of a function may be; None where that is not known, or it may be none."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else None
    if isinstance(node, ast.IfExp):
        return _all(_texts(tree, key, part, depth) for part in (node.body, node.orelse))
    function = tree.function(key)
    if not isinstance(node, ast.Name) or function is None or depth > _DEPTH:
        return None
    bound = [(key, v) for s in own_nodes(function.body) for v in _values(s, node.id)]
    for argument, default, _ in parameters(function):
        if argument.arg == node.id:
            given = tree.given(key, node.id)
            calls = tree.all_calls_of(key)
            if not given or calls is None:
                return None
            if any(k.arg is None for _, call in calls for k in call.keywords):
                return None  # `**settings` may have it
            bound += given
            bound += [(key, default)] if default is not None else []
    return _all(_texts(tree, *one, depth + 1) for one in bound) if bound else None


def _all(parts: Iterable[set[str] | None]) -> set[str] | None:
    found: set[str] = set()
    for part in parts:
        if part is None:
            return None
        found |= part
    return found


def _values(statement: ast.AST, name: str) -> Iterator[ast.expr | None]:
    """What a statement binds a name to; None where that is not written out."""
    if not any(isinstance(n, ast.Name) and n.id == name for n in _stored(statement)):
        return
    if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
        yield _part(statement.targets[0], statement.value, name)
    elif isinstance(statement, ast.For):
        turns = _turns(statement.iter)
        if turns is None:
            yield None
        for turn in turns or ():
            yield _part(statement.target, turn, name)
    else:
        yield None


def _stored(statement: ast.AST) -> Iterator[ast.AST]:
    """The names that a statement, not one within it, may bind."""
    targets = list(getattr(statement, "targets", ()))
    targets += [n for n in (getattr(statement, "target", None),) if n is not None]
    targets += [i.optional_vars for i in getattr(statement, "items", ()) if i.optional_vars]
    for target in targets:
        yield from walk(target)


def _part(target: ast.expr, value: ast.expr | None, name: str) -> ast.expr | None:
    """The part of a value that goes to a name of a target."""
    if isinstance(target, ast.Name):
        return value if target.id == name else None
    if not isinstance(target, (ast.Tuple, ast.List)) or not isinstance(
        value, (ast.Tuple, ast.List)
    ):
        return None
    if len(target.elts) != len(value.elts):
        return None
    pairs = zip(target.elts, value.elts, strict=True)
    inner = [(t, v) for t, v in pairs if any(getattr(n, "id", "") == name for n in walk(t))]
    return _part(*inner[0], name) if len(inner) == 1 else None


def _turns(node: ast.expr) -> list[ast.expr] | None:
    """The values of the turns of a loop, where they are written out."""
    if isinstance(node, (ast.List, ast.Tuple)):
        plain = not any(isinstance(item, ast.Starred) for item in node.elts)
        return list(node.elts) if plain else None
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.keywords:
        return None
    if node.func.id == "enumerate" and len(node.args) == 1:
        inner = _turns(node.args[0])
        number: ast.expr = ast.Constant(0)
        return None if inner is None else [ast.Tuple([number, item]) for item in inner]
    if node.func.id == "zip" and node.args:
        rows = [_turns(argument) for argument in node.args]
        longest = max((len(row) for row in rows if row is not None), default=0)
        unknown: ast.expr = ast.Name("")
        columns = [[unknown] * longest if row is None else row for row in rows]
        return [ast.Tuple(list(row)) for row in zip(*columns, strict=False)] if longest else None
    return None
