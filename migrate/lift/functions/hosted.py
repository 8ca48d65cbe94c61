"""Functions inside a function that a loop of TensorFlow calls: they stay in `call`, and what they create is the layer's.

def sample(context, hparams, length):
    def body(past, token):
        out = model(token, hparams, past, reuse=tf.AUTO_REUSE)
        return out["present"], pick(out["logits"])

    past, token = body(None, context)  # creates the variables
    return tf.while_loop(lambda *_: True, body, [past, token], maximum_iterations=length)

The first call stands outside of the loop, in the plain flow of the function around; all others share its variables.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk

_LOOPS = frozenset({"tf.while_loop", "tf.scan", "tf.map_fn", "tf.foldl", "tf.foldr"})
_ODD = (ast.Yield, ast.YieldFrom, ast.Global, ast.Nonlocal, ast.Await, ast.ClassDef)


@dataclass(frozen=True)
class Hosted:
    """One function inside another one.

    Attributes:
      calls: the calls of it, each with the inner function that it stands in.
      given: the calls of TensorFlow's loops that it is given to.
    """

    node: FunctionNode
    calls: tuple[tuple[ast.Call, FunctionNode | None], ...] = field(default=())
    given: tuple[ast.Call, ...] = field(default=())


def hosted(source: LiftSource, body: list[ast.stmt], params: set[str]) -> dict[str, Hosted]:
    """The inner functions of a body that are only called and given to loops; none if no loop gets any."""
    defined: dict[str, list[FunctionNode]] = {}
    stored = set(params)
    for node in own_nodes(body):
        if isinstance(node, ast.FunctionDef):
            defined.setdefault(node.name, []).append(node)
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            stored.add(node.id)
    plain = {n: nodes[0] for n, nodes in defined.items() if len(nodes) == 1 and n not in stored}
    plain = {n: node for n, node in plain.items() if _is_plain(node)}
    calls: dict[str, list[tuple[ast.Call, FunctionNode | None]]] = {n: [] for n in plain}
    given: dict[str, list[ast.Call]] = {n: [] for n in plain}
    odd: set[str] = set()
    for kind, name, call, inside in _uses(source, body, plain):
        if kind == "call":
            calls[name].append((call, inside))
        elif kind == "given" and inside is None:
            given[name].append(call)
        else:
            odd.add(name)
    found = {
        n: Hosted(node, tuple(calls[n]), tuple(given[n]))
        for n, node in plain.items()
        if n not in odd
    }
    return found if any(one.given for one in found.values()) else {}


def _is_plain(node: FunctionNode) -> bool:
    inner = [n for s in node.body for n in walk(s)]
    odd = any(isinstance(n, (*_ODD, ast.FunctionDef)) for n in inner)
    odd = odd or any(isinstance(n, ast.Call) for n in walk(node.args))  # in a default
    return not (odd or node.decorator_list or node.args.vararg or node.args.kwarg)


def _uses(
    source: LiftSource, body: list[ast.stmt], plain: dict[str, FunctionNode]
) -> Iterator[tuple[str, str, ast.Call, FunctionNode | None]]:
    """Every use of the functions: ``call``, ``given`` to a loop, or ``odd``, with the inner function around it."""
    none = ast.Call(ast.Name(""), [], [])

    def visit(
        node: ast.AST, inside: FunctionNode | None, hidden: bool
    ) -> Iterator[tuple[str, str, ast.Call, FunctionNode | None]]:
        if isinstance(node, ast.FunctionDef):
            again = hidden or inside is not None or plain.get(node.name) is not node
            for part in node.body:
                yield from visit(part, node, again)
            return
        if isinstance(
            node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
        ):
            hidden = True
        skipped: list[ast.AST] = []
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name) and node.func.id in plain and not hidden:
                yield "call", node.func.id, node, inside
                skipped.append(node.func)
            if source.called(node) in _LOOPS and not hidden:
                for value in (*node.args, *(k.value for k in node.keywords)):
                    if isinstance(value, ast.Name) and value.id in plain:
                        yield "given", value.id, node, inside
                        skipped.append(value)
        if isinstance(node, ast.Name) and node.id in plain and isinstance(node.ctx, ast.Load):
            yield "odd", node.id, none, inside
        for child in ast.iter_child_nodes(node):
            if child not in skipped and not (
                isinstance(child, ast.keyword) and child.value in skipped
            ):
                yield from visit(child, inside, hidden)

    for statement in body:
        yield from visit(statement, None, False)
