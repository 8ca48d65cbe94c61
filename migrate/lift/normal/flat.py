"""What creates variables in the middle of an expression becomes statements, so that it has a place to be made.

x = conv(x) if project else x          if project:
                                           x = conv(x)
                                       else:
                                           x = x
heads = [head(x, n) for n in names]    heads = []
                                       for n in names:
                                           heads.append(head(x, n))

(`flat_loops` writes the loops.)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.normal.flat_loops import CONSUMERS, Listed, indentation, looped
from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.sites import evaluation_order
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

_Statement = ast.Assign | ast.AugAssign | ast.Return | ast.Expr


def flattened(
    source: LiftSource, node: FunctionNode, creators: Creators, renaming: bool = False
) -> list[Edit]:
    """The edits that flatten one statement of a function, or of one inside it; empty when there is none.

    Args:
      renaming: names that a comprehension binds may become others where the function uses them, too.
    """
    for function in _functions(node):
        for statement in own_nodes(function.body):
            if isinstance(statement, (ast.Assign, ast.AugAssign, ast.Return, ast.Expr, ast.For)):
                found = _flattened(source, function, statement, creators, renaming)
                if found:
                    return found
    return []


def _functions(node: FunctionNode) -> Iterator[FunctionNode]:
    yield from (n for n in walk(node) if isinstance(n, ast.FunctionDef))


def _flattened(
    source: LiftSource,
    function: FunctionNode,
    statement: _Statement | ast.For,
    creators: Creators,
    renaming: bool,
) -> list[Edit]:
    value = statement.iter if isinstance(statement, ast.For) else statement.value
    if value is None or not creators.inside(source, value):
        return []
    if isinstance(value, ast.Lambda):
        return [] if isinstance(statement, ast.For) else _named(source, function, statement, value)
    names = local_names(function) | set(source.symbols.module_scope.names)
    hidden = _hidden(source, value, creators, CONSUMERS - names)
    if hidden is None:
        return []
    if isinstance(hidden, ast.IfExp):
        if isinstance(statement, ast.For) or creators.inside(source, hidden.test):
            return []
        return _branches(source, function, statement, hidden)
    alone = hidden is value or (_is_list_of(value, hidden))
    alone = alone and isinstance(statement, (ast.Assign, ast.Return))
    return looped(source, function, statement, hidden, alone, renaming)


def _is_list_of(value: ast.expr, hidden: Listed) -> bool:
    """Whether a value is ``list(...)`` of a generator."""
    called = value.func if isinstance(value, ast.Call) and value.args == [hidden] else None
    return isinstance(called, ast.Name) and called.id == "list"


def _hidden(
    source: LiftSource, value: ast.expr, creators: Creators, consumers: frozenset[str]
) -> ast.IfExp | Listed | None:
    """The expression that hides the first thing that a statement creates, which nothing before it creates.

    Args:
      consumers: functions of Python that go through all of a generator at once.
    """
    found: ast.IfExp | Listed | None = None
    for part in _outermost(value, consumers):
        if creators.inside(source, part):
            found = part
            break
    if found is None:
        return None
    for call, hidden in evaluation_order(value, lambda _: False):
        if creators.creates(source, call):
            inside = any(part is call for part in walk(found))
            return found if inside and hidden else None
    return None


def _outermost(node: ast.AST, consumers: frozenset[str]) -> Iterator[ast.IfExp | Listed]:
    if isinstance(node, (ast.IfExp, ast.ListComp, ast.DictComp)):
        yield node
        return
    if isinstance(node, (ast.Lambda, ast.GeneratorExp, ast.SetComp, ast.BoolOp)):
        return
    first = node.args[0] if isinstance(node, ast.Call) and node.args else None
    if isinstance(first, ast.GeneratorExp) and isinstance(node, ast.Call):
        if isinstance(node.func, ast.Name) and node.func.id in consumers:
            yield first
    for child in ast.iter_child_nodes(node):
        yield from _outermost(child, consumers)


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
    calls = [n for n in walk(hidden.test) if isinstance(n, ast.Call)]
    before = [n for n in walk(value) if isinstance(n, (ast.NamedExpr, ast.Await))]
    return not calls and not before


def _named(
    source: LiftSource, function: FunctionNode, statement: _Statement, value: ast.Lambda
) -> list[Edit]:
    """``f = lambda x: g(x)`` as a function."""
    if not isinstance(statement, ast.Assign) or len(statement.targets) != 1:
        return []
    target = statement.targets[0]
    stored = [
        n
        for n in walk(function)
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
