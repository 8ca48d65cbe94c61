"""A number that functions inside a function count up becomes a parameter of theirs: each is given what it is by then.

def network(x):                               def network(x):
    number = 0                                    number = 0
    def next_name():                              def layer(h, number):
        nonlocal number                               return dense(h, 3, "layer_" + str(number))
        number += 1                               return layer(layer(x, number=number + 1), number=number + 2)
        return "layer_" + str(number)
    def layer(h):
        return dense(h, 3, next_name())
    return layer(layer(x))

A number that a function itself counts up in the names of what it makes is written there, as far as the text says what it is.
"""

from __future__ import annotations

import ast

from migrate.lift.normal.closure_text import Inner, lines_of, signature
from migrate.lift.normal.number_steps import Steps, Unknown, is_name
from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_ODD = (ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.ClassDef, ast.AsyncFunctionDef)


def counted_by_hand(source: LiftSource, outer: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits for one number that a function or functions inside it count; empty when there is none."""
    inner = {n.name: n for n in own_nodes(outer.body) if isinstance(n, ast.FunctionDef)}
    names = dict.fromkeys(n for node in inner.values() for n in _given_back(node))
    names |= dict.fromkeys(_own_counters(source, outer, creators))
    for name in names:
        try:
            found = _edits(source, outer, inner, name)
        except Unknown:
            continue
        if found:
            return found
    return []


def _own_counters(source: LiftSource, outer: FunctionNode, creators: Creators) -> list[str]:
    """The names that a function counts up itself, not only in loops, and that name what it creates."""
    loops = [n for n in own_nodes(outer.body) if isinstance(n, (ast.For, ast.While))]
    inside = {id(n) for loop in loops for n in own_nodes(loop.body)}
    counted = [
        n.target.id
        for n in own_nodes(outer.body)
        if isinstance(n, ast.AugAssign) and isinstance(n.target, ast.Name) and id(n) not in inside
    ]
    named: set[str] = set()
    for part in own_nodes(outer.body) if counted else ():
        if isinstance(part, ast.withitem) or creators.creates(source, part):
            named |= {n.id for n in walk(part) if isinstance(n, ast.Name)}
    return [name for name in dict.fromkeys(counted) if name in named]


def _edits(
    source: LiftSource, outer: FunctionNode, inner: dict[str, FunctionNode], name: str
) -> list[Edit]:
    touching = _touching(inner, name)
    steps = Steps(source, outer, name, touching, _checked(outer, touching, name))
    steps.shown |= {n: e for n in touching if (e := _expression(steps, n)) is not None}
    edits = list(steps.of_outer().edits)
    for one, node in touching.items():
        if one in steps.shown:
            edits.append(Edit(*lines_of(source, node), ("",)))
            continue
        edits += steps.of(one).edits
        edits += signature(source, Inner(node, reads=[name]), {one: one})
    return edits


def _given_back(node: FunctionNode) -> list[str]:
    """The names of the function around that a function assigns."""
    return [n for p in own_nodes(node.body) if isinstance(p, ast.Nonlocal) for n in p.names]


def _touching(inner: dict[str, FunctionNode], name: str) -> dict[str, FunctionNode]:
    """The functions that read or change the number, themselves or through others."""
    names = {name}
    while True:
        more = {n for n, f in inner.items() if n not in names and _mentions(f, names)}
        if not more:
            return {n: f for n, f in inner.items() if n in names}
        names |= more


def _mentions(node: ast.AST, names: set[str]) -> bool:
    hidden = _own(node) if isinstance(node, ast.FunctionDef) else set()
    return any(isinstance(n, ast.Name) and n.id in names - hidden for n in walk(node))


def _own(node: FunctionNode) -> set[str]:
    return local_names(node) - set(_given_back(node))


def _checked(outer: FunctionNode, touching: dict[str, FunctionNode], name: str) -> ast.Assign:
    """The statement that sets the number first.

    Raises:
      Unknown: the number may be set or used in other ways than can be followed.
    """
    names = {name, *touching}
    given = [
        s
        for s in outer.body
        if isinstance(s, ast.Assign) and any(is_name(t, name) for t in s.targets)
    ]
    defined = [n.name for n in walk(outer) if isinstance(n, ast.FunctionDef)]
    taken = [a.arg for a in walk(outer) if isinstance(a, ast.arg)]
    if not given or len(given[0].targets) != 1 or names & set(taken) or name in defined:
        raise Unknown
    before = outer.body[: outer.body.index(given[0])]
    if any(_mentions(s, names) for s in before if not isinstance(s, ast.FunctionDef)):
        raise Unknown
    called = {id(n.func) for n in walk(outer) if isinstance(n, ast.Call)}
    for part in walk(outer):
        if isinstance(part, ast.Name) and part.id in touching and id(part) not in called:
            raise Unknown
    for one, node in touching.items():
        nested = [n for n in own_nodes(node.body) if isinstance(n, (ast.FunctionDef, ast.Lambda))]
        odd = node.decorator_list or node.args.vararg or node.args.kwarg
        if odd or defined.count(one) > 1 or any(_mentions(n, names) for n in [*nested, node.args]):
            raise Unknown
        if name in _own(node) or any(isinstance(n, _ODD) for n in walk(node)):
            raise Unknown
    return given[0]


def _expression(steps: Steps, name: str) -> ast.expr | None:
    """What a function without parameters returns, when it does nothing but that and count."""
    node = steps.inner[name]
    if any(isinstance(a, ast.arg) for a in walk(node.args)):
        return None
    kept = [
        s
        for s in node.body
        if not isinstance(s, ast.Nonlocal) and steps.counts(s) is None and not _is_docstring(s)
    ]
    last = kept[-1] if kept else None
    if not isinstance(last, ast.Return) or last.value is None or len(kept) > 2:
        return None
    value: ast.expr = last.value
    if len(kept) == 2:
        first = kept[0]
        if not isinstance(first, ast.Assign) or not isinstance(value, ast.Name):
            return None
        if len(first.targets) != 1 or not is_name(first.targets[0], value.id):
            return None
        value = first.value
    if isinstance(value, ast.JoinedStr) or _mentions(value, set(steps.inner)):
        return None
    read = {n.id for n in walk(value) if isinstance(n, ast.Name)} - {steps.name}
    if read & _of_comprehensions(steps.outer):
        return None  # which hides it where this may be called
    others = [f for n, f in steps.inner.items() if n != name]
    return None if any(read & local_names(f) for f in others) else value


def _of_comprehensions(node: ast.AST) -> set[str]:
    targets = (n.target for n in walk(node) if isinstance(n, ast.comprehension))
    return {n.id for target in targets for n in walk(target) if isinstance(n, ast.Name)}


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
