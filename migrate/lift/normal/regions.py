"""Statements of a function that may stand in a function of their own: what they read, what is read of them, and their text there."""

from __future__ import annotations

import ast
import builtins
import keyword
from collections.abc import Iterator

from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk


def is_stored(node: ast.Name) -> bool:
    """Whether a name is bound, or deleted, there."""
    return not isinstance(node.ctx, ast.Load)


def free_name(source: LiftSource, function: FunctionNode, name: str, taken: set[str]) -> str | None:
    """What a function made of a part of another is called: the name, or that after the function's; None if both are taken."""
    known = set(source.symbols.module_scope.names) | taken | set(dir(builtins))
    known |= {q.rpartition(".")[2] for q in source.functions} | source.names
    if name in known or keyword.iskeyword(name) or name in local_names(function):
        name = f"{function.name}_{name}"
    return None if name in known or name in local_names(function) else name


def leaves(body: list[ast.stmt]) -> bool:
    """Whether something in the statements goes somewhere else, or waits for something."""
    odd = (ast.Yield, ast.YieldFrom, ast.Await, ast.Global, ast.Nonlocal, ast.NamedExpr)
    loops = [n for n in own_nodes(body) if isinstance(n, (ast.For, ast.While))]
    inside = {id(n) for loop in loops for n in walk(loop)}
    for part in own_nodes(body):
        if isinstance(part, odd):
            return True
        if isinstance(part, (ast.Break, ast.Continue)) and id(part) not in inside:
            return True
        if isinstance(part, (ast.Import, ast.ImportFrom, ast.Delete)):
            return True
    return False


def inputs_of(body: list[ast.stmt], local: set[str]) -> list[str]:
    """The names of the function that the statements read as they were before them."""
    found: dict[str, None] = {}
    bound: set[str] = set()
    for part in _parts(body):
        plain = isinstance(part, (ast.Assign, ast.AnnAssign, ast.withitem))
        read = [n for n in names_read(part, local) if n not in bound]
        if not plain:
            # What a branch or a loop binds may not be bound, or be read before.
            read += [n for n in _bound(part) if n in local and n not in bound]
        found |= dict.fromkeys(read)
        if plain:
            bound |= set(_bound(part))
    return list(found)


def _parts(body: list[ast.stmt]) -> Iterator[ast.AST]:
    """Statements, and those in their scopes, in the order in which they run."""
    for statement in body:
        if isinstance(statement, ast.With):
            yield from statement.items
            yield from _parts(statement.body)
        else:
            yield statement


def names_read(node: ast.AST, local: set[str]) -> list[str]:
    """The names of these that are read in a node, in the order of the text."""
    names = [
        n
        for n in walk(node)
        if isinstance(n, ast.Name) and n.id in local and isinstance(n.ctx, ast.Load)
    ]
    return [n.id for n in sorted(names, key=lambda n: (n.lineno, n.col_offset))]


def _bound(node: ast.AST) -> list[str]:
    return [n.id for n in own_nodes([node]) if isinstance(n, ast.Name) and is_stored(n)]


def outputs_of(function: FunctionNode, body: list[ast.stmt]) -> list[str]:
    """The names that the statements bind and that are read before they are bound again."""
    ways = _after(function.body, body[-1])
    stored = _bound_in_order(body)
    found = {name for name in stored if any(reads_old(after, name)[0] for after in ways)}
    inner = {n.id for f in own_nodes(function.body) if isinstance(f, (ast.FunctionDef, ast.Lambda))
             for n in walk(f) if isinstance(n, ast.Name)}  # fmt: skip
    return [n for n in dict.fromkeys(stored) if n in found or n in inner]


def _after(body: list[ast.stmt], node: ast.stmt) -> list[list[ast.stmt]]:
    """The statements that may run after one, in the order in which they do, for each way to go on; none when it is not there."""
    for index, statement in enumerate(body):
        rest = body[index + 1 :]
        if statement is node:
            return [rest]
        for block in ("body", "orelse", "finalbody"):
            inner = getattr(statement, block, None)
            below = _after(inner, node) if isinstance(inner, list) else []
            again = statement.body if isinstance(statement, ast.For) else []
            again = [statement] if isinstance(statement, ast.While) else again
            if below and again:  # after this turn another one, or none
                return [[*b, *turn, *rest] for b in below for turn in ([], again)]
            if below:
                return [[*b, *rest] for b in below]
        for handler in getattr(statement, "handlers", []):
            below = _after(handler.body, node)
            if below:
                return [[*b, *rest] for b in below]
    return []


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
        if any(names_read(part, {name}) for part in before):
            return True, False
        done = [reads_old(arm, name) for arm in arms]
        if any(reads for reads, _ in done):
            return True, False
        plain = isinstance(node, ast.Assign) and name in _bound(node)
        left = left or any(isinstance(n, (ast.Break, ast.Continue)) for n in walk(node))
        if not left and (plain or (done and all(binds for _, binds in done))):
            return False, True
    return False, False


def _bound_in_order(body: list[ast.stmt]) -> list[str]:
    names = [n for n in own_nodes(body) if isinstance(n, ast.Name) and is_stored(n)]
    return [n.id for n in sorted(names, key=lambda n: (n.lineno, n.col_offset))]


def as_body(source: LiftSource, first: ast.stmt, last: ast.stmt) -> list[str]:
    """The lines of statements of one block, indented as the body of a function of the module."""
    start = source.positions.line_start(first.lineno)
    lines = source.text[start : source.positions.end(last)].split("\n")
    return [indented(line, first.col_offset) for line in lines]


def indented(line: str, width: int) -> str:
    """A line of a block that stood at `width` as one of the body of a function of the module."""
    if not line.strip():
        return ""
    return "    " + (line.lstrip() if line[:width].strip() else line[width:])
