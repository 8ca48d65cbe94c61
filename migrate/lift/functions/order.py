"""TF1's creation order, where it is not the order in which a layer or module lists what it holds."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Union

from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.site_names import assigned_name
from migrate.lift.neighbours.hosted_order import HostedPart, check_turns
from migrate.lift.source.view import View

# An attribute, or several lists that are filled turn by turn.
Order = tuple[Union[str, "Order"], ...]


def tf1_order(
    found: Sequence[Attribute],
    in_init: Sequence[Attribute],
    in_build: Sequence[Attribute],
    view: View,
    hosted: Sequence[HostedPart] = (),
) -> str:
    """The source of ``tf1_order`` for a layer, "" when its own order is TF1's.

    Attributes are listed as the target says, all of a list before what comes next, what is hosted between weights and sublayers.
    TF1 made what the statements say, turn by turn in a loop.
    """
    making = [a for a in found if creates(view, a)]
    if any(a.sites[0].kind == "class" for a in making):
        making.sort(key=lambda a: _made(view, a))
    if any(a.sites[0].kind == "cell" for a in making):
        # They are sites where they are called, and made where the function makes them.
        in_init = sorted(in_init, key=lambda a: _end(a.sites[0].node))
    parts: list[Attribute | HostedPart] = [*making]
    if hosted:
        parts = sorted([*making, *hosted], key=lambda p: _place(view, p))
    order = _grouped(parts, 0)
    listed, in_turn = view.target.listed(making, (*in_init, *in_build))
    weights = {a.name for a in making if a.is_weight} if in_turn else set()
    kept_last = in_turn and _frozen_first(view, [a for a in making if a.is_weight])
    others = {part.name for part in hosted}
    listed[len(weights) : len(weights)] = [part.name for part in hosted]
    # A getter is asked for a module's own weights first, if it does not say where it hosts something.
    said = view.getters and bool(hosted) and any(a.is_weight for a in making) and not in_turn
    if list(_flat(order)) == listed and not kept_last and not said:
        groups = [set(_flat(g)) for g in order if isinstance(g, tuple)]
        if all(group <= weights or group <= others for group in groups):
            return ""
    check_turns(view, hosted, [a.loops for a in making])
    return _text(order)


def _place(view: View, part: Attribute | HostedPart) -> tuple[int, int]:
    return part.place if isinstance(part, HostedPart) else _made(view, part)


def _frozen_first(view: View, weights: Sequence[Attribute]) -> bool:
    """Whether a weight that is not trained may be made before one that is: a layer lists those that are trained first."""
    frozen = [_may_be_frozen(view, a) for a in weights]
    last = max((i for i, one in enumerate(frozen) if one is not True), default=-1)
    return any(one is not False for one in frozen[:last])


def _may_be_frozen(view: View, attribute: Attribute) -> bool | None:
    """Whether a weight is not trained; None when that cannot be told."""
    site = attribute.sites[0]
    rule = view.tree.rules.get(site.symbol)
    given = dict(
        zip(rule.parameters if rule and site.callee is None else (), site.node.args, strict=False)
    )
    given |= {k.arg: k.value for k in site.node.keywords if k.arg}
    helper = view.lifted.get(site.callee) if site.callee is not None else None
    if "trainable" not in given:
        return None if helper is not None and "trainable=" in helper.text else False
    value = given["trainable"]
    if helper is None and isinstance(value, ast.Constant):
        return not value.value
    return None


def _made(view: View, attribute: Attribute) -> tuple[int, int]:
    """Where an attribute's variables are made: those of a layer object where it is first called."""
    site = attribute.sites[0]
    place: ast.expr = site.node
    name = assigned_name(site)
    if site.kind == "class" and name:
        uses = [u for u in view.uses(name) if isinstance(view.parents.get(id(u)), ast.Call)]
        calls = [c for u in uses if isinstance(c := view.parents[id(u)], ast.Call) and c.func is u]
        place = min(calls, key=_end, default=place)
    return _end(place)


def _end(node: ast.expr) -> tuple[int, int]:
    return node.end_lineno or 0, node.end_col_offset or 0


def _grouped(found: Sequence[Attribute | HostedPart], depth: int) -> Order:
    """The attributes in order; those that one loop fills together are one group."""
    out: list[str | Order] = []
    at = 0
    while at < len(found):
        loop = _loop(found[at], depth)
        end = at + 1
        while loop is not None and end < len(found) and _loop(found[end], depth) is loop:
            end += 1
        alone = end == at + 1
        out.append(found[at].name if alone else _grouped(found[at:end], depth + 1))
        at = end
    return tuple(out)


def _loop(attribute: Attribute | HostedPart, depth: int) -> ast.For | None:
    return attribute.loops[depth] if depth < len(attribute.loops) else None


def _flat(order: Order) -> Iterator[str]:
    for part in order:
        if isinstance(part, str):
            yield part
        else:
            yield from _flat(part)


def _text(order: Order) -> str:
    parts = [f'"{part}"' if isinstance(part, str) else _text(part) for part in order]
    return f"({', '.join(parts)}{',' if len(parts) == 1 else ''})"


def creates(view: View, attribute: Attribute) -> bool:
    """Whether what an attribute holds makes variables."""
    site = attribute.sites[0]
    if site.kind in ("function", "object"):
        return True
    rule = view.tree.rules.get(site.symbol)
    return rule is not None and rule.creates
