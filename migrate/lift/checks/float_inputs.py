"""Tensors of other floating point types than float32 that functions and layers are given: Keras casts the inputs of a layer."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from migrate.lift.binding.times import TreeTimes
from migrate.lift.binding.value_origins import Origin
from migrate.lift.plans import Refused
from migrate.lift.source.attribute_values import attribute_values, set_anywhere
from migrate.lift.source.bodies import bindings_of, own_nodes, targeted_names
from migrate.lift.source.jumps import returns
from migrate.lift.source.operation_rules import type_rules
from migrate.lift.source.source import LiftSource, parameters
from migrate.lift.source.view import View
from migrate.model.tree import Key
from migrate.plan.times import Time

_OTHERS = re.compile(r"\b(float64|double|to_double|float16|half|bfloat16|to_bfloat16)\b")
_WRITTEN = frozenset({"float64", "float16", "bfloat16"})
_DEPTH = 6
_FIXED = {
    **dict.fromkeys(("tf.to_float", "tf.to_int32", "tf.to_int64"), "float32"),
    **dict.fromkeys(("tf.to_double", "tf.to_bfloat16"), "float64"),
}


def check_float_inputs(view: View) -> None:
    """Refuses a function that the tree calls with a tensor of another floating point type, or that gives one to layers.

    Its weights, and what it computes, had that type in TF1.

    Raises:
      Refused: a call does.
    """
    tree = view.tree
    if tree.function(view.key) is None or not any(map(_mentions, tree.sources.values())):
        return
    for name in view.param_names:
        if tree.params.get(view.key, {}).get(name) is not Time.CALL:
            continue
        if tree.floats.is_proven(view.key, name):
            continue
        for caller, value in tree.given(view.key, name):
            seen = set(tree.only_float32)
            found = is_other(tree, caller, value, seen)
            if not found:
                tree.only_float32 = seen  # all that was looked at
            if found:
                text = f"`{name}` is given `{ast.unparse(value)}`, which may be no float32"
                raise Refused("TF306", text, view.node.lineno)
    for value in _given_to_layers(view):
        seen = set(tree.only_float32)
        if is_other(tree, view.key, value, seen):
            text = f"`{ast.unparse(value)}`, which a layer is given, may be no float32"
            raise Refused("TF306", text, value.lineno)
        tree.only_float32 = seen


def _given_to_layers(view: View) -> Iterator[ast.expr]:
    """What TensorFlow's own layers and cells are given: TF1 makes their variables of its type."""
    made = [s.node for s in view.sites if s.callee is None and s.kind != "weight"]
    objects = any(s.kind in ("class", "cell") for s in view.sites)
    calls = [n for n in own_nodes(view.body) if isinstance(n, ast.Call)] if made else []
    for call in calls:
        symbol = view.source.called(call)
        if call in made or (objects and (not symbol or "rnn" in symbol)):
            yield from call.args
            yield from (k.value for k in call.keywords)


def _mentions(source: LiftSource) -> bool:
    if "other floats" not in source.memo:
        source.memo["other floats"] = bool(_OTHERS.search(source.text))
    return bool(source.memo["other floats"])


def is_other(tree: TreeTimes, key: Key, node: ast.expr, seen: set[tuple[Key, str]]) -> bool:
    """Whether an expression of a function comes of a tensor of such a type, without a cast back.

    Args:
      seen: the names that were looked at, or need not be, "" for what a function returns.
    """
    source = tree.sources.get(key[0])
    waiting: list[ast.AST] = [node] if source is not None else []
    while waiting and source is not None:
        part = waiting.pop()
        kind = tree.floats.found(key, part) if isinstance(part, ast.expr) else None
        if kind is not None:  # that of parameters, if not float32
            for name in sorted(k[1:] for k in kind):
                if (key, name) not in seen:
                    seen.add((key, name))
                    given = tree.given(key, name)
                    if any(is_other(tree, caller, value, seen) for caller, value in given):
                        return True
            continue
        if isinstance(part, (ast.Name, ast.IfExp)) and tree.dtypes.is_float32(key, part):
            continue  # `dtype=tf.float16 if use_fp16 else tf.float32`, where nobody gives `use_fp16`
        cast = _cast_to(source, part) if isinstance(part, ast.Call) else None
        if cast is not None:
            if isinstance(cast, str) and _OTHERS.search(cast):
                return True
            if isinstance(cast, ast.expr) and _names_other(tree, key, cast, seen):
                return True
            continue
        if isinstance(part, ast.Constant) and part.value in _WRITTEN:
            return True
        if isinstance(part, (ast.Name, ast.Attribute)) and _OTHERS.search(source.symbol(part)):
            return True
        if isinstance(part, ast.Attribute) and not _is_imported(source, part):
            held = attribute_values(tree, key, part)
            for where, value in _new(held or set_anywhere(tree, part.attr), part, seen):
                if is_other(tree, where, value, seen):
                    return True
            if held:  # by an object whose class is known
                continue
        for where, value in _behind(tree, key, source, part, seen):
            if is_other(tree, where, value, seen):
                return True
        waiting.extend(ast.iter_child_nodes(part))
    return False


