"""Bodies of inner scopes that make variables become functions: then their layer sees the shapes of what they are given.

for i, size in enumerate(sizes):                       def layer(x, size, scope):
    with tf.variable_scope("layer%d" % i):                 with tf.variable_scope(scope):
        w = tf.get_variable("w", [x.shape[-1], size])          w = tf.get_variable("w", [x.shape[-1], size])
        x = tf.matmul(x, w)                                    x = tf.matmul(x, w)
                                                               return x

                                                       for i, size in enumerate(sizes):
                                                           x = layer(x, size, scope="layer%d" % i)
"""

from __future__ import annotations

import ast
import re

from migrate.lift.normal.closures import bound_before
from migrate.lift.normal.regions import (
    free_name,
    indented,
    inputs_of,
    is_stored,
    leaves,
    names_read,
    outputs_of,
)
from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_WEIGHTS = ("tf.get_variable", "tf.Variable")


def outlined(
    source: LiftSource, function: FunctionNode, creators: Creators, taken: set[str]
) -> tuple[list[Edit], str]:
    """Edits that make a function of one inner scope, and its name; nothing when there is none.

    Args:
      taken: names that functions made before have.
    """
    for node in _inner_scopes(source, function, creators):
        found = _outlined(source, function, node, taken)
        if found is not None:
            creators.also.add(found[1])
            return found
    return [], ""


def _inner_scopes(source: LiftSource, function: FunctionNode, creators: Creators) -> list[ast.With]:
    """Scopes with weights of their own and no other such scope inside, without the one around everything."""
    scopes = [
        n
        for n in own_nodes(function.body)
        if isinstance(n, ast.With)
        and len(n.items) == 1
        and source.called(n.items[0].context_expr) == "tf.variable_scope"
    ]
    made = [n for n in own_nodes(function.body) if creators.creates(source, n)]

    def direct(scope: ast.With) -> bool:
        inside = {id(n) for n in walk(scope)}
        below = [s for s in scopes if s is not scope and id(s) in inside]
        hidden = {id(n) for s in below for n in walk(s)}
        own = [n for n in made if id(n) in inside and id(n) not in hidden]
        return any(_is_weight(source, n, creators) for n in own)

    found = []
    for scope in scopes:
        inside = {id(n) for n in walk(scope)}
        everything = scope in function.body and all(id(n) in inside for n in made)
        below = [s for s in scopes if s is not scope and id(s) in inside and direct(s)]
        if not everything and direct(scope) and not below and not _is_one_call(scope):
            found.append(scope)
    return found


def _is_one_call(scope: ast.With) -> bool:
    """``x = activation(x)``: what that makes sees the shape of what it is given."""
    node = scope.body[0]
    call = node.value if isinstance(node, (ast.Assign, ast.Return)) else None
    if len(scope.body) != 1 or not isinstance(call, ast.Call) or call.keywords:
        return False
    given = call.args[0] if len(call.args) == 1 else None
    if not isinstance(given, ast.Name):
        return False
    return isinstance(node, ast.Return) or ast.unparse(node.targets[0]) == given.id  # type: ignore[attr-defined]


def _is_weight(source: LiftSource, node: ast.AST, creators: Creators) -> bool:
    """A variable itself, or what a function of the tree makes without a scope: that may be one, too."""
    assert isinstance(node, ast.Call)
    return source.called(node) in _WEIGHTS or creators.is_factory(source, node)


def _outlined(
    source: LiftSource, function: FunctionNode, node: ast.With, taken: set[str]
) -> tuple[list[Edit], str] | None:
    call = node.items[0].context_expr
    assert isinstance(call, ast.Call)
    bound = node.items[0].optional_vars
    if not call.args or (bound is not None and not _is_read_inside(function, bound)):
        return None
    scope = call.args[0]
    name = _name(source, function, scope, taken)
    if name is None or leaves(node.body):
        return None
    returns = [n for n in own_nodes(node.body) if isinstance(n, ast.Return)]
    if returns and (returns != [node.body[-1]] or returns[0].value is None):
        return None
    local = local_names(function)
    stored = {n.id for n in own_nodes(node.body) if isinstance(n, ast.Name) and is_stored(n)}
    read = local - {bound.id} if isinstance(bound, ast.Name) else local
    inputs = inputs_of(node.body, read)
    for part in (*call.args[1:], *call.keywords):
        inputs += [n for n in names_read(part, local) if n not in inputs]
    if not set(inputs) <= bound_before(function, call):  # a branch binds it, or an earlier turn
        return None
    outputs = [] if returns else outputs_of(function, node.body)
    if not returns and not outputs:
        return None
    computed = not isinstance(scope, ast.Constant)
    parameter = "scope" if "scope" not in local | stored else "scope_name"
    if computed and parameter in local | stored:
        return None
    text = _definition(source, node, name, inputs, outputs, parameter if computed else "")
    given = list(inputs)
    if computed:
        given.append(f"{parameter}={source.segment(scope)}")
    shown = f"{name}({', '.join(given)})"
    shown = f"return {shown}" if returns else f"{', '.join(outputs)} = {shown}"
    line = min([function.lineno, *(d.lineno for d in function.decorator_list)])
    at = source.positions.line_start(line)
    start, end = source.positions.start(node), source.positions.end(node)
    return [Edit(at, at, (text,)), Edit(start, end, (shown,))], name


def _is_read_inside(function: FunctionNode, bound: ast.expr) -> bool:
    """Whether a scope's name is only read in blocks that bind it: ``with tf.variable_scope("a") as scope:``."""
    if not isinstance(bound, ast.Name):
        return False
    inside = {
        id(n)
        for block in own_nodes(function.body)
        if isinstance(block, ast.With)
        and ast.unparse(block.items[0].optional_vars or ast.Constant(None)) == bound.id
        for statement in block.body
        for n in walk(statement)
    }
    uses = [n for n in walk(function) if isinstance(n, ast.Name) and n.id == bound.id]
    return all(is_stored(n) or id(n) in inside for n in uses)


def _name(
    source: LiftSource, function: FunctionNode, scope: ast.expr, taken: set[str]
) -> str | None:
    """What the function is called: as its scope begins."""
    first = next(
        (n.value for n in walk(scope) if isinstance(n, ast.Constant) and str(n.value).strip()),
        "",
    )
    word = _WORD.match(first) if isinstance(first, str) else None
    if word is None or "/" in str(first):
        return None
    return free_name(source, function, word.group().rstrip("_").lower(), taken)


def _definition(
    source: LiftSource,
    node: ast.With,
    name: str,
    inputs: list[str],
    outputs: list[str],
    parameter: str,
) -> str:
    positions = source.positions
    start = positions.line_start(node.lineno)
    end = positions.end(node)
    text = source.text[start:end]
    call = node.items[0].context_expr
    assert isinstance(call, ast.Call)
    if parameter:
        a, b = positions.start(call.args[0]) - start, positions.end(call.args[0]) - start
        text = text[:a] + parameter + text[b:]
    shown = [indented(line, node.col_offset) for line in text.split("\n")]
    inner = positions.indent(node.body[0])[node.col_offset :]
    if outputs:
        shown.append(f"    {inner}return {', '.join(outputs)}")
    given = [*inputs, *([parameter] if parameter else [])]
    return "\n".join([f"def {name}({', '.join(given)}):", *shown, "", "", ""])
