"""A function inside another that is chosen by an `if`, as one function that asks when it is called.

make = lstm                                   def make():
if dropout:                                       if dropout:
    def make():                                       return DropoutWrapper(lstm(), ...)
        return DropoutWrapper(lstm(), ...)        return lstm()

What the `if` asks must be the same whenever that function is called.
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator, Mapping

from migrate.lift.normal.first.repeats import Repeats
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource, loads
from migrate.model.tree import TreeGraph
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, insert, replace

_ASKS = (ast.Name, ast.Attribute, ast.Constant, ast.Compare, ast.BoolOp, ast.UnaryOp)


def chosen_functions(sources: Mapping[str, LiftSource], graph: TreeGraph) -> list[Repeats]:
    """The functions and methods of a tree with such functions inside."""
    found = []
    for module, source in sources.items():
        for qualname, node in source.functions.items():
            if source.skips.file or source.skips.covers(node.lineno):
                continue
            edits = [edit for block in _blocks(node) for edit in _merged(source, node, block)]
            if edits and (module, qualname) in graph.creating:
                found.append(Repeats(frozenset({(module, qualname)}), {module: tuple(edits)}))
    return found


def _blocks(node: FunctionNode) -> Iterator[list[ast.stmt]]:
    yield node.body
    for part in own_nodes(node.body):
        if isinstance(part, ast.With):
            yield part.body


def _merged(source: LiftSource, outer: FunctionNode, block: list[ast.stmt]) -> Iterator[Edit]:
    for before, choice in itertools.pairwise(block):
        if not isinstance(before, ast.Assign) or not isinstance(choice, ast.If) or choice.orelse:
            continue
        target, other = before.targets[0], before.value
        inner = choice.body[0]
        if not isinstance(target, ast.Name) or not isinstance(other, ast.Name):
            continue
        if len(choice.body) != 1 or not isinstance(inner, ast.FunctionDef) or inner.decorator_list:
            continue
        if inner.name != target.id or not isinstance(inner.body[-1], ast.Return):
            continue
        if not _is_chosen_once(outer, target.id, other.id, inner):
            continue
        if stays_true(outer, choice.test, choice.lineno):
            yield from _edits(source, before, choice, inner, other.id)


def _is_chosen_once(outer: FunctionNode, name: str, other: str, inner: ast.FunctionDef) -> bool:
    """Whether a name is either of two functions and nothing else, and both are called alike."""
    functions = [n for n in own_nodes(outer.body) if isinstance(n, ast.FunctionDef)]
    others = [n for n in functions if n.name == other]
    stored = [n.id for n in own_nodes(outer.body) if isinstance(n, ast.Name) and _stored(n)]
    parameters = {a.arg for a in walk(outer.args) if isinstance(a, ast.arg)}
    once = [n.name for n in functions].count(name) == 1 and stored.count(name) == 1
    if not once or len(others) != 1 or other in stored or {name, other} & parameters:
        return False
    args = inner.args
    plain = not (args.vararg or args.kwarg or args.kwonlyargs or args.defaults or args.posonlyargs)
    return plain and ast.dump(args) == ast.dump(others[0].args)


def stays_true(outer: FunctionNode, asked: ast.expr, line: int) -> bool:
    """Whether what is asked in a line is the same ever after: it is set once before, if at all."""
    kinds = {id(n) for n in walk(asked) if _asks_kind(n)}
    if not all(isinstance(part, _ASKS) or id(part) in kinds for part in walk(asked)):
        return False
    names, shown = loads(asked), ast.unparse(asked)
    simple = {id(t): s for s in outer.body if isinstance(s, ast.Assign) for t in s.targets}
    given = {a.arg for a in walk(outer.args) if isinstance(a, ast.arg)}
    for part in walk(outer):
        if isinstance(part, ast.Name) and part.id in names and _stored(part):
            before = simple.get(id(part))
            if before is None or before.lineno > line or part.id in given:
                return False
            given.add(part.id)
        if isinstance(part, (ast.Attribute, ast.Subscript)) and not isinstance(part.ctx, ast.Load):
            if loads(part) & names and ast.unparse(part) in shown:
                return False
    return True


def _asks_kind(node: ast.AST) -> bool:
    """Whether a call is ``isinstance(...)``."""
    called = node.func if isinstance(node, ast.Call) and not node.keywords else None
    return isinstance(called, ast.Name) and called.id == "isinstance"


def _edits(
    source: LiftSource, before: ast.stmt, choice: ast.If, inner: ast.FunctionDef, other: str
) -> Iterator[Edit]:
    positions = source.positions
    first, body = positions.start(inner), positions.start(inner.body[0])
    header = source.text[first:body].rstrip()
    pad = positions.indent(choice)
    unit = positions.indent(inner)[len(pad) :]
    start = positions.start(choice)
    yield replace(positions.start(before), positions.end(before), header)
    yield insert(start, unit)
    line = inner.lineno
    while not positions.lines.line(line - 1).strip():
        line -= 1
    yield replace(positions.line_start(line), positions.line_start(inner.body[0].lineno), "")
    given = ", ".join(a.arg for a in inner.args.args)
    yield insert(positions.end(choice), f"\n{pad}{unit}return {other}({given})")


def _stored(node: ast.Name) -> bool:
    return not isinstance(node.ctx, ast.Load)
