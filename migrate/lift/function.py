"""Lifting one function: its class, from its own syntax and what is known of the tree."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Collection
from dataclasses import replace

from migrate.lift import hazards, name_hazards
from migrate.lift.attributes import Attribute, attributes, reuse_expressions
from migrate.lift.auto_names import automatic_names, inner_weights
from migrate.lift.call_body import CallBody
from migrate.lift.cells import check_cells, inlined
from migrate.lift.class_objects import check_objects
from migrate.lift.constructors import config_value, constructor
from migrate.lift.naming import attribute_name
from migrate.lift.order import creates, tf1_order
from migrate.lift.plans import Lifted, Parameter, Refused
from migrate.lift.render import INDENT
from migrate.lift.roles import OwnScope, own_scope, roles
from migrate.lift.settings import check_names
from migrate.lift.shapes import Shapes
from migrate.lift.slices import NeedsShape, Slicer
from migrate.lift.source import parameters
from migrate.lift.switches import is_later_turn, switched
from migrate.lift.targets import Pieces
from migrate.lift.view import View
from migrate.model.tree import Key
from migrate.plan.times import Time


def lift(view: View, class_name: str, module_names: Collection[str]) -> Lifted:
    """The class that a function becomes.

    Args:
      class_name: its name.
      module_names: names that code of the module may use.

    Raises:
      Refused: it cannot be lifted.
    """
    _gate(view)
    hazards.check(view)
    own = own_scope(view)
    view.target.check(view, own)
    parameters = tuple(_default(view, p) for p in roles(view, own))
    own = switched(view, own, [p.name for p in parameters if p.role == "reuse"])
    if own.reuse not in ("", "True", *view.param_names) and not own.reuse.endswith("AUTO_REUSE"):
        raise Refused("TF303", f"`reuse={own.reuse}`", view.node.lineno)
    called = [p for p in parameters if p.role == "call"]
    awkward = [p.name for p in called if p.name in ("args", "kwargs", "self")]
    if awkward:
        raise Refused("TF313", f"a parameter is called `{awkward[0]}`", view.node.lineno)
    if not called:
        raise Refused("TF313", f"`{view.node.name}` takes no tensor", view.node.lineno)
    taken: set[str] = set()
    config = _config_attributes(parameters, own, taken)
    found = attributes(view, own, taken)
    reuse = own.reuse or _inner_reuse(view, own, found)
    name_hazards.check(view, own, found)
    inner = inner_weights(view, own) if view.target.scopes_in_call else {}
    layer_names = automatic_names(view, inner)
    in_init, in_build = _stages(view, own, found, layer_names, config)
    order = tf1_order(found, in_init, in_build, view)
    shapes = Shapes(view)
    plain = {p.name: p.written for p in parameters if p.role in ("config", "kwargs")}
    if own.parameter:
        plain[own.parameter] = "name"
        config[own.parameter] = "self.name"
    first = Slicer(view, own, Time.CONFIG, in_init, layer_names, plain, shapes)
    init_lines = first.lines(view.target.init_level) if in_init else []
    second = Slicer(view, own, Time.SHAPE, in_build, layer_names, config, shapes)
    build_lines = second.lines(2) if in_build else []
    _check_made(found, [*init_lines, *build_lines], view)
    moved = first.moved | second.moved | {id(s) for s in inlined(view, view.sites)}
    moved |= {id(s) for s in view.found.dicts.values()}
    body = CallBody(view, own, found, moved, config)
    statements, docstring = _split_docstring(view.body)
    call_lines = body.lines(2, statements, _header_line(view, docstring))
    stored = body.config_used | {
        n
        for n, text in config.items()
        if re.search(rf"{re.escape(text)}\b", "\n".join(build_lines))
    }
    stored.discard(own.parameter)
    declared = []
    if own.slash:
        declared.append(f'{INDENT}tf1_scope = "{own.slash}"')
    elif own.scope is None:
        declared.append(f'{INDENT}tf1_scope = ""  # opens no scope of its own')
    if inner:
        names = ", ".join(f'"{name}": "{tf1}"' for name, tf1 in dict(inner.values()).items())
        declared.append(f"{INDENT}tf1_names = {{{names}}}")
    if order:
        declared.append(f"{INDENT}tf1_order = {order}  # as TF1 made them")
    given = [p for p in parameters if p.role == "config"]
    rest = next((p.name for p in parameters if p.role == "kwargs"), "")
    default = own.default if own.scope is not None and not own.counted else None
    kept = [*given, *(p for p in parameters if p.role == "kwargs")]
    text = view.target.text(
        Pieces(
            class_name,
            _docstring(view, docstring) if docstring is not None else [],
            declared,
            _constructor_signature(given, default),
            rest,
            [(config[p.name], p.written) for p in kept if p.name in stored],
            init_lines,
            _asked(called, shapes),
            frozenset(shapes.asked_lists),
            bool(shapes.asked),
            build_lines,
            _signature(["self"], called),
            call_lines,
            bool(given or init_lines or default is not None or rest),
        )
    )
    _check_names(text, {*module_names, class_name, *filter(None, [view.target.imported])})
    return Lifted(
        view.key,
        class_name,
        parameters,
        own.default,
        own.scope is None or bool(own.slash),
        own.counted,
        reuse,
        text,
        tuple(a.name for a in found),
        naming=own.naming,
    )


def _default(view: View, parameter: Parameter) -> Parameter:
    """A constructor's parameter whose default is a TF1 initializer has the target's."""
    node = next((d for a, d, _ in view.params if a.arg == parameter.name), None)
    if parameter.role != "config" or node is None:
        return parameter
    return replace(parameter, default=config_value(view, node, view.source.segment))


def _check_made(found: list[Attribute], lines: list[str], view: View) -> None:
    """Every attribute must be made somewhere: an own mistake would otherwise only show when it runs."""
    text = "\n".join(lines)
    for attribute in found:
        if f"self.{attribute.name} = " not in text:
            line = attribute.sites[0].node.lineno
            raise Refused("TF313", f"no place was found to make `{attribute.name}`", line)


def _gate(view: View) -> None:
    node = view.node
    line = node.lineno
    if node.args.vararg:
        raise Refused("TF310", f"takes `*{node.args.vararg.arg}`", line)
    if not view.sites:
        raise Refused("TF305", "creates variables through a value that is called", line)
    for part in ast.walk(node):
        if isinstance(part, (ast.Yield, ast.YieldFrom, ast.Global, ast.Nonlocal, ast.Await)):
            raise Refused("TF310", f"`{type(part).__name__.lower()}`", line)
    for site in view.sites:
        at = site.node.lineno
        if site.kind == "other":
            raise Refused("TF316", f"`{site.symbol}` has no counterpart in a layer", at)
        if site.callee is not None and site.callee not in view.lifted:
            name = site.callee[1]
            if site.callee in view.tree.constructing:
                made = name.removesuffix(".__init__")
                text = f"makes an object of `{made}`, whose constructor makes variables"
                raise Refused("TF314", text, at)
            if site.kind == "object":
                name = f"{name.removesuffix('.__init__')}(...)"
            raise Refused("TF314", f"calls `{name}`, which stays on the shim", at)
        if site.callee is not None and any(p.free for p in view.lifted[site.callee].parameters):
            text = f"calls `{site.callee[1]}`, which reads names of the function around it"
            raise Refused("TF314", text, at)
        if site.callee is not None and view.lifted[site.callee].decorated:
            raise Refused("TF314", f"calls `{site.callee[1]}`, which is decorated", at)
    function = view.tree.graph.functions[view.key]
    for module, qualname, at in function.values:
        target = view.tree.graph.resolve((module, qualname))
        if target is not None and target in view.tree.graph.creating:
            raise Refused("TF305", f"uses `{qualname}` as a value, which creates variables", at)
    check_objects(view)
    check_cells(view)
    check_names(view)
    if function.driver:
        raise Refused("TF318", f"drives the program ({function.driver[0]})", line)
    for text, at in function.opaque_calls:
        if text in view.param_names and not view.tree.calls_no_creator(view.key, text):
            raise Refused("TF305", f"calls its parameter `{text}`, which may create variables", at)
    for part in ast.walk(node):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Name):
            text = part.func.id
            if text in view.free and not _known_around(view, part.func):
                raise Refused("TF305", f"calls `{text}` of the function around it", part.lineno)


def _known_around(view: View, func: ast.Name) -> bool:
    """Whether what a function around it calls by a name creates no variables."""
    if view.source.symbol(func) or view.source.symbols.target(func) is not None:
        return True
    outer = view.key[1]
    while ".<locals>." in outer:
        outer = outer.rpartition(".<locals>.")[0]
        function = view.source.functions.get(outer)
        if function is not None and func.id in {a.arg for a, _, _ in parameters(function)}:
            return view.tree.calls_no_creator((view.key[0], outer), func.id)
    return False


def _inner_reuse(view: View, own: OwnScope, found: list[Attribute]) -> str:
    """AUTO_REUSE when everything a function creates is shared that way.

    In a scope of its own, what is not shared makes TF1 refuse a second call; a layer that is not shared does too.
    What the turns of a loop share with the first is made there.

    Raises:
      Refused: some of it is and some is not, or it is made elsewhere.
    """
    auto = []
    for attribute in found:
        shared = ""
        for reuse in reuse_expressions(view, attribute.sites[0]):
            if reuse is None or (isinstance(reuse, ast.Constant) and not reuse.value):
                continue
            if isinstance(reuse, ast.Name) and reuse.id in view.param_names:
                continue
            if is_later_turn(attribute.sites[0], reuse):
                continue
            text = ast.unparse(reuse)
            if not text.endswith("AUTO_REUSE"):
                line = attribute.sites[0].node.lineno
                raise Refused(
                    "TF303", f"`{attribute.name}` is made elsewhere (`reuse={text}`)", line
                )
            shared = text
        if creates(view, attribute):
            auto.append(shared)
    if any(auto) and not all(auto) and own.scope is not None:
        return ""
    if any(auto) and not all(auto):
        raise Refused(
            "TF303",
            "some of its variables are shared by AUTO_REUSE, some are not",
            view.node.lineno,
        )
    return auto[0] if auto else ""


def _config_attributes(
    parameters: tuple[Parameter, ...], own: OwnScope, taken: set[str]
) -> dict[str, str]:
    config = {}
    for parameter in parameters:
        if parameter.role in ("config", "kwargs"):
            name = attribute_name(parameter.written, taken)
            taken.add(name)
            config[parameter.name] = f"self.{name}"
    return config


def _stages(
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
                constructor(view, site, layer_names.get(id(site.node)), ast.unparse)
            Slicer(view, own, Time.CONFIG, [attribute], layer_names, plain, Shapes(view)).lines(2)
        except NeedsShape:
            in_build.append(attribute)
        else:
            in_init.append(attribute)
    return in_init, in_build


def _split_docstring(body: list[ast.stmt]) -> tuple[list[ast.stmt], ast.Expr | None]:
    first = body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        if isinstance(first.value.value, str):
            return body[1:], first
    return body, None


def _header_line(view: View, docstring: ast.Expr | None) -> int:
    """The line after which comments belong to the body."""
    if docstring is not None:
        return docstring.end_lineno or docstring.lineno
    parts = [a for a, _, _ in view.params] + [d for _, d, _ in view.params if d is not None]
    return max([view.node.lineno, *(p.end_lineno or 0 for p in parts)])


def _docstring(view: View, node: ast.Expr) -> list[str]:
    lines = view.source.segment(node).split("\n")
    width = node.col_offset
    return [
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


def _constructor_signature(given: list[Parameter], default: str | None) -> str:
    positional = _signature([], [p for p in given if not p.keyword])
    keyword = _signature([], [p for p in given if p.keyword], star=False)
    parts = ["self", *([positional] if positional else []), "*", *([keyword] if keyword else [])]
    return ", ".join([*parts, f"name={default or 'None'}"])


def _asked(called: list[Parameter], shapes: Shapes) -> list[str]:
    """The tensors whose shapes ``build`` takes: Keras gives that of the first one in any case."""
    order = [p.name for p in called]
    return [n for n in order if n in shapes.asked or n == order[0]]


def _signature(first: list[str], parameters: list[Parameter], star: bool = True) -> str:
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


def _check_names(text: str, known: set[str]) -> None:
    """Every name in the class must be bound: an own mistake would otherwise only show when it runs."""
    tree = ast.parse(text)
    known |= set(dir(builtins))
    for method in tree.body[0].body:  # type: ignore[attr-defined]
        if not isinstance(method, ast.FunctionDef):
            continue
        bound = {a.arg for a in ast.walk(method) if isinstance(a, ast.arg)}
        for node in ast.walk(method):
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                bound.add(node.id)
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                bound.add(node.name)
            elif isinstance(node, (ast.Import, ast.ImportFrom)):
                bound |= {(a.asname or a.name).partition(".")[0] for a in node.names}
            elif isinstance(node, ast.ExceptHandler) and node.name:
                bound.add(node.name)
        for node in ast.walk(method):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                if node.id not in bound and node.id not in known:
                    raise Refused("TF313", f"`{node.id}` is not known in `{method.name}`", 0)


def keys_called(view: View) -> set[Key]:
    return {s.callee for s in view.sites if s.callee is not None}
