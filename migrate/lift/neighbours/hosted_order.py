"""What a layer hosts in its `call` among the parts that it makes itself: where TF1 made it, and in which scope."""

from __future__ import annotations

import ast
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from migrate.lift.functions.called_values import CalledValue
from migrate.lift.functions.roles import OwnScope
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Scope
from migrate.lift.source.view import View
from migrate.lift.text.naming import attribute_name, snake_case


@dataclass(frozen=True, eq=False)
class HostedPart:
    """Statements next to each other whose calls a layer hosts.

    Attributes:
      name: what ``tf1_order`` calls what they make.
      loops: the loops around them, from the outermost.
    """

    name: str
    statements: tuple[ast.stmt, ...]
    loops: tuple[ast.For, ...]
    place: tuple[int, int]


def hosted_parts(view: View, taken: Collection[str]) -> list[HostedPart]:
    """What is hosted, as TF1 made it; nothing where the layer hosts only what it is given, which comes first.

    Args:
      taken: the names of attributes.
    """
    values = sorted(view.called_values, key=lambda one: one.place)
    if not any(one.neighbour is not None for one in values):
        return []
    found: list[HostedPart] = []
    names = set(taken)
    for one in values:
        assert one.statement is not None
        if found and one.statement in found[-1].statements:
            continue
        if found and _follows(view, found[-1].statements[-1], one.statement):
            last = found.pop()
            found.append(
                HostedPart(last.name, (*last.statements, one.statement), last.loops, last.place)
            )
            continue
        name = attribute_name(_called(one), names)
        names.add(name)
        found.append(HostedPart(name, (one.statement,), _loops(view, one.statement), one.place))
    return found


def hosted_scopes(view: View, own: OwnScope, one: CalledValue) -> list[Scope]:
    """The scopes around a call below the layer's own, where these are not opened in the layer's `call`."""
    if view.target.scopes_in_call:
        return []
    around = [s for s in one.scopes if s is not own.scope and s.kind == "variable_scope"]
    return [s for s in around if not s.same and s.name is not None]


def hosting_header(
    part: str, scopes: Sequence[Scope], reuse: bool, text: Callable[[ast.expr], str]
) -> str:
    """The header of the block in which a layer hosts something.

    Args:
      part: what ``tf1_order`` calls it, "" for none.
      scopes: those around it, from the outermost.
      reuse: it may make variables several times, as a scope around allows.
      text: the source of an expression.
    """
    given = ["self", *([f'"{part}"'] if part else [])]
    names = [s.name for s in scopes if s.name is not None]
    if names:
        given.append(f"scope={_joined(names, text)}")
    if reuse:
        given.append("reuse=True")
    return f"with compat_scope.hosting({', '.join(given)})"


def made_again(own: OwnScope, one: CalledValue) -> bool:
    """Whether a neighbour may make variables several times in one call."""
    known = one.neighbour
    if known is None:
        return False
    return known.repeats or (known.again and bool(own.reuse) and own.scope in one.scopes)


def _joined(names: Sequence[ast.expr], text: Callable[[ast.expr], str]) -> str:
    """The source of several levels as one."""
    if len(names) == 1:
        return text(names[0])
    *above, last = names
    levels = [n.value for n in names if isinstance(n, ast.Constant) and isinstance(n.value, str)]
    if len(levels) == len(names):
        return f'"{"/".join(levels)}"'
    if len(levels) == len(above) and isinstance(last, ast.BinOp) and isinstance(last.op, ast.Mod):
        form = last.left.value if isinstance(last.left, ast.Constant) else None
        if (
            isinstance(form, str)
            and not any('"' in t or "%" in t for t in levels)
            and '"' not in form
        ):
            return f'"{"/".join([*levels, form])}" % {text(last.right)}'
    return f'"/".join([{", ".join(map(text, names))}])'


def check_turns(
    view: View, parts: Collection[HostedPart], own: Collection[tuple[ast.For, ...]]
) -> None:
    """What is hosted in a loop must be made in each of its turns, or the turns could not be counted.

    Args:
      own: the loops around each of the layer's own parts: those of one loop inside another tell its turns.

    Raises:
      Refused: it may not be.
    """
    for part in parts:
        inner = part.loops[-1] if part.loops else None
        above: ast.AST | None = view.parents.get(id(part.statements[0]))
        while inner is not None and above is not None and above is not inner:
            if isinstance(above, ast.If):
                inner = None
            else:
                above = view.parents.get(id(above))
        depth = len(part.loops)
        told = depth < 2 or any(loops[:depth] == part.loops for loops in own)
        if part.loops and (inner is None or not told):
            text = f"`{part.name}`, which stays on the shim, is called in some turns of a loop only, beside what the layer makes in them: TF1's order cannot be told"
            raise Refused("TF314", text, part.place[0])


def _called(one: CalledValue) -> str:
    func = one.node.func
    name = func.attr if isinstance(func, ast.Attribute) else ast.unparse(func)
    return snake_case(name.strip("_"))


def _follows(view: View, one: ast.stmt, other: ast.stmt) -> bool:
    """Whether a statement comes right after another one of its block, so that they stand in one."""
    if isinstance(one, ast.With) or isinstance(other, ast.With):
        return False
    above = view.parents.get(id(one))
    for block in (getattr(above, "body", []), getattr(above, "orelse", [])):
        if isinstance(block, list) and one in block and other in block:
            return bool(block.index(other) == block.index(one) + 1)
    return False


def _loops(view: View, node: ast.AST) -> tuple[ast.For, ...]:
    found: list[ast.For] = []
    above = view.parents.get(id(node))
    while above is not None:
        if isinstance(above, ast.For):
            found.append(above)
        above = view.parents.get(id(above))
    return tuple(reversed(found))
