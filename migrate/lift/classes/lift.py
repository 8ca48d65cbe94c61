"""Lifting one class: an object that was called to build a part of the graph becomes a layer."""

from __future__ import annotations

import ast
from collections.abc import Collection
from dataclasses import replace

from migrate.lift.checks.checks import check_bound, check_made, gate
from migrate.lift.checks.switches import check_object_sharing, shared_by_all
from migrate.lift.classes.cells import symbolic_step, widths, with_state_tuples
from migrate.lift.classes.parts import ClassParts, self_attribute
from migrate.lift.classes.text import class_names, class_text, signature, with_replacements
from migrate.lift.functions.attributes import attributes
from migrate.lift.functions.auto_names import automatic_names, inner_weights
from migrate.lift.functions.call_body import CallBody
from migrate.lift.functions.class_pieces import (
    asked,
    has_regularizer,
    header_line,
    parameter_list,
    split_docstring,
    stages,
)
from migrate.lift.functions.computed_levels import has_computed_level
from migrate.lift.functions.order import tf1_order
from migrate.lift.functions.roles import OwnScope, roles
from migrate.lift.functions.site_names import site_name
from migrate.lift.functions.slices import Slicer
from migrate.lift.plans import Lifted, Parameter, Refused
from migrate.lift.source.shapes import Shapes
from migrate.lift.source.source import loads, parameters, stores
from migrate.lift.source.view import View
from migrate.lift.text.remarks import told_once
from migrate.lift.text.render import INDENT
from migrate.lift.text.shape_names import shape_names
from migrate.lift.text.tidy import tidied
from migrate.nodes import walk
from migrate.plan.times import Time


def lift_class(
    view: View, parts: ClassParts, module_names: Collection[str], read: frozenset[str]
) -> Lifted:
    """The layer that a class becomes.

    Args:
      view: of its ``__call__``.
      module_names: names that code of the module may use.
      read: the attributes that code outside the class may read.

    Raises:
      Refused: it cannot be lifted.
    """
    names = class_names(parts, read)
    view.source = with_replacements(view.source, parts, names)
    if parts.is_cell:
        view.source = with_state_tuples(view, parts)
    view.params = [p for p in view.params if p[0].arg != "self"]
    if parts.is_cell:
        view.widths = {view.params[1][0].arg: widths(view.source, parts)}
    view.gone |= parts.dropped
    gate(view)
    _attributes_called(view, parts)
    reuse = _reuse(view, parts)
    own = OwnScope(parts.scope, "", None, False, reuse)
    view.target.check(view, own)
    view.target.check_name(_names(view, parts), parts.node.lineno)
    called = _called(view, own)
    _shared(view, parts)
    taken = {*parts.attributes, *names.renamed.values(), *parts.reserved}
    found = attributes(view, own, taken)
    check_object_sharing(view, parts.reuse_attributes, found)
    if parts.scope is not None and not reuse and shared_by_all(view, found):
        reuse = "tf.AUTO_REUSE"
    inner = inner_weights(view, own) if view.target.scopes_in_call else {}
    layer_names = automatic_names(view, inner)
    in_init, in_build = stages(view, own, found, layer_names, {})
    order = tf1_order(found, in_init, in_build, view)
    shapes = Shapes(view)
    first = Slicer(view, own, Time.CONFIG, in_init, layer_names, {}, shapes)
    init_lines = first.lines(view.target.init_level) if in_init else []
    second = Slicer(view, own, Time.SHAPE, in_build, layer_names, {}, shapes)
    build_lines = second.lines(2) if in_build else []
    check_made(found, [*init_lines, *build_lines], view)
    builds = bool(build_lines)
    asked_for: list[str] = []
    inner_layers = parts.is_cell and any(not a.is_weight for a in found)
    if build_lines or inner_layers:
        taken_shapes = asked(view, called, shapes)
        names_of = shape_names(view, taken_shapes)
        if names_of:
            again = Shapes(view, names_of)
            build_lines = Slicer(view, own, Time.SHAPE, in_build, layer_names, {}, again).lines(2)
        if not view.target.early_weights or shapes.asked:
            asked_for = [
                f"[t.shape for t in {n}]" if n in shapes.asked_lists else f"{n}.shape"
                for n in taken_shapes
            ]
        if parts.is_cell and view.params[1][0].arg in taken_shapes:
            text = f"shape of `{view.params[1][0].arg}`, which is none of the inputs"
            raise Refused("TF311", text, view.node.lineno)
        shown = [names_of.get(n, f"{n}_shape") for n in taken_shapes] if asked_for else []
        if inner_layers:
            build_lines += symbolic_step(view.source, parts, (shown or ["_"])[0])
        build_lines = view.target.build(shown, build_lines)
    names_called = [p.name for p in called]
    body = CallBody(view, own, found, first.moved | second.moved, {}, names_called)
    kept, docstring = split_docstring(view.body)
    lines = body.lines(2, kept, header_line(view, docstring))
    init_lines, lines = told_once(init_lines, lines, view.source.segment(view.node))
    build_lines, lines = told_once(build_lines, lines, view.source.segment(view.node))
    call_lines = view.target.call(
        parameter_list(["self"], called),
        asked_for,
        body_docstring(view, docstring) if docstring is not None else [],
        lines,
        builds,
    )
    regularized = has_regularizer(view, [*init_lines, *build_lines])
    losses = view.target.losses() if regularized else []
    if losses:
        call_lines += ["", *losses]
    _check_shadowed(parts, init_lines, view.target.init_level)
    weights = dict(inner.values())
    separated = any(has_computed_level(view, site, own) for site in view.sites)
    text = tidied(
        class_text(
            *(view.target, view.source, parts, names, init_lines, build_lines, call_lines),
            *(order, weights, separated),
        )
    )
    known = {*module_names, parts.node.name, *filter(None, [view.target.imported])}
    known |= {"compat_scope"} if view.leaves_values else set()
    check_bound(text, known | view.table.packages, view.node)
    return Lifted(
        view.key,
        parts.node.name,
        (*_constructor(view, parts), *called),
        None if not isinstance(parts.name, ast.Constant) else view.source.segment(parts.name),
        parts.scope is None,
        False,
        reuse,
        text,
        tuple(a.name for a in found),
        regularized=regularized,
    )


