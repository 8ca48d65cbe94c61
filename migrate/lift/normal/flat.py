"""What creates variables in the middle of an expression becomes statements, so that it has a place to be made.

x = conv(x) if project else x          if project:
                                           x = conv(x)
                                       else:
                                           x = x
heads = [head(x, n) for n in names]    heads = []
                                       for n in names:
                                           heads.append(head(x, n))
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.normal.number_steps import COMPREHENSIONS
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.sites import evaluation_order
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.rewrite.edits import Edit

_Statement = ast.Assign | ast.AugAssign | ast.Return | ast.Expr


def flattened(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that flatten one statement of a function, or of one inside it; empty when there is none."""
    for function in _functions(node):
        for statement in own_nodes(function.body):
            if isinstance(statement, (ast.Assign, ast.AugAssign, ast.Return, ast.Expr)):
                found = _flattened(source, function, statement, creators)
                if found:
                    return found
    return []


def _functions(node: FunctionNode) -> Iterator[FunctionNode]:
    yield from (n for n in ast.walk(node) if isinstance(n, ast.FunctionDef))


def _flattened(
    source: LiftSource, function: FunctionNode, statement: _Statement, creators: Creators
) -> list[Edit]:
    value = statement.value
    if value is None or not creators.inside(source, value):
        return []
    if isinstance(value, ast.Lambda):
        return _named(source, function, statement, value)
    hidden = _hidden(source, value, creators)
    if hidden is None:
        return []
    alone = hidden is value and not isinstance(statement, (ast.AugAssign, ast.Expr))
    if isinstance(hidden, ast.IfExp):
        if creators.inside(source, hidden.test):
            return []
        return _branches(source, function, statement, hidden)
    return _loop(source, function, statement, hidden, alone)


def _hidden(
    source: LiftSource, value: ast.expr, creators: Creators
) -> ast.IfExp | ast.ListComp | None:
    """The expression that hides the first thing that a statement creates, which nothing before it creates."""
    found: ast.IfExp | ast.ListComp | None = None
    for part in _outermost(value):
        if creators.inside(source, part):
            found = part
            break
    if found is None:
        return None
    for call, hidden in evaluation_order(value, lambda _: False):
        if creators.creates(source, call):
            inside = any(part is call for part in ast.walk(found))
            return found if inside and hidden else None
    return None


def _outermost(node: ast.AST) -> Iterator[ast.IfExp | ast.ListComp]:
    if isinstance(node, (ast.IfExp, ast.ListComp)):
        yield node
        return
    if isinstance(node, (ast.Lambda, ast.GeneratorExp, ast.SetComp, ast.DictComp, ast.BoolOp)):
        return
    for child in ast.iter_child_nodes(node):
        yield from _outermost(child)


def _branches(
    source: LiftSource, function: FunctionNode, statement: _Statement, hidden: ast.IfExp
) -> list[Edit]:
    """The statement once for each way it can go."""
    positions = source.positions
    pad = indentation(source, statement)
    start, end = positions.start(statement), positions.end(statement)
    first, last = _with_parentheses(source, hidden, statement)
    if hidden is not statement.value and not _test_first(statement, hidden):
        return []
    arms = []
    for arm in (hidden.body, hidden.orelse):
        shown = source.segment(arm)
        if hidden is not statement.value and not isinstance(arm, (ast.Name, ast.Call)):
            shown = f"({shown})"
        text = source.text[start:first] + shown + source.text[last:end]
        own = isinstance(statement, ast.Assign) and text == f"{shown} = {shown}"
        arms.append("" if own else text)
    inner = pad + "    "
    test = source.segment(hidden.test)
    test = f"({test})" if "\n" in test else test
    lines = [f"if {test}:", inner + (arms[0] or "pass")]
    if arms[1]:
        lines += [f"{pad}else:", inner + arms[1]]
    return [Edit(start, end, ("\n".join(lines),))]


def _with_parentheses(source: LiftSource, node: ast.expr, statement: _Statement) -> tuple[int, int]:
    """The span of an expression with the parentheses right around it, when they are no call's."""
    start, end = source.positions.start(node), source.positions.end(node)
    low, high = source.positions.start(statement), source.positions.end(statement)
    text = source.text
    while start > low and end < high and text[start - 1] == "(" and text[end] == ")":
        if start - 2 >= low and (text[start - 2].isalnum() or text[start - 2] in "_)]"):
            break
        start, end = start - 1, end + 1
    return start, end


