"""The parts that classes of lifted code are put together from."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.slices import NeedsShape, Slicer
from migrate.lift.neighbours.hosted_losses import hosts_losses
from migrate.lift.plans import Parameter, Refused
from migrate.lift.source.shapes import Shapes
from migrate.lift.source.view import View
from migrate.lift.text.constructors import constructor
from migrate.lift.text.docstrings import without_entries
from migrate.lift.text.render import INDENT
from migrate.lift.text.shape_names import is_tensor
from migrate.plan.times import Time


def stages(
    view: View,
    own: OwnScope,
    found: list[Attribute],
    layer_names: dict[int, str],
    config: dict[str, str],
) -> tuple[list[Attribute], list[Attribute]]:
    """What is made in ``__init__``, since nothing about it needs a shape, and what in ``build``."""
    plain = {name: name for name in config}
    in_init: list[Attribute] = []
    in_build: list[Attribute] = []
    for attribute in found:
        late = in_build if view.target.early_weights else attribute.is_weight
        if late:  # in TF1's order, or as Keras wants its weights
            in_build.append(attribute)
            continue
        try:
            for site in attribute.made_at:
                constructor(view, site, layer_names.get(id(site.node)), ast.unparse, True)
            Slicer(view, own, Time.CONFIG, [attribute], layer_names, plain, Shapes(view)).lines(2)
        except NeedsShape:
            in_build.append(attribute)
        else:
            in_init.append(attribute)
    return in_init, in_build


def has_regularizer(view: View, lines: Sequence[str]) -> bool:
    """Whether some of what lines make has a regularizer, or may have one that a parameter gives, or some of what is hosted."""
    made = [view.lifted_as(s) for s in view.sites if s.callee is not None]
    made += [view.lifted.get(s.callee) for s in view.sites if s.callee is not None]
    own = re.search(r"\b(?:regularized_*\(|\w*regularizer=)", "\n".join(lines))
    known = own is not None or any(one is not None and one.regularized for one in made)
    return known or hosts_losses(view)


def split_docstring(body: list[ast.stmt]) -> tuple[list[ast.stmt], ast.Expr | None]:
    first = body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        if isinstance(first.value.value, str):
            return body[1:], first
    return body, None


def header_line(view: View, docstring: ast.Expr | None) -> int:
    """The line after which comments belong to the body."""
    if docstring is not None:
        return docstring.end_lineno or docstring.lineno
    parts = [a for a, _, _ in view.params] + [d for _, d, _ in view.params if d is not None]
    return max([view.node.lineno, *(p.end_lineno or 0 for p in parts)])


def docstring_lines(
    view: View, node: ast.Expr, parameters: tuple[Parameter, ...] = ()
) -> list[str]:
    """The docstring for the class; what it says of parameters that are no more goes."""
    lines = view.source.segment(node).split("\n")
    width = node.col_offset
    gone = {p.name for p in parameters if p.role in ("reuse", "unused")}
    named = {p.name: "name" for p in parameters if p.role == "name" and p.name != "name"}
    whole = [
        INDENT + lines[0],
        *(
            (
                INDENT + (line[width:] if not line[:width].strip() else line.lstrip())
                if line.strip()
                else ""
            )
            for line in lines[1:]
        ),
    ]
    return without_entries(whole, gone, named)


def constructor_signature(given: list[Parameter], default: str | None) -> str:
    positional = parameter_list([], [p for p in given if not p.keyword])
    keyword = parameter_list([], [p for p in given if p.keyword], star=False)
    parts = ["self", *([positional] if positional else []), "*", *([keyword] if keyword else [])]
    return ", ".join([*parts, f"name={default or 'None'}"])


def asked(view: View, called: list[Parameter], shapes: Shapes) -> list[str]:
    """What ``build`` takes the shapes of: Keras gives one that is alone the shape of the first tensor, several by their names.

    What comes before the first tensor, and may be one, is the last of several.
    """
    order = [p.name for p in called]
    wanted = [n for n in order if n in shapes.asked]
    tensors = [n for n in order if n in wanted or is_tensor(view, n)]
    if not wanted or view.target.early_weights:
        return wanted or (tensors or order)[:1]
    several = [n for n in order if n in wanted or n == tensors[0]]
    before = order[: order.index(tensors[0])]
    return several if len(several) > 1 else [*several, *before[:1]]


def parameter_list(first: list[str], parameters: list[Parameter], star: bool = True) -> str:
    out = list(first)
    starred = not star
    optional = False
    for parameter in parameters:
        if parameter.keyword and not starred:
            out.append("*")
            starred = True
        text = parameter.written if parameter.role == "config" else parameter.name
        if parameter.default is not None:
            text += f"={parameter.default}"
            optional = True
        elif optional and not parameter.keyword and not starred:
            raise Refused("TF313", f"`{parameter.name}` comes after optional arguments")
        out.append(text)
    return ", ".join(out)
