"""A name that only a branch sets, and that inner functions read under the same test, is None otherwise.

if use_coverage:                                       if use_coverage:
    scale = 2.0                                            scale = 2.0
                                                       else:
                                                           scale = None
def attention(query):                                  def attention(query):
    ...                                                    ...
    if use_coverage:                                       if use_coverage:
        query *= scale                                         query *= scale
"""

from __future__ import annotations

import ast

from migrate.lift.normal.closures import bound_before
from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource, stores
from migrate.nodes import walk
from migrate.rewrite.edits import Edit


def absent_names_set(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that set such names of a function; empty when there are none."""
    inner = [
        n
        for n in own_nodes(node.body)
        if isinstance(n, ast.FunctionDef) and creators.inside(source, n)
    ]
    found: dict[int, tuple[ast.If, dict[str, None]]] = {}
    for function in inner:
        own = local_names(function)
        read = [n for n in walk(function) if isinstance(n, ast.Name) and n.id not in own]
        missing = {n.id for n in read} & local_names(node) - bound_before(node, function)
        for name in sorted(missing):
            branch = _branch(node, name)
            if branch is not None and _asks(function, branch.test, name):
                found.setdefault(id(branch), (branch, {}))[1][name] = None
    return [_otherwise(source, branch, list(names)) for branch, names in found.values()]


def _branch(function: FunctionNode, name: str) -> ast.If | None:
    """The `if` whose body alone sets a name, by a test that is the same throughout the function."""
    branches = [n for n in own_nodes(function.body) if isinstance(n, ast.If)]
    setting = [n for n in branches if name in stores(n)]
    whole = [n for n in own_nodes(function.body) if isinstance(n, ast.Name) and n.id == name]
    stored = [n for n in whole if isinstance(n.ctx, ast.Store)]
    if len(setting) != 1 or setting[0].orelse:
        return None
    inside = {id(n) for s in setting[0].body for n in walk(s)}
    test = setting[0].test
    plain = (ast.Name, ast.Compare, ast.Constant, ast.UnaryOp)
    fixed = all(isinstance(n, plain) for n in walk(test))
    names = {n.id for n in walk(test) if isinstance(n, ast.Name)}
    if not fixed or names & stores(ast.Module([*function.body], [])):
        return None
    return setting[0] if all(id(n) in inside for n in stored) else None


def _asks(function: FunctionNode, test: ast.expr, name: str) -> bool:
    """Whether a function reads a name only where the test holds."""
    shown = ast.dump(test)
    if {n.id for n in walk(test) if isinstance(n, ast.Name)} & local_names(function):
        return False

    def safe(node: ast.AST, holds: bool) -> bool:
        if isinstance(node, ast.Name):
            return node.id != name or holds
        if isinstance(node, (ast.If, ast.IfExp)):
            within = holds or _includes(node.test, shown)
            body = node.body if isinstance(node.body, list) else [node.body]
            orelse = node.orelse if isinstance(node.orelse, list) else [node.orelse]
            return (
                _safe_test(node.test, holds)
                and all(safe(n, within) for n in body)
                and all(safe(n, holds) for n in orelse)
            )
        return all(safe(n, holds) for n in ast.iter_child_nodes(node))

    def _safe_test(node: ast.expr, holds: bool) -> bool:
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
            for value in node.values:
                if not safe(value, holds):
                    return False
                holds = holds or ast.dump(value) == shown
            return True
        return safe(node, holds)

    return all(safe(statement, False) for statement in function.body)


def _includes(test: ast.expr, shown: str) -> bool:
    """Whether a test holds only where the other one does."""
    if ast.dump(test) == shown:
        return True
    conjunction = isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And)
    return conjunction and any(_includes(v, shown) for v in test.values)  # type: ignore[attr-defined]


def _otherwise(source: LiftSource, branch: ast.If, names: list[str]) -> Edit:
    line = source.positions.lines.line(branch.lineno)
    pad = line[: len(line) - len(line.lstrip())]
    first = source.positions.lines.line(branch.body[0].lineno)
    inner = first[: len(first) - len(first.lstrip())] if first != line else pad + "    "
    end = source.positions.line_start((branch.end_lineno or 0) + 1)
    lines = [f"{pad}else:", *(f"{inner}{name} = None" for name in names), ""]
    return Edit(end, end, ("\n".join(lines),))
