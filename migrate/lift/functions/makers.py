"""Functions that make functions: the class of the inner one is called like the maker, and takes its settings as the maker does.

def mlp(depth, units=64):              class Mlp(keras.layers.Layer):
    def network(x): ...                    def __init__(self, depth, units=64, *, name=None, **kwargs): ...
    return network
                                       def mlp(depth, units=64):
                                           def network(x):
                                               return compat_scope.get_layer(Mlp, depth, units)(x)
                                           return network
"""

from __future__ import annotations

import ast
from dataclasses import replace

from migrate.lift.plans import Parameter
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.lift.source.view import View
from migrate.nodes import walk


def called_after(source: LiftSource, qualname: str) -> str:
    """The outermost function that does nothing but make the one of this name, through others or not; "" for none."""
    found = ""
    while ".<locals>." in qualname:
        outer, _, name = qualname.rpartition(".<locals>.")
        maker = source.functions.get(outer)
        if maker is None or not _makes_only(maker, name):
            break
        found, qualname = maker.name, outer
    return found


def _makes_only(maker: FunctionNode, name: str) -> bool:
    """Whether a function returns the one of this name, and nothing else."""
    nodes = list(own_nodes(maker.body))
    returned = [n.value for n in nodes if isinstance(n, ast.Return)]
    defined = [n.name for n in nodes if isinstance(n, ast.FunctionDef)]
    alone = len(returned) == 1 and isinstance(returned[0], ast.Name) and returned[0].id == name
    return alone and defined.count(name) == 1 and isinstance(maker.body[-1], ast.Return)


def as_the_maker(view: View, found: tuple[Parameter, ...]) -> tuple[Parameter, ...]:
    """The parameters of a function that stands in others: first those of its maker, in the order and with the defaults
    that those have there.

    A default that needs more than the module is none of the class: who calls gives every argument.
    """
    outside = _names_around(view)
    if not outside:
        return found
    own = [_without_default(view, p) for p in found if not p.free]
    free = {p.name: p for p in found if p.free}
    settings: list[Parameter] = []
    outer = view.source.functions[view.key[1].rpartition(".<locals>.")[0]]
    for argument, default, keyword in parameters(outer):
        one = free.get(argument.arg)
        if one is None or one.role != "config" or _is_assigned(outer, argument.arg):
            continue
        shown = (
            view.source.segment(default) if default is not None and _stands(view, default) else None
        )
        settings.append(replace(free.pop(argument.arg), default=shown, keyword=keyword))
    return tuple(_in_order([*settings, *own, *free.values()]))


def _names_around(view: View) -> list[FunctionNode]:
    """The functions around one, from the innermost."""
    qualname, found = view.key[1], []
    while ".<locals>." in qualname:
        qualname = qualname.rpartition(".<locals>.")[0]
        found.append(view.source.functions[qualname])
    return found


def _without_default(view: View, parameter: Parameter) -> Parameter:
    node = next((d for a, d, _ in view.params if a.arg == parameter.name), None)
    if node is None or _stands(view, node):
        return parameter
    return replace(parameter, default=None)


def _stands(view: View, node: ast.expr) -> bool:
    """Whether an expression means the same beside the class: it is made of literals and of TensorFlow's names."""
    names = {n.id for n in walk(node) if isinstance(n, ast.Name)}
    if not names:
        return True
    return isinstance(node, (ast.Name, ast.Attribute)) and bool(view.source.symbol(node))


def _is_assigned(function: FunctionNode, name: str) -> bool:
    return any(
        isinstance(n, ast.Name) and n.id == name and not isinstance(n.ctx, ast.Load)
        for n in walk(function)
    )


def _in_order(found: list[Parameter]) -> list[Parameter]:
    """No positional parameter without a default may follow one that has one: it is given by its name, or all are."""
    out = list(found)
    for role in ("config", "call"):
        optional = False
        for index, one in enumerate(out):
            if one.role != role or one.keyword:
                continue
            if one.default is not None:
                optional = True
            elif optional:
                out[index] = replace(one, keyword=True)
    return sorted(out, key=lambda p: p.role in ("config", "call") and p.keyword)
