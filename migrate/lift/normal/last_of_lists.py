"""A list of which only the last item is ever read, as that item.

layers = []                                     layer = stem(x)
conv = stem(x)                                  for i in range(n):
layers.append(conv)                                 layer = block(layer, "block%d" % i)
for i in range(n):                              return layer
    conv = block(layers[-1], "block%d" % i)
    layers.append(conv)
return layers[-1]
"""

from __future__ import annotations

import ast
import builtins
from dataclasses import dataclass, field

from migrate.lift.source.bodies import blocks, local_names, own_nodes
from migrate.lift.source.creators import Creators
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, replace


@dataclass(eq=False)
class _Uses:
    """What a function does with one list.

    Attributes:
      made: the statement that makes it, empty.
      appended: the statements that append to it, each with the block it stands in.
      lasts: the places that read its last item.
    """

    name: str
    made: ast.Assign
    appended: list[tuple[ast.Expr, list[ast.stmt]]] = field(default_factory=list)
    lasts: list[ast.Subscript] = field(default_factory=list)


def last_items_named(source: LiftSource, node: FunctionNode, creators: Creators) -> list[Edit]:
    """The edits that put a name for the last item of one such list; empty when there is none."""
    if not creators.inside(source, node):
        return []
    for statement in node.body:
        if isinstance(statement, ast.Assign) and _is_empty_list(statement.value):
            target = statement.targets[0]
            if len(statement.targets) == 1 and isinstance(target, ast.Name):
                uses = _uses(node, target.id, statement)
                alone = uses is not None and _stands_alone(source, statement)
                if uses is not None and alone and not _has_comments(source, uses):
                    return _edits(source, node, uses)
    return []


def _is_empty_list(node: ast.expr) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return node.func.id == "list" and not node.args and not node.keywords
    return isinstance(node, ast.List) and not node.elts


def _uses(function: FunctionNode, name: str, made: ast.Assign) -> _Uses | None:
    """What is done with a list, if it is filled and its last item is read, and nothing else."""
    if name in {a.arg for a in walk(function.args) if isinstance(a, ast.arg)}:
        return None
    every = [n for n in walk(function) if isinstance(n, ast.Name) and n.id == name]
    found, known = _Uses(name, made), {id(made.targets[0])}
    for block in blocks(function):
        for statement in block:
            list_of = _appended_to(statement)
            if isinstance(statement, ast.Expr) and list_of is not None and list_of.id == name:
                found.appended.append((statement, block))
                known.add(id(list_of))
    for part in own_nodes(function.body):
        if isinstance(part, ast.Subscript) and isinstance(part.value, ast.Name):
            if ast.unparse(part.slice) == "-1" and isinstance(part.ctx, ast.Load):
                if part.value.id == name:
                    found.lasts.append(part)
                    known.add(id(part.value))
    declared = any(
        name in n.names for n in walk(function) if isinstance(n, (ast.Global, ast.Nonlocal))
    )
    only = all(id(n) in known for n in every) and not declared
    return found if only and found.appended and found.lasts else None