def _names(view: View, parts: ClassParts) -> set[str]:
    """The names of objects, as far as they are written out."""
    if parts.name is None:
        return set()
    init = (parts.key[0], f"{parts.key[1]}.__init__")
    texts: set[str] = set()
    for node in walk(parts.name):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.add(node.value)
        elif isinstance(node, ast.Name):
            texts |= view.tree.arguments.texts_given(init, node.id)
    return texts


def _check_shadowed(parts: ClassParts, lines: list[str], level: int) -> None:
    """Names of the module must mean the same in the constructor."""
    made = ast.parse("\n".join(line.removeprefix(INDENT * level) for line in lines))
    local = {a.arg for a in walk(parts.init) if isinstance(a, ast.arg)} | stores(parts.init)
    hidden = (loads(made) - stores(made)) & (local - {"self", parts.init.name})
    if hidden:
        text = f"`{min(hidden)}` is another thing in `__init__`"
        raise Refused("TF313", text, parts.init.lineno)


def body_docstring(view: View, node: ast.Expr) -> list[str]:
    """The docstring of ``__call__`` where ``call`` has it."""
    lines = view.source.segment(node).split("\n")
    width = node.col_offset
    return [
        INDENT * 2 + lines[0],
        *(
            (
                INDENT * 2 + (line[width:] if not line[:width].strip() else line.lstrip())
                if line.strip()
                else ""
            )
            for line in lines[1:]
        ),
    ]


def _called(view: View, own: OwnScope) -> list[Parameter]:
    """The parameters of ``call``."""
    found = []
    last = len(view.params) - 1
    for index, parameter in enumerate(roles(view, own)):
        role = parameter.role
        if role == "reuse" or (role == "unused" and parameter.name == "reuse"):
            if index != last or parameter.name != "reuse":
                text = f"`{parameter.name}` of `__call__` is not its last parameter"
                raise Refused("TF303", text, view.node.lineno)
            continue
        if role == "config" and parameter.name in view.demand:
            text = f"`{parameter.name}`, which each call gives, decides about variables"
            raise Refused("TF311", text, view.node.lineno)
        found.append(replace(parameter, role="call"))
    if not found:
        raise Refused("TF313", "`__call__` takes no tensor", view.node.lineno)
    return found


