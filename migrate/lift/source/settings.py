"""Arguments that an ``arg_scope`` gives to the layer calls in it, read where they are given.

Only the functions of TF1 that are listed get them, at calls in the same function; what the call itself says counts first, then
the innermost scope (TF 1.15, contrib/framework/python/ops/arg_scope.py).
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from migrate.lift.plans import Refused
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.binding.times import TreeTimes
    from migrate.lift.source.source import LiftSource
    from migrate.lift.source.view import View
    from migrate.model.tree import Key

_LONG = re.compile(r"convolution(?=[123]d)")
# They say which variables there are, or are about all calls together.
_NOT_FOR_ALL = frozenset(("scope", "name", "reuse", "inputs"))


@dataclass(frozen=True, eq=False)
class ArgScope:
    """A ``with arg_scope([f, g], a=..., b=...)``.

    Attributes:
      operations: the functions, each by one name.
      given: the arguments.
    """

    node: ast.With
    item: ast.withitem
    operations: frozenset[str]
    given: Mapping[str, ast.expr]


def operation(symbol: str) -> str:
    """One name for a function of `tf.contrib.layers`, which has several."""
    return _LONG.sub("conv", symbol.replace("tf.contrib.slim.", "tf.contrib.layers."))


def is_arg_scope(symbol: str) -> bool:
    return symbol.startswith("tf.contrib.") and symbol.endswith(".arg_scope")


def read(source: LiftSource, node: ast.With, item: ast.withitem) -> ArgScope:
    """What an ``arg_scope`` says.

    Raises:
      Refused: the functions or the arguments are not written out.
    """
    call = item.context_expr
    assert isinstance(call, ast.Call)
    shown = ast.unparse(call.args[0]) if call.args else ""
    listed = call.args[0] if len(call.args) == 1 else None
    if not isinstance(listed, (ast.List, ast.Tuple)):
        raise Refused("TF306", f"`arg_scope({shown})` gives arguments to calls", node.lineno)
    symbols = [source.symbol(e) for e in listed.elts]
    if not all(s.startswith("tf.contrib.") for s in symbols):
        text = f"`arg_scope` gives arguments to functions that are not TensorFlow's: `{shown}`"
        raise Refused("TF306", text, node.lineno)
    given: dict[str, ast.expr] = {}
    for keyword in call.keywords:
        if keyword.arg is None or keyword.arg in _NOT_FOR_ALL:
            what = "**" if keyword.arg is None else f"{keyword.arg}="
            raise Refused("TF306", f"`{what}` of `arg_scope`", node.lineno)
        given[keyword.arg] = keyword.value
    if item.optional_vars is not None:
        raise Refused(
            "TF306", f"`{ast.unparse(item.optional_vars)}` keeps an `arg_scope`", node.lineno
        )
    return ArgScope(node, item, frozenset(map(operation, symbols)), given)


def arguments(around: Iterable[ArgScope], symbol: str) -> dict[str, tuple[ast.expr, ArgScope]]:
    """The arguments that the scopes around a call, from the outermost, give a function."""
    found: dict[str, tuple[ast.expr, ArgScope]] = {}
    for scope in around:
        if operation(symbol) in scope.operations:
            found |= {name: (value, scope) for name, value in scope.given.items()}
    return found


def check_names(view: View) -> None:
    """What an ``arg_scope`` was given must be the same where the layers are made.

    Raises:
      Refused: a name in it is assigned in the scope.
    """
    for scope in view.found.settings:
        first, last = scope.node.lineno, scope.node.end_lineno or scope.node.lineno
        for value in scope.given.values():
            for part in walk(value):
                if not isinstance(part, ast.Name):
                    continue
                if any(first <= a.lineno <= last for a in view.assignments(part.id)):
                    text = f"`{part.id}` changes in the `arg_scope` that gives it to calls"
                    raise Refused("TF306", text, first)


def written_dicts(body: list[ast.stmt]) -> dict[str, ast.Assign]:
    """The statements of a body that name a dict which is written out and never changed.

    They may stand in `with` blocks, which run as the body does.
    """
    stored: dict[str, int] = {}
    for statement in body:
        for part in walk(statement):
            if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load):
                stored[part.id] = stored.get(part.id, 0) + 1
            elif isinstance(part, (ast.Attribute, ast.Subscript)) and isinstance(
                part.value, ast.Name
            ):
                stored[part.value.id] = 2  # it may be changed there
    found: dict[str, ast.Assign] = {}
    for statement in in_order(body):
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            target, value = statement.targets[0], statement.value
            made = isinstance(value, ast.Call) and ast.unparse(value.func) == "dict"
            if isinstance(target, ast.Name) and (isinstance(value, ast.Dict) or made):
                if stored[target.id] == 1:
                    found[target.id] = statement
    return found


def in_order(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a body and of the `with` blocks in it."""
    for statement in body:
        yield statement
        if isinstance(statement, ast.With):
            yield from in_order(statement.body)