def _names_other(
    tree: TreeTimes, key: Key, node: ast.expr, seen: set[tuple[Key, str]], depth: int = 0
) -> bool:
    """Whether what a cast is told may be such a type: written out, of another tensor, or what a name holds."""
    source, function = tree.sources[key[0]], tree.function(key)
    if _OTHERS.search(f"{ast.unparse(node)} {source.symbol(node)}") or depth > _DEPTH:
        return True
    if source.symbol(node) or tree.dtypes.is_float32(key, node):
        return False
    constant = tree.dtypes.constant(source, function, node)
    if constant is not None:
        return _names_other(tree, (constant[0], ""), constant[1], seen, depth + 1)
    if isinstance(node, ast.Attribute) and node.attr in ("dtype", "base_dtype"):
        if is_other(tree, key, node.value, seen):
            return True
    found: list[tuple[Key, ast.expr]] = []
    if isinstance(node, ast.Attribute):
        found = list(attribute_values(tree, key, node) or set_anywhere(tree, node.attr))
    if isinstance(node, ast.Name):
        body = function.body if function is not None else source.tree.body
        found = [(key, value) for value in _bound(source, key, body).get(node.id, ())]
        if function is not None and node.id in tree.params.get(key, {}):
            found += tree.given(key, node.id)
            found += [(key, d) for a, d, _ in parameters(function) if a.arg == node.id and d]
    for where, value in found:
        place = (where, f"cast {ast.unparse(value)}")
        if place not in seen:
            seen.add(place)
            if _names_other(tree, where, value, seen, depth + 1):
                return True
    return False


def _is_imported(source: LiftSource, node: ast.expr) -> bool:
    """Whether an attribute is one of TensorFlow's, or of another module."""
    symbols = source.symbols
    return bool(source.symbol(node) or symbols.outside(node)) or symbols.target(node) is not None


def _new(
    held: Iterable[Origin], part: ast.Attribute, seen: set[tuple[Key, str]]
) -> Iterator[tuple[Key, ast.expr]]:
    """What an attribute holds, unless it was looked at."""
    for where, value in held:
        place = (where, f".{part.attr} {value.lineno}")
        if place not in seen:
            seen.add(place)
            yield where, value


def _cast_to(source: LiftSource, call: ast.Call) -> ast.expr | str | None:
    """The type that a call casts to, None for another call."""
    called = source.called(call)
    place = type_rules().casts.get(called)
    if place is None:
        return _FIXED.get(called)
    kinds = [*(k.value for k in call.keywords if k.arg == "dtype"), *call.args[place : place + 1]]
    return kinds[0] if kinds else None


def _behind(
    tree: TreeTimes, key: Key, source: LiftSource, part: ast.AST, seen: set[tuple[Key, str]]
) -> Iterator[tuple[Key, ast.expr]]:
    """What a name holds, or what a function of the tree returns, each with the function where it stands."""
    if isinstance(part, ast.Call):
        for node, target in tree.calls(key):
            function = tree.function(target) if node is part else None
            if function is not None and (target, "") not in seen:
                seen.add((target, ""))
                found = (early.value for early, _ in returns(function.body))
                yield from ((target, value) for value in found if value is not None)
    if isinstance(part, ast.Name) and (key, part.id) not in seen:
        seen.add((key, part.id))
        function = tree.function(key)
        body = function.body if function is not None else source.tree.body
        yield from ((key, value) for value in _bound(source, key, body).get(part.id, ()))
        if function is not None and part.id in tree.params.get(key, {}):
            yield from tree.given(key, part.id)


def _bound(source: LiftSource, key: Key, body: list[ast.stmt]) -> dict[str, list[ast.expr]]:
    """What the names of a function are bound to."""
    found: dict[str, list[ast.expr]] = source.memo.setdefault(("bound", key[1]), {})
    if not found:
        for target, value in bindings_of(body):
            for name in targeted_names(target) if value is not None else ():
                found.setdefault(name, []).append(value)  # type: ignore[arg-type]
    return found
