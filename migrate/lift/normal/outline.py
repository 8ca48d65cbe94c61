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
import builtins
import keyword
import re

from migrate.lift.normal.closures import bound_before
from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource
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
        inside = {id(n) for n in ast.walk(scope)}
        below = [s for s in scopes if s is not scope and id(s) in inside]
        hidden = {id(n) for s in below for n in ast.walk(s)}
        own = [n for n in made if id(n) in inside and id(n) not in hidden]
        return any(_is_weight(source, n, creators) for n in own)

    found = []
    for scope in scopes:
        inside = {id(n) for n in ast.walk(scope)}
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
    if node.items[0].optional_vars is not None or not call.args:
        return None
    scope = call.args[0]
    name = _name(source, function, scope, taken)
    if name is None or _leaves(node):
        return None
    returns = [n for n in own_nodes(node.body) if isinstance(n, ast.Return)]
    if returns and (returns != [node.body[-1]] or returns[0].value is None):
        return None
    local = local_names(function)
    stored = {n.id for n in own_nodes(node.body) if isinstance(n, ast.Name) and _stored(n)}
    inputs = _inputs(node, local)
    if not set(inputs) <= bound_before(function, call):  # a branch binds it, or an earlier turn
        return None
    outputs = [] if returns else _outputs(function, node, stored)
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


def _stored(node: ast.Name) -> bool:
    return not isinstance(node.ctx, ast.Load)


def _name(
    source: LiftSource, function: FunctionNode, scope: ast.expr, taken: set[str]
) -> str | None:
    """What the function is called: as its scope begins."""
    first = next(
        (n.value for n in ast.walk(scope) if isinstance(n, ast.Constant) and str(n.value).strip()),
        "",
    )
    word = _WORD.match(first) if isinstance(first, str) else None
    if word is None or "/" in str(first):
        return None
    name = word.group().rstrip("_").lower()
    known = set(source.symbols.module_scope.names) | taken | set(dir(builtins))
    known |= {q.rpartition(".")[2] for q in source.functions} | source.names
    if name in known or keyword.iskeyword(name) or name in local_names(function):
        name = f"{function.name}_{name}"
    return None if name in known or name in local_names(function) else name


def _leaves(node: ast.With) -> bool:
    """Whether something in the body goes somewhere else, or waits for something."""
    odd = (ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal, ast.NamedExpr)
    loops = [n for n in own_nodes(node.body) if isinstance(n, (ast.For, ast.While))]
    inside = {id(n) for loop in loops for n in ast.walk(loop)}
    for part in own_nodes(node.body):
        if isinstance(part, odd):
            return True
        if isinstance(part, (ast.Break, ast.Continue)) and id(part) not in inside:
            return True
        if isinstance(part, (ast.Import, ast.ImportFrom, ast.Delete)):
            return True
    return False


def _inputs(node: ast.With, local: set[str]) -> list[str]:
    """The names of the function that the body, or the rest of the scope's call, reads as they were before."""
    found: dict[str, None] = {}
    bound: set[str] = set()
    for statement in node.body:
        plain = isinstance(statement, (ast.Assign, ast.AnnAssign))
        read = [n for n in _read(statement, local) if n not in bound]
        if not plain:
            # What a branch or a loop binds may not be bound, or be read before.
            read += [n for n in _bound(statement) if n in local and n not in bound]
        found |= dict.fromkeys(read)
        if plain:
            bound |= set(_bound(statement))
    call = node.items[0].context_expr
    assert isinstance(call, ast.Call)
    for part in (*call.args[1:], *call.keywords):
        found |= dict.fromkeys(_read(part, local))
    return list(found)


def _read(node: ast.AST, local: set[str]) -> list[str]:
    names = [
        n
        for n in ast.walk(node)
        if isinstance(n, ast.Name) and n.id in local and isinstance(n.ctx, ast.Load)
    ]
    return [n.id for n in sorted(names, key=lambda n: (n.lineno, n.col_offset))]


def _bound(node: ast.AST) -> list[str]:
    return [n.id for n in own_nodes([node]) if isinstance(n, ast.Name) and _stored(n)]


def _outputs(function: FunctionNode, node: ast.With, stored: set[str]) -> list[str]:
    """The names that the body binds and that are read before they are bound again."""
    after = _after(function.body, node)
    assert after is not None
    found = {name for name in stored if reads_old(after, name)[0]}
    inner = {n.id for f in own_nodes(function.body) if isinstance(f, (ast.FunctionDef, ast.Lambda))
             for n in ast.walk(f) if isinstance(n, ast.Name)}  # fmt: skip
    return [n for n in dict.fromkeys(_bound_in_order(node)) if n in found | inner & stored]


def _after(body: list[ast.stmt], node: ast.With) -> list[ast.stmt] | None:
    """The statements that may run after one, in the order in which they do; None when it is not there."""
    for index, statement in enumerate(body):
        if statement is node:
            return body[index + 1 :]
        for block in ("body", "orelse", "finalbody"):
            inner = getattr(statement, block, None)
            below = _after(inner, node) if isinstance(inner, list) else None
            if below is not None:
                again = statement.body if isinstance(statement, ast.For) else []
                again = [statement] if isinstance(statement, ast.While) else again
                return [*below, *again, *body[index + 1 :]]
        for handler in getattr(statement, "handlers", []):
            below = _after(handler.body, node)
            if below is not None:
                return [*below, *body[index + 1 :]]
    return None


def reads_old(statements: list[ast.stmt], name: str) -> tuple[bool, bool]:
    """Whether statements may read what a name held before them, and whether they are certain to bind it."""
    left = False
    for node in statements:
        before: list[ast.AST] = []  # what runs before anything in the statement binds the name
        arms: list[list[ast.stmt]] = []
        if isinstance(node, ast.With):
            before, arms = [*node.items], [node.body]
        elif isinstance(node, ast.If):
            before, arms = [node.test], [node.body, node.orelse]
        elif isinstance(node, (ast.For, ast.While)):
            before = [node.iter if isinstance(node, ast.For) else node.test]
            targets = [node.target] if isinstance(node, ast.For) else []
            bound = any(name in _bound(t) for t in targets)
            arms = [[] if bound else node.body, node.orelse, []]
        elif isinstance(node, ast.Assign):
            before = [node.value, *node.targets]  # an index is read
        else:
            before = [node]
            if isinstance(node, ast.AugAssign) and name in _bound(node):
                return True, False
        if any(_read(part, {name}) for part in before):
            return True, False
        done = [reads_old(arm, name) for arm in arms]
        if any(reads for reads, _ in done):
            return True, False
        plain = isinstance(node, ast.Assign) and name in _bound(node)
        left = left or any(isinstance(n, (ast.Break, ast.Continue)) for n in ast.walk(node))
        if not left and (plain or (done and all(binds for _, binds in done))):
            return False, True
    return False, False


def _bound_in_order(node: ast.With) -> list[str]:
    names = [n for n in own_nodes(node.body) if isinstance(n, ast.Name) and _stored(n)]
    return [n.id for n in sorted(names, key=lambda n: (n.lineno, n.col_offset))]


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
    width = node.col_offset
    shown = []
    for line in text.split("\n"):
        cut = line[:width].strip()
        shown.append("    " + (line[width:] if not cut else line.lstrip()) if line.strip() else "")
    inner = node.body[0].col_offset - width
    if outputs:
        shown.append(" " * (4 + inner) + f"return {', '.join(outputs)}")
    given = [*inputs, *([parameter] if parameter else [])]
    return "\n".join([f"def {name}({', '.join(given)}):", *shown, "", "", ""])