def module_dicts(source: LiftSource, sources: Mapping[str, LiftSource]) -> dict[str, ast.Assign]:
    """The same of a module: nothing changes what is in them, and they are made of constants."""
    if "dicts of the module" not in source.memo:
        names = source.symbols.module_scope.names
        source.memo["dicts of the module"] = {
            name: statement
            for statement in source.tree.body
            for name, value in written_dicts([statement]).items()
            if value is statement
            and len(names[name]) == 1
            and name not in source.changed | source.rebound
            and not any(isinstance(n, (ast.Name, ast.Attribute)) for n in _values(value.value))
            and not is_known_elsewhere(source, sources, name)
        }
    found: dict[str, ast.Assign] = source.memo["dicts of the module"]
    return found


def is_known_elsewhere(source: LiftSource, sources: Mapping[str, LiftSource], name: str) -> bool:
    """Whether another module may reach a value of a module by its name, and change what is in it."""
    others = [other for other in sources.values() if other is not source]
    return any(
        name in other.attributes
        or other.symbols.module_scope.stars
        or any(b.kind == "project" for b in other.symbols.module_scope.names.get(name, ()))
        for other in others
    )


def _values(node: ast.expr) -> list[ast.AST]:
    """What the values of a dict consist of."""
    if isinstance(node, ast.Call):
        return [n for k in node.keywords for n in walk(k.value)]
    return walk(node)


def check_extent(source: LiftSource, tree: TreeTimes, scope: ArgScope, known: set[int]) -> None:
    """All that the scope is for must be calls in the function itself that become layers.

    Args:
      known: the calls that do.

    Raises:
      Refused: something else is called that it gives arguments to, or may be.
    """
    for statement in scope.node.body:
        for part in walk(statement):
            if not isinstance(part, ast.Call):
                continue
            symbol = source.called(part)
            if symbol and operation(symbol) in scope.operations and id(part) not in known:
                text = f"`arg_scope` gives arguments to `{ast.unparse(part.func)}`"
                raise Refused("TF306", text, part.lineno)
            key = None if symbol else tree.callee(source, part)
            if key is not None and _uses(tree, key, scope.operations, set()):
                text = f"`{ast.unparse(part.func)}` is called under `arg_scope`"
                raise Refused("TF306", text, part.lineno)


def _uses(tree: TreeTimes, key: Key, operations: frozenset[str], seen: set[Key]) -> bool:
    """Whether a function of the tree calls one of some functions, itself or through others."""
    if key in seen:
        return False
    seen.add(key)
    function = tree.function(key)
    if function is None:
        return key in tree.graph.classes
    source = tree.sources[key[0]]
    for part in _mentioned(function):
        symbol = source.symbol(part)
        if symbol and operation(symbol) in operations:
            return True
        target = None if symbol else source.symbols.target(part)
        if target is not None and _uses(tree, tree.resolved(target), operations, seen):
            return True
    return False


def _mentioned(node: ast.AST) -> Iterator[ast.expr]:
    for part in walk(node):
        if isinstance(part, (ast.Name, ast.Attribute)):
            yield part
