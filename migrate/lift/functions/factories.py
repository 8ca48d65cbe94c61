"""Functions that only make a variable, in the scope of whoever calls them: they become helpers that take the owner.

def weights(name, shape): return tf.get_variable(name, shape, ...)
def weights(layer, name, shape): return layer.add_weight(name=name, shape=shape, ...)

Here they are found; `factory_text` writes the helpers.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from migrate.lift.binding.tensor_uses import tensor_uses
from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.bodies import bind, own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import Key
from migrate.nodes import walk

_WEIGHTS = ("tf.get_variable", "tf.Variable")


@dataclass(frozen=True)
class Factory:
    """One such function.

    Attributes:
      symbol: what makes the variable.
      parameter: the parameter that names it, "" for none.
      literal: the source of its name when that is fixed.
      counted: TF1 makes the name unique: that of a `tf.Variable` without one.
    """

    key: Key
    symbol: str
    parameter: str = ""
    literal: str = ""
    counted: bool = False


def find_factories(
    sources: Mapping[str, LiftSource], tree: TreeTimes, keys: frozenset[Key]
) -> dict[Key, Factory]:
    """The factories among the functions that create variables; those that call another one too."""
    found: dict[Key, Factory] = {}
    while True:
        known = len(found)
        for key in sorted(keys - found.keys()):
            source = sources.get(key[0])
            node = source.functions.get(key[1]) if source and "." not in key[1] else None
            if source is not None and node is not None:
                one = _factory(source, tree, found, key, node)
                if one is not None:
                    found[key] = one
        if len(found) == known:
            return found


def _factory(
    source: LiftSource, tree: TreeTimes, known: Mapping[Key, Factory], key: Key, node: FunctionNode
) -> Factory | None:
    args = node.args
    if args.vararg or args.kwarg or node.decorator_list or source.definitions[key[1]] > 1:
        return None
    body = under_devices(source, node.body)
    calls = [n for n in own_nodes(body) if isinstance(n, ast.Call)]
    creating = [
        c
        for c in calls
        if source.called(c) in _WEIGHTS or tree.callee(source, c) in tree.graph.creating
    ]
    compound = (ast.With, ast.For, ast.While, ast.Try, ast.FunctionDef, ast.Lambda)
    if len(creating) != 1 or any(isinstance(n, compound) for n in own_nodes(body)):
        return None
    made = creating[0]
    branches = [n for n in own_nodes(body) if isinstance(n, ast.If)]
    if any(made is n for branch in branches for n in walk(branch)):
        return None  # what is made, or whether it is, depends on more than its arguments
    if not _returned(node, body, made):
        return None
    names = {a.arg for a, _, _ in parameters(node)}
    if set(tensor_uses(source, node, tree)) & names:
        return None
    symbol = source.called(made)
    if symbol in _WEIGHTS:
        rule = tree.rules.get(symbol)
        given = dict(zip(rule.parameters if rule else (), made.args, strict=False))
        given |= {k.arg: k.value for k in made.keywords if k.arg}
        name = given.get("name")
    else:
        callee = tree.callee(source, made)
        inner = known.get(callee) if callee is not None else None
        function = tree.function(callee) if callee is not None else None
        if inner is None or function is None or callee is None:
            return None
        symbol, name = inner.symbol, name_of(inner, function, bind(made, function, callee))
        if inner.counted:
            return Factory(key, symbol, "", inner.literal, True)
    if name is None and symbol == "tf.Variable":
        return Factory(key, symbol, "", '"Variable"', True)
    if isinstance(name, ast.Name) and name.id in names:
        return Factory(key, symbol, name.id)
    if isinstance(name, ast.Constant) and isinstance(name.value, str):
        return Factory(key, symbol, "", repr(name.value))
    return None


def under_devices(source: LiftSource, body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements of a body, those under `with tf.device(...)` among them."""
    found: list[ast.stmt] = []
    for statement in body:
        if isinstance(statement, ast.With) and all(
            source.called(item.context_expr) == "tf.device" and item.optional_vars is None
            for item in statement.items
        ):
            found += under_devices(source, statement.body)
        else:
            found.append(statement)
    return found


def _returned(node: FunctionNode, body: list[ast.stmt], made: ast.Call) -> bool:
    """Whether the function returns what is made, and does nothing else with it."""
    last = body[-1]
    if not isinstance(last, ast.Return) or last.value is None:
        return False
    if any(isinstance(n, ast.Return) for s in body[:-1] for n in walk(s)):
        return False
    if last.value is made:
        return True
    bound = [s for s in body if isinstance(s, ast.Assign) and s.value is made]
    if len(bound) != 1 or len(bound[0].targets) != 1 or not isinstance(last.value, ast.Name):
        return False
    target = bound[0].targets[0]
    if not isinstance(target, ast.Name) or target.id != last.value.id:
        return False
    uses = [n for n in walk(node) if isinstance(n, ast.Name) and n.id == target.id]
    return len(uses) == 2


def name_of(
    factory: Factory, function: FunctionNode, given: Mapping[str, ast.expr]
) -> ast.expr | None:
    """The expression that names the variable of a call of a factory, None when TF1 counts it."""
    if factory.counted:
        return None
    if factory.literal:
        return ast.parse(factory.literal, mode="eval").body
    if factory.parameter in given:
        return given[factory.parameter]
    return next((d for a, d, _ in parameters(function) if a.arg == factory.parameter), None)
