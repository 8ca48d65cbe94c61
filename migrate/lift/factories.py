"""Functions that only make a variable, in the scope of whoever calls them: they become helpers that take the owner.

def weights(name, shape): return tf.get_variable(name, shape, ...)
def weights(layer, name, shape): return layer.add_weight(name=name, shape=shape, ...)
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass

from migrate.lift.constructors import constructor, for_target
from migrate.lift.plans import Lifted, Parameter, Refused
from migrate.lift.purity import check_pure
from migrate.lift.render import INDENT, Render
from migrate.lift.source import FunctionNode, LiftSource, loads, parameters
from migrate.lift.times import TreeTimes, own_nodes, tensor_uses
from migrate.lift.view import View
from migrate.model.tree import Key

_WEIGHTS = ("tf.get_variable", "tf.Variable")


@dataclass(frozen=True)
class Factory:
    """One such function.

    Attributes:
      symbol: what makes the variable.
      parameter: the parameter that names it, "" for none.
      literal: the source of its name when that is fixed.
    """

    key: Key
    symbol: str
    parameter: str = ""
    literal: str = ""


def find_factories(
    sources: Mapping[str, LiftSource], tree: TreeTimes, keys: frozenset[Key]
) -> dict[Key, Factory]:
    """The factories among the functions that create variables."""
    found = {}
    for key in sorted(keys):
        source = sources.get(key[0])
        node = source.functions.get(key[1]) if source and "." not in key[1] else None
        if source is not None and node is not None:
            one = _factory(source, tree, key, node)
            if one is not None:
                found[key] = one
    return found


def _factory(source: LiftSource, tree: TreeTimes, key: Key, node: FunctionNode) -> Factory | None:
    args = node.args
    if args.vararg or args.kwarg or node.decorator_list or source.definitions[key[1]] > 1:
        return None
    calls = [n for n in own_nodes(node.body) if isinstance(n, ast.Call)]
    made = [c for c in calls if source.called(c) in _WEIGHTS]
    others = [c for c in calls if c not in made and tree.callee(source, c) in tree.graph.creating]
    compound = (ast.With, ast.For, ast.While, ast.Try, ast.If, ast.FunctionDef, ast.Lambda)
    if len(made) != 1 or others or any(isinstance(n, compound) for n in own_nodes(node.body)):
        return None
    last = node.body[-1]
    if not isinstance(last, ast.Return) or last.value is None:
        return None
    if last.value is not made[0]:
        bound = [
            s
            for s in node.body
            if isinstance(s, ast.Assign)
            and s.value is made[0]
            and isinstance(s.targets[0], ast.Name)
        ]
        if len(bound) != 1 or ast.unparse(bound[0].targets[0]) != ast.unparse(last.value):
            return None
        if (
            len(
                [
                    n
                    for n in ast.walk(node)
                    if isinstance(n, ast.Name) and n.id == ast.unparse(last.value)
                ]
            )
            > 2
        ):
            return None  # something else is done with it
    names = {a.arg for a, _, _ in parameters(node)}
    if set(tensor_uses(source, node, tree)) & names:
        return None
    symbol = source.called(made[0])
    rule = tree.rules.get(symbol)
    given = dict(zip(rule.parameters if rule else (), made[0].args, strict=False))
    given |= {k.arg: k.value for k in made[0].keywords if k.arg}
    name = given.get("name")
    if isinstance(name, ast.Name) and name.id in names:
        return Factory(key, symbol, name.id)
    if isinstance(name, ast.Constant) and isinstance(name.value, str):
        return Factory(key, symbol, "", source.segment(name))
    return None


def lift_factory(view: View, name: str) -> Lifted:
    """The helper that a factory becomes.

    Args:
      name: what it is called.

    Raises:
      Refused: its variable has no counterpart.
    """
    owner = "layer" if "layer" not in view.times.names else "owner"
    site = view.sites[0]
    render = Render(view.source)
    render.translate = lambda node: for_target(view, node, render.expr)
    made = constructor(view, site, None, render.expr)
    if view.target.owner:
        made = owner + made.removeprefix(view.target.owner)
    render.replaced[id(site.node)] = made
    used = loads(ast.parse(made, mode="eval"))
    statements = view.body
    if isinstance(statements[0], ast.Expr) and isinstance(statements[0].value, ast.Constant):
        statements = statements[1:]
    for statement in statements:
        if statement is site.statement or isinstance(statement, ast.Return):
            continue
        check_pure(view.source, view.tree, statement)
        targets = {
            n.id
            for n in ast.walk(statement)
            if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)
        }
        rest = [s for s in statements if s is not statement and s is not site.statement]
        if not targets & (used | {n for s in rest for n in loads(s)}):
            render.dropped.add(id(statement))
    header = []
    starred = False
    for argument, default, keyword in view.params:
        if keyword and not starred:
            header.append("*")
            starred = True
        shown = "" if default is None else f"={render.expr(default)}"
        header.append(f"{argument.arg}{shown}")
    taken = [owner] if view.target.owner else []
    lines = [f"def {name}({', '.join([*taken, *header])}):"]
    docstring = view.body[0] if statements is not view.body else None
    if docstring is not None:
        lines.append(INDENT + view.source.segment(docstring))
    first = docstring.end_lineno if docstring is not None else view.node.lineno
    lines += render.block(statements, 1, first or 0)
    found = tuple(
        Parameter(a.arg, "config", None if d is None else view.source.segment(d), k)
        for a, d, k in view.params
    )
    if not lines[1:]:
        raise Refused("TF313", "nothing is left of it", view.node.lineno)
    return Lifted(view.key, name, found, None, True, text="\n".join(lines) + "\n", is_helper=True)