def _constructor(view: View, parts: ClassParts) -> list[Parameter]:
    """The parameters of the constructor; the one that names the layer is its name."""
    named = {n.id for n in walk(parts.name) if isinstance(n, ast.Name)} if parts.name else set()
    found = []
    for argument, default, keyword in parameters(parts.init)[1:]:
        if argument.arg == "reuse" and parts.reuse_attributes:
            continue
        text = None if default is None else view.source.segment(default)
        role = "name" if argument.arg in named else "config"
        found.append(Parameter(argument.arg, role, text, keyword))
    return found


def _reuse(view: View, parts: ClassParts) -> str:
    """How the scope shares variables: "" where the object itself knows, or the caller's scope does."""
    scope = parts.scope
    if scope is None or scope.reuse is None:
        return ""
    reuse = scope.reuse
    if view.source.symbol(reuse) == "tf.AUTO_REUSE":
        return "tf.AUTO_REUSE"
    if isinstance(reuse, ast.Constant) and not reuse.value:
        return ""
    if self_attribute(reuse) in parts.reuse_attributes:
        return ""
    if isinstance(reuse, ast.Name) and reuse.id == "reuse" and reuse.id in view.param_names:
        return ""
    raise Refused("TF303", f"`reuse={ast.unparse(reuse)}`", scope.node.lineno)


def _attributes_called(view: View, parts: ClassParts) -> None:
    """What the object calls among its own attributes must create no variables."""
    methods = {m.name for m in parts.methods}
    for call in (n for n in walk(view.node) if isinstance(n, ast.Call)):
        name = self_attribute(call.func)
        if not name or name in methods:
            continue
        values = [s.value for s, _ in parts.stores.get(name, ())]
        if not values or not all(_creates_nothing(view, parts, v) for v in values):
            text = f"calls `self.{name}`, which may create variables"
            raise Refused("TF305", text, call.lineno)


def _creates_nothing(view: View, parts: ClassParts, value: ast.expr) -> bool:
    if isinstance(value, ast.BoolOp):
        return all(_creates_nothing(view, parts, v) for v in value.values)
    if isinstance(value, ast.IfExp):
        return all(_creates_nothing(view, parts, v) for v in (value.body, value.orelse))
    symbol = view.source.symbol(value)
    if symbol:
        return view.tree.rules.get(symbol) is None
    given = {a.arg for a, _, _ in parameters(parts.init)}
    if not isinstance(value, ast.Name) or value.id not in given:
        return False
    return view.tree.arguments.calls_no_creator(
        (parts.key[0], f"{parts.key[1]}.__init__"), value.id
    )


def _shared(view: View, parts: ClassParts) -> None:
    """A second call of the object must mean the variables of the first."""
    line = view.node.lineno
    if view.names is None or not view.names.complete:
        raise Refused("TF307", "not all its variables are known", line)
    for variable in view.names.variables:
        if variable.creation.symbol == "tf.Variable":
            raise Refused("TF307", f"each call makes a new `{variable.name}`", variable.line)
        if parts.scope is None and variable.creation.name is None:
            raise Refused("TF307", f"each call makes a new `{variable.name}`", variable.line)
    if parts.scope is not None:
        return
    for scope in view.found.scopes:
        if scope.default is not None:
            raise Refused("TF307", "each call counts a scope's name", scope.node.lineno)
    for site in view.sites:
        if site.kind == "function" and site.callee is not None:
            lifted = view.lifted[site.callee]
            if lifted.transparent or (lifted.counted and site_name(view, site) is None):
                name = site.callee[1]
                raise Refused(
                    "TF307", f"each call may make new variables in `{name}`", site.node.lineno
                )


__all__ = ["lift_class", "signature"]
