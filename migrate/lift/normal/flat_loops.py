"""Comprehensions as the loops that fill what they give."""

from __future__ import annotations

import ast

from migrate.lift.normal.number_steps import COMPREHENSIONS
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit

Listed = ast.ListComp | ast.DictComp | ast.GeneratorExp
# What goes through all of a generator at once.
CONSUMERS = frozenset(["list", "tuple", "sum", "dict", "sorted"])


def looped(
    source: LiftSource,
    function: FunctionNode,
    statement: ast.stmt,
    hidden: Listed,
    alone: bool,
    renaming: bool,
) -> list[Edit]:
    """A list or dictionary that a loop fills; the statement then reads it.

    Args:
      alone: it is all that the statement assigns or gives.
      renaming: what it binds may get another name, where the function uses the name, too.
    """
    targets = [n.id for g in hidden.generators for n in walk(g.target) if isinstance(n, ast.Name)]
    new = {n: fresh_name(n, function) for n in targets if not _may_leak(function, hidden, n)}
    if any(g.is_async for g in hidden.generators) or (
        new and (not renaming or _binds_again(hidden))
    ):
        return []
    outside = {id(n) for n in walk(hidden.generators[0].iter)}  # of what is around it
    if new and any(isinstance(n, ast.JoinedStr) for n in walk(hidden)):
        return []  # where names stand in them, Python 3.11 does not say

    def shown(node: ast.expr) -> str:
        """The text of a part, with the new names of what the loop binds."""
        text, at = source.segment(node), source.positions.start(node)
        names = [n for n in walk(node) if isinstance(n, ast.Name) and n.id in new]
        for one in sorted(names, key=source.positions.start, reverse=True):
            if id(one) not in outside:
                start, end = source.positions.start(one) - at, source.positions.end(one) - at
                text = text[:start] + new[one.id] + text[end:]
        return text

    positions, pad = source.positions, indentation(source, statement)
    end = positions.end(statement.iter if isinstance(statement, ast.For) else statement)
    start = positions.start(statement)
    whole = alone and isinstance(statement, ast.Assign) and len(statement.targets) == 1
    target = statement.targets[0] if whole and isinstance(statement, ast.Assign) else None
    read = {n.id for n in walk(hidden) if isinstance(n, ast.Name)}
    if isinstance(target, ast.Name) and target.id not in read:
        name, after = target.id, ""
    else:
        name = fresh_name("outputs", function)
        first, last, read_as = _place(source, statement, hidden, name)
        after = source.text[start:first] + read_as + source.text[last:end]
    is_dict = isinstance(hidden, ast.DictComp)
    lines, inner = [f"{name} = {'{}' if is_dict else '[]'}"], pad
    for generator in hidden.generators:
        over = shown(generator.iter)
        over = f"({over})" if "\n" in over else over
        lines.append(f"{inner}for {shown(generator.target)} in {over}:")
        inner += "    "
        for test in generator.ifs:
            lines.append(f"{inner}if {shown(test)}:")
            inner += "    "
    if isinstance(hidden, ast.DictComp):
        key, value = shown(hidden.key), shown(hidden.value)
        lines.append(f"{inner}{name}[{key}] = {f'({value})' if chr(10) in value else value}")
    else:
        lines.append(f"{inner}{name}.append({shown(hidden.elt)})")
    if after:
        lines.append(pad + after)
    return [Edit(start, end, ("\n".join(lines),))]


def _place(
    source: LiftSource, statement: ast.stmt, hidden: Listed, name: str
) -> tuple[int, int, str]:
    """What of the statement becomes the name, and how it is written."""
    positions = source.positions
    start, end = positions.start(hidden), positions.end(hidden)
    if not isinstance(hidden, ast.GeneratorExp):
        return start, end, name
    for call in (n for n in walk(statement) if isinstance(n, ast.Call)):
        if len(call.args) == 1 and call.args[0] is hidden and not call.keywords:
            if isinstance(call.func, ast.Name) and call.func.id == "list":
                return positions.start(call), positions.end(call), name
            return start, end, f"({name})"  # the parentheses are the call's
    return start, end, name


def _binds_again(hidden: Listed) -> bool:
    """Whether something in a comprehension binds names of its own."""
    inner = (*COMPREHENSIONS, ast.Lambda, ast.NamedExpr)
    return any(isinstance(n, inner) and n is not hidden for n in walk(hidden))


def _may_leak(function: FunctionNode, hidden: Listed, name: str) -> bool:
    """Whether a name that a comprehension binds for itself may be that of a loop: it is no other, or only that of other loops."""
    if name not in _names_outside(function, hidden):
        return True
    if name in {a.arg for a in walk(function.args) if isinstance(a, ast.arg)}:
        return False
    within: set[int] = set()
    for node in walk(function):
        if isinstance(node, (ast.FunctionDef, ast.Lambda)) and node is not function:
            if any(isinstance(n, ast.Name) and n.id == name for n in walk(node)):
                return False
        if isinstance(node, ast.For):
            if any(isinstance(n, ast.Name) and n.id == name for n in walk(node.target)):
                within |= {id(n) for s in (node.target, *node.body) for n in walk(s)}
    if id(hidden) in within:
        return False
    own = {id(n) for c in walk(function) if isinstance(c, COMPREHENSIONS) for n in walk(c)}
    uses = [n for n in walk(function) if isinstance(n, ast.Name) and n.id == name]
    return all(id(n) in within or id(n) in own for n in uses)


def _names_outside(function: FunctionNode, node: Listed) -> set[str]:
    """The names of a function outside an expression; a comprehension's own ones are no others' business."""
    found = {a.arg for a in walk(function.args) if isinstance(a, ast.arg)}
    stack: list[tuple[ast.AST, frozenset[str]]] = [(s, frozenset()) for s in function.body]
    while stack:
        part, own = stack.pop()
        if part is node:
            continue
        if isinstance(part, ast.Name) and part.id not in own:
            found.add(part.id)
        if isinstance(part, COMPREHENSIONS):
            targets = [n for g in part.generators for n in walk(g.target)]
            own |= {n.id for n in targets if isinstance(n, ast.Name)}
            stack.append((part.generators[0].iter, frozenset()))  # of what is around it
        stack.extend((child, own) for child in ast.iter_child_nodes(part))
    return found


def fresh_name(name: str, function: FunctionNode) -> str:
    """A name that a function does not use."""
    taken = {n.id for n in walk(function) if isinstance(n, ast.Name)}
    taken |= {a.arg for a in walk(function) if isinstance(a, ast.arg)}
    found, count = name, 2
    while found in taken:
        found, count = f"{name}_{count}", count + 1
    return found


def indentation(source: LiftSource, statement: ast.stmt) -> str:
    """What stands before a statement on its line."""
    return source.positions.indent(statement)