def _test_first(statement: _Statement, hidden: ast.IfExp) -> bool:
    """Whether nothing that runs before the test of a conditional expression could matter to it."""
    value = statement.value
    assert value is not None
    calls = [n for n in ast.walk(hidden.test) if isinstance(n, ast.Call)]
    before = [n for n in ast.walk(value) if isinstance(n, (ast.NamedExpr, ast.Await))]
    return not calls and not before


def _loop(
    source: LiftSource,
    function: FunctionNode,
    statement: _Statement,
    hidden: ast.ListComp,
    alone: bool,
) -> list[Edit]:
    """A list that a loop fills; the statement then reads it."""
    if len(hidden.generators) != 1 or hidden.generators[0].is_async:
        return []
    generator = hidden.generators[0]
    targets = {n.id for n in ast.walk(generator.target) if isinstance(n, ast.Name)}
    if targets & _names_outside(function, hidden):
        return []
    positions, pad = source.positions, indentation(source, statement)
    start, end = positions.start(statement), positions.end(statement)
    whole = alone and isinstance(statement, ast.Assign) and len(statement.targets) == 1
    target = statement.targets[0] if whole and isinstance(statement, ast.Assign) else None
    read = {n.id for n in ast.walk(hidden) if isinstance(n, ast.Name)}
    if isinstance(target, ast.Name) and target.id not in read:
        name = target.id
        after = ""
    else:
        name = fresh_name("outputs", function)
        first, last = positions.start(hidden), positions.end(hidden)
        after = source.text[start:first] + name + source.text[last:end]
    inner = pad + "    "
    over = source.segment(generator.iter)
    over = f"({over})" if "\n" in over else over
    lines = [f"{name} = []", f"{pad}for {source.segment(generator.target)} in {over}:"]
    for test in generator.ifs:
        lines.append(f"{inner}if {source.segment(test)}:")
        inner += "    "
    lines.append(f"{inner}{name}.append({source.segment(hidden.elt)})")
    if after:
        lines.append(pad + after)
    return [Edit(start, end, ("\n".join(lines),))]


def _names_outside(function: FunctionNode, node: ast.ListComp) -> set[str]:
    """The names of a function outside an expression; a comprehension's own ones are no others' business."""
    found = {a.arg for a in ast.walk(function.args) if isinstance(a, ast.arg)}
    stack: list[tuple[ast.AST, frozenset[str]]] = [(s, frozenset()) for s in function.body]
    while stack:
        part, own = stack.pop()
        if part is node:
            continue
        if isinstance(part, ast.Name) and part.id not in own:
            found.add(part.id)
        if isinstance(part, COMPREHENSIONS):
            targets = [n for g in part.generators for n in ast.walk(g.target)]
            own |= {n.id for n in targets if isinstance(n, ast.Name)}
            stack.append((part.generators[0].iter, frozenset()))  # of what is around it
        stack.extend((child, own) for child in ast.iter_child_nodes(part))
    return found


def fresh_name(name: str, function: FunctionNode) -> str:
    """A name that a function does not use."""
    taken = {n.id for n in ast.walk(function) if isinstance(n, ast.Name)}
    taken |= {a.arg for a in ast.walk(function) if isinstance(a, ast.arg)}
    found, count = name, 2
    while found in taken:
        found, count = f"{name}_{count}", count + 1
    return found


def _named(
    source: LiftSource, function: FunctionNode, statement: _Statement, value: ast.Lambda
) -> list[Edit]:
    """``f = lambda x: g(x)`` as a function."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return []
    target = statement.targets[0]
    stored = [
        n
        for n in ast.walk(function)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
        and isinstance(target, ast.Name) and n.id == target.id
    ]  # fmt: skip
    if not isinstance(target, ast.Name) or len(stored) != 1:
        return []
    start, end = source.positions.start(statement), source.positions.end(statement)
    inner = indentation(source, statement) + "    "
    body = source.segment(value.body)
    body = f"({body})" if "\n" in body else body
    lines = [f"def {target.id}({ast.unparse(value.args)}):", f"{inner}return {body}"]
    return [Edit(start, end, ("\n".join(lines),))]


def indentation(source: LiftSource, statement: ast.stmt) -> str:
    """What stands before a statement on its line."""
    return source.positions.indent(statement)
