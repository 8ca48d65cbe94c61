"""What several methods of a class give a name alike becomes an attribute, written once: literals, numbers, initializers.

``n_layers = 3`` of a constructor and a call, or ``init = keras.initializers.RandomNormal(...)`` of a constructor and `build`.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping

from migrate.lift.source.bodies import local_names
from migrate.lift.source.source import loads
from migrate.lift.text.drawn_again import draws
from migrate.lift.text.naming import attribute_name
from migrate.lift.text.plain_values import is_initializer, is_listed, is_number
from migrate.nodes import walk
from migrate.rewrite.edits import Edit, apply_edits, replace
from migrate.rewrite.positions import Positions

_MAKING = ("__init__", "build")
_CALLS = ("call", "__call__")
_ONLY_READ = frozenset({"enumerate", "zip", "len", "reversed"})


def with_shared_literals(text: str) -> str:
    """The text of a class, with such literals in an attribute."""
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef) and (found := _first(node)) is not None:
            shared = _kept(text, node, found)
            return with_shared_literals(shared) if _parses(shared) else text
    return text


def _parses(text: str) -> bool:
    """Whether a statement that went was not the only one of its block."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


_Place = tuple[ast.FunctionDef, ast.Assign]


def _first(node: ast.ClassDef) -> list[_Place] | None:
    """The places of one such value, in the order in which they run."""
    methods = {n.name: n for n in node.body if isinstance(n, ast.FunctionDef)}
    order = [methods[name] for name in (*_MAKING, *_CALLS) if name in methods]
    taken = _taken(node)
    kept = _stored(methods["__init__"]) if "__init__" in methods else {}
    settings = {*kept.values()}
    for number, making in enumerate(order):
        stored = kept if making.name == "__init__" else {}
        for made in _literals(making):
            if not _only_read(making, made, stored) or not _named(made, taken):
                continue
            if number and not _of_settings(made, settings):
                continue
            places: list[_Place] = [(making, made)]
            for other in order[number + 1 :]:
                for again in _literals(other):
                    if _same(made, again, stored) and _of_settings(again, settings):
                        if _only_read(other, again, {}):
                            places.append((other, again))
                            break
            if len(places) > 1:
                return places
    return None


def _of_settings(node: ast.Assign, settings: set[str]) -> bool:
    """Whether what it reads of the layer are settings, which stay as they are."""
    own = (n for n in walk(node.value) if isinstance(n, ast.Attribute))
    return all(n.attr in settings for n in own if ast.unparse(n.value) == "self")


def _stored(method: ast.FunctionDef) -> dict[str, str]:
    """Parameter -> the attribute that keeps it, of a constructor."""
    found: dict[str, str] = {}
    for node in method.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name):
            target, *rest = node.targets
            if isinstance(target, ast.Attribute) and ast.unparse(target.value) == "self":
                if not rest:
                    found[node.value.id] = target.attr
    bound = {n.id for n in walk(method) if isinstance(n, ast.Name) and not _is_read(n)}
    return {name: kept for name, kept in found.items() if name not in bound}