def _appended_to(node: ast.stmt) -> ast.Name | None:
    """The list of ``layers.append(x)``."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
        return None
    one = len(call.args) == 1 and not call.keywords
    one = one and not isinstance(call.args[0], (ast.Starred, ast.GeneratorExp))
    named = call.func.attr == "append" and isinstance(call.func.value, ast.Name)
    return call.func.value if one and named and isinstance(call.func.value, ast.Name) else None


def _stands_alone(source: LiftSource, node: ast.stmt) -> bool:
    """Whether a statement fills its lines, without a comment."""
    lines = source.positions.lines
    first, last = lines.line(node.lineno), lines.line(node.end_lineno or node.lineno)
    return not first[: node.col_offset].strip() and not last[node.end_col_offset :].strip()


def _has_comments(source: LiftSource, uses: _Uses) -> bool:
    """Whether a call that appends has a comment around its argument."""
    start, end = source.positions.start, source.positions.end
    for statement, _ in uses.appended:
        call = statement.value
        assert isinstance(call, ast.Call)
        around = source.text[start(call) : start(call.args[0])]
        if "#" in around + source.text[end(call.args[0]) : end(call)]:
            return True
    return False


def _edits(source: LiftSource, function: FunctionNode, uses: _Uses) -> list[Edit]:
    positions = source.positions
    new = _name(source, function, uses.name)
    edits = [_without(source, uses.made)]
    edits += [replace(positions.start(n), positions.end(n), new) for n in uses.lasts]
    renamed = _only_appended(source, function, uses)
    for statement, _ in uses.appended:
        call = statement.value
        assert isinstance(call, ast.Call)
        given = call.args[0]
        if isinstance(given, ast.Name) and given.id in renamed:
            edits.append(_without(source, statement))
            continue
        start, end = positions.start(given), positions.end(given)
        open_, close = ("(", ")") if _needs_parentheses(given) else ("", "")
        edits += [replace(positions.start(call), start, f"{new} = {open_}")]
        edits += [replace(end, positions.end(call), close)]
    for part in own_nodes(function.body):
        if isinstance(part, ast.Name) and part.id in renamed and isinstance(part.ctx, ast.Store):
            edits.append(replace(positions.start(part), positions.end(part), new))
    return edits


def _needs_parentheses(node: ast.expr) -> bool:
    """Whether an expression goes over several lines that nothing of its own holds together."""
    first = node.func if isinstance(node, ast.Call) else node
    brackets = isinstance(node, (ast.Call, ast.List, ast.Dict))
    return node.lineno != node.end_lineno and not (
        brackets and (first is node or first.lineno == first.end_lineno)
    )


def _without(source: LiftSource, node: ast.stmt) -> Edit:
    """Takes the lines of a statement out."""
    start = source.positions.line_start(node.lineno)
    return replace(start, source.positions.line_start((node.end_lineno or node.lineno) + 1), "")


def _name(source: LiftSource, function: FunctionNode, name: str) -> str:
    """What the last item is called: ``layer``, of ``layers``."""
    taken = {n.id for n in walk(function) if isinstance(n, ast.Name)} | local_names(function)
    taken |= set(source.symbols.module_scope.names) | set(dir(builtins))
    one = name[:-1] if name.endswith("s") and len(name) > 2 else f"last_{name}"
    for word in (one, f"last_{one}"):
        if word not in taken:
            return word
    while word in taken:
        word += "_"
    return word


def _only_appended(source: LiftSource, function: FunctionNode, uses: _Uses) -> set[str]:
    """Names that are set just before they are appended and not read but there: they are the last item themselves."""
    found = set[str]()
    given: dict[str, list[tuple[ast.Expr, list[ast.stmt]]]] = {}
    for statement, block in uses.appended:
        call = statement.value
        if isinstance(call, ast.Call) and isinstance(call.args[0], ast.Name):
            given.setdefault(call.args[0].id, []).append((statement, block))
    for name, places in given.items():
        every = [n for n in walk(function) if isinstance(n, ast.Name) and n.id == name]
        reads = [n for n in every if isinstance(n.ctx, ast.Load)]
        set_here = set[int]()
        for statement, block in places:
            index = block.index(statement)
            before = _set_last(block[index - 1], name) if index else []
            set_here |= {id(n) for n in before}
        alone = all(_stands_alone(source, s) for s, _ in places)
        sets = [n for n in every if not isinstance(n.ctx, ast.Load)]
        local = name not in {a.arg for a in walk(function.args) if isinstance(a, ast.arg)}
        if alone and local and len(reads) == len(places) and {id(n) for n in sets} == set_here:
            found.add(name)
    return found


def _set_last(node: ast.stmt, name: str) -> list[ast.Name]:
    """Where a statement sets a name as the last that it does, whichever way it goes; empty if it may not."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1:
        target = node.targets[0]
        return [target] if isinstance(target, ast.Name) and target.id == name else []
    if isinstance(node, ast.If) and node.orelse:
        arms = [_set_last(node.body[-1], name), _set_last(node.orelse[-1], name)]
        return [n for arm in arms for n in arm] if all(arms) else []
    return []