def _same(made: ast.Assign, again: ast.Assign, stored: Mapping[str, str]) -> bool:
    """Whether two statements give one name the same value, where parameters of the constructor are attributes by now."""

    class Kept(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            if node.id not in stored or not _is_read(node):
                return node
            return ast.parse(f"self.{stored[node.id]}", mode="eval").body

    return ast.dump(Kept().visit(copy.deepcopy(made))) == ast.dump(again)


def _taken(node: ast.ClassDef) -> set[str]:
    taken = {n.attr for n in walk(node) if isinstance(n, ast.Attribute)}
    return taken | {n.name for n in node.body if isinstance(n, ast.FunctionDef)}


def _named(made: ast.Assign, taken: set[str]) -> bool:
    """Whether the attribute has the name of the variable, or is worth another one."""
    (target,) = made.targets
    assert isinstance(target, ast.Name)
    return is_listed(made.value) or attribute_name(target.id, taken) == target.id


def _literals(method: ast.FunctionDef) -> Iterator[ast.Assign]:
    """Statements of a method that assign to one name what is always the same."""
    for node in _statements(method.body):
        target = (
            node.targets[0] if isinstance(node, ast.Assign) and len(node.targets) == 1 else None
        )
        if isinstance(node, ast.Assign) and isinstance(target, ast.Name):
            if is_listed(node.value) or is_number(node.value) or is_initializer(node.value):
                yield node


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that run once and in any case; scopes around them change nothing about a literal."""
    for node in body:
        if isinstance(node, ast.With):
            yield from _statements(node.body)
        else:
            yield node


def _is_read(node: ast.Name) -> bool:
    return isinstance(node.ctx, ast.Load)


def _after(method: ast.FunctionDef, node: ast.Assign) -> list[ast.Name]:
    """The uses of a name from an assignment to the next one."""
    (target,) = node.targets
    assert isinstance(target, ast.Name)
    uses = [n for n in walk(method) if isinstance(n, ast.Name) and n.id == target.id]
    uses = sorted((n for n in uses if n.lineno > (node.end_lineno or 0)), key=lambda n: n.lineno)
    for other in _statements(method.body):
        if other.lineno > node.lineno and isinstance(other, ast.Assign):
            alone = [ast.unparse(t) for t in other.targets] == [target.id]
            if alone and not any(ast.unparse(n) == target.id for n in walk(other.value)):
                return [n for n in uses if n.lineno < other.lineno]
    return uses


def _only_read(method: ast.FunctionDef, node: ast.Assign, stored: Mapping[str, str]) -> bool:
    """Whether all that is read before it is done with stays as it is, and what comes after only reads it.

    Args:
      stored: parameters that are attributes, too.
    """
    name = ast.unparse(node.targets[0])
    names = {n.id for n in walk(node.value) if isinstance(n, ast.Name)} - {"self", *stored}
    if names & local_names(method):
        return False
    if any(isinstance(n, ast.JoinedStr) and name in ast.unparse(n) for n in walk(method)):
        return False  # whose parts have no places
    parents = {id(c): p for p in walk(method) for c in ast.iter_child_nodes(p)}
    after = _after(method, node)
    inner = (n for n in walk(method) if isinstance(n, (ast.FunctionDef, ast.Lambda)))
    if any(name in loads(n) for n in inner if n is not method):
        return False  # which may run at any time
    if not is_listed(node.value):  # nothing can change it
        own = [n for n in walk(method) if isinstance(n, ast.Name) and n.id == name]
        return [n.lineno for n in own if not _is_read(n)] == [node.lineno]
    return all(_reads(use, parents) for use in after)


def _reads(use: ast.Name, parents: dict[int, ast.AST]) -> bool:
    above = parents.get(id(use))
    if not isinstance(use.ctx, ast.Load):
        return False
    if isinstance(above, (ast.For, ast.comprehension)):
        return above.iter is use
    if isinstance(above, ast.Subscript):
        return above.value is use and isinstance(above.ctx, ast.Load)
    return isinstance(above, ast.Call) and ast.unparse(above.func) in _ONLY_READ


def _kept(text: str, node: ast.ClassDef, places: list[_Place]) -> str:
    """The text in which the first place makes the attribute, and the others only read it."""
    positions = Positions(text)
    _, made = places[0]
    (target,) = made.targets
    assert isinstance(target, ast.Name)
    shown = f"self.{attribute_name(target.id, _taken(node))}"
    edits = [replace(positions.start(target), positions.end(target), shown)]
    for method, one in places:
        parts = {id(n.value) for n in walk(method) if isinstance(n, ast.Attribute)}
        for use in _after(method, one):
            own = ".clone()" if draws(made.value) and id(use) not in parts else ""
            edits.append(replace(positions.start(use), positions.end(use), shown + own))
    edits += [_without(positions, again, made) for _, again in places[1:]]
    return apply_edits(text, edits).text


def _without(positions: Positions, again: ast.Assign, made: ast.Assign) -> Edit:
    """A statement goes, with the comments above it that stand above the one that stays, too."""
    first, last = again.lineno, (again.end_lineno or again.lineno) + 1
    while last <= len(positions.lines) and not positions.lines.line(last).strip():
        last += 1
    above = made.lineno
    while _is_comment(positions, first - 1) and (
        positions.lines.line(first - 1).strip() == positions.lines.line(above - 1).strip()
    ):
        first, above = first - 1, above - 1
    return Edit(positions.line_start(first), positions.line_start(last), ("",))


def _is_comment(positions: Positions, line: int) -> bool:
    return positions.lines.line(line).strip().startswith("#")
