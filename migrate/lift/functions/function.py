"""Lifting one function: its class, from its own syntax and what is known of the tree."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable
from dataclasses import replace
from functools import partial

from migrate.lift.binding.tensor_uses import tensor_uses
from migrate.lift.cells.cells import inlined
from migrate.lift.checks import hazards, name_hazards
from migrate.lift.checks.absent_scope_names import check_absent_names
from migrate.lift.checks.checks import check_bound, check_made, gate
from migrate.lift.checks.handed_objects import check_callers, check_lists
from migrate.lift.checks.shared_ranks import check_ranks
from migrate.lift.checks.switches import is_later_turn, switched
from migrate.lift.functions.attributes import Attribute, attributes
from migrate.lift.functions.auto_names import automatic_names, inner_weights, repeated_scopes
from migrate.lift.functions.call_body import CallBody
from migrate.lift.functions.called_values import check_hosting
from migrate.lift.functions.class_pieces import (
    asked,
    constructor_signature,
    docstring_lines,
    has_regularizer,
    header_line,
    parameter_list,
    split_docstring,
    stages,
)
from migrate.lift.functions.computed_levels import DECLARED, has_computed_level
from migrate.lift.functions.counted_names import with_lengths
from migrate.lift.functions.counts_around import counted_around, counts_line
from migrate.lift.functions.hosted_checks import check_hosted
from migrate.lift.functions.made_often import made_often
from migrate.lift.functions.makers import as_the_maker
from migrate.lift.functions.order import creates, tf1_order
from migrate.lift.functions.roles import OwnScope, own_scope, roles
from migrate.lift.functions.site_turns import is_refused_again, reuse_expressions
from migrate.lift.functions.slices import Slicer
from migrate.lift.functions.told_names import Told, told_names
from migrate.lift.functions.told_weights import ToldWeight, told_weights
from migrate.lift.neighbours.hosted_order import hosted_parts
from migrate.lift.neighbours.neighbours import shared_by_others
from migrate.lift.neighbours.reuse import check_told, handed_by
from migrate.lift.plans import Lifted, Parameter, Refused
from migrate.lift.source.bodies import bindings_of, targeted_names
from migrate.lift.source.filled_names import filled_names
from migrate.lift.source.measured import measured
from migrate.lift.source.shapes import Shapes
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.lift.text.constructors import config_value
from migrate.lift.text.copies import without_copies
from migrate.lift.text.first_values import drawn_before
from migrate.lift.text.naming import attribute_name, snake_case
from migrate.lift.text.remarks import told_once
from migrate.lift.text.render import INDENT
from migrate.lift.text.shape_names import shape_names
from migrate.lift.text.targets import Pieces
from migrate.lift.text.tidy import tidied
from migrate.plan.times import Time


def lift(view: View, class_name: str, module_names: Collection[str]) -> Lifted:
    """The class that a function becomes.

    Args:
      class_name: its name.
      module_names: names that code of the module may use.

    Raises:
      Refused: it cannot be lifted.
    """
    gate(view)
    hazards.check(view)
    check_hosted(view)
    own = own_scope(view)
    check_absent_names(view, own)
    view.target.check(view, own)
    parameters = as_the_maker(view, tuple(_default(view, p) for p in roles(view, own)))
    hosts = tuple(dict.fromkeys(one.name for one in view.called_values if one.name))
    check_told(view, parameters)
    parameters = tuple(sorted(parameters, key=lambda p: p.name in hosts))  # after the tensors
    own = switched(view, own, [p.name for p in parameters if p.role == "reuse"])
    if own.reuse not in ("", "True", *view.param_names) and not own.reuse.endswith("AUTO_REUSE"):
        raise Refused("TF303", f"`reuse={own.reuse}`", view.node.lineno)
    called = [p for p in parameters if p.role == "call"]
    awkward = [p.name for p in called if p.name in ("args", "kwargs", "self")]
    if awkward:
        raise Refused("TF313", f"a parameter is called `{awkward[0]}`", view.node.lineno)
    if not view.target.plain_calls:
        check_lists(view, [p.name for p in called])
    unfed = _unfed(view) if not called else ""
    told = told_names(view, own)
    weights = told_weights(view, own)
    view.told = {(id(one.site.node), one.base): one.parameter for one in told}
    shown: dict[str, str] = {}
    unused: set[str] = set()
    while True:  # once more where the first time shows better names
        taken: set[str] = set()
        kept = [p for p in parameters if p.name not in unused]
        config = _config_attributes(
            [*kept, *_new_parameters(told, weights)], taken, view.target.hidden
        )
        found = attributes(view, own, taken)
        reuse = own.reuse or _inner_reuse(view, own, found)
        name_hazards.check(view, own, found)
        check_ranks(view, found)
        inner = inner_weights(view, own) if view.target.scopes_in_call else repeated_scopes(view)
        layer_names = automatic_names(view, inner)
        layer_names |= {
            id(one.site.node): one.parameter for one in told if one.site.kind == "layer" and one.new
        }
        late_names = {id(one.site.node): config[one.parameter] for one in weights}
        layer_names |= {id(one.site.node): one.parameter for one in weights}
        in_init, in_build = stages(view, own, found, layer_names, config)
        late = {id(s.node) for a in in_build for s in a.sites}
        for one in (t for t in told if t.new and id(t.site.node) in late):
            view.told[id(one.site.node), one.base] = config[one.parameter]
            if one.site.kind == "layer":
                late_names[id(one.site.node)] = config[one.parameter]
        parts = hosted_parts(view, {a.name for a in found} | taken)
        order = tf1_order(found, in_init, in_build, view, parts)
        labels = {id(s): p.name for p in parts if order for s in p.statements}
        shapes = Shapes(view, shown)
        plain = {p.name: p.written for p in parameters if p.role in ("config", "kwargs")}
        if own.parameter:
            plain[own.parameter] = "name"
            config[own.parameter] = "self.name"
        first = Slicer(view, own, Time.CONFIG, in_init, layer_names, plain, shapes)
        init_lines = first.lines(view.target.init_level) if in_init else []
        second = Slicer(
            *(view, own, Time.SHAPE, in_build, layer_names | late_names, config, shapes)
        )
        places = {id(s.node): a.name for a in found for s in a.made_at}
        build_lines = [with_lengths(b, places) for b in second.lines(2)] if in_build else []
        check_made(found, [*init_lines, *build_lines], view)
        moved = first.moved | second.moved | {id(s) for s in inlined(view, view.sites)}
        moved |= {id(s) for s in view.found.dicts.values()} | measured(view)
        moved |= drawn_before(view)
        body = CallBody(view, own, found, moved, config, [p.name for p in called], labels)
        statements, docstring = split_docstring(view.body)
        call_lines = body.lines(2, statements, header_line(view, docstring))
        own_text = view.source.segment(view.node)
        init_lines, call_lines = told_once(init_lines, call_lines, own_text)
        build_lines, call_lines = told_once(build_lines, call_lines, own_text)
        check_callers(view, body.config_used)
        stored = body.config_used | {
            n
            for n, text in config.items()
            if re.search(rf"{re.escape(text)}\b", "\n".join(build_lines))
        }
        stored.discard(own.parameter)
        better = shape_names(view, asked(view, called, shapes)) if build_lines else {}
        more = {n for n in config if n not in stored} - {own.parameter}
        if better == shown and not (more and _numbered(found, config, more)):
            break
        shown, unused = better, unused | more
    declared = []
    if own.slash:
        declared.append(f'{INDENT}tf1_scope = "{own.slash}"')
    elif own.scope is None:
        declared.append(f'{INDENT}tf1_scope = ""  # opens no scope of its own')
    check_hosting(view, own, found)
    unnamed = counted_around(view, own, in_build)
    if unnamed and not any(one.late for one in unnamed):
        declared.append(f"{INDENT}{counts_line(unnamed)}")
    if inner:
        names = ", ".join(f'"{name}": "{tf1}"' for name, tf1 in dict(inner.values()).items())
        declared.append(f"{INDENT}tf1_names = {{{names}}}")
    if any(has_computed_level(view, site, own) for site in view.sites):
        declared.append(f"{INDENT}{DECLARED}")
    if order:
        declared.append(f"{INDENT}tf1_order = {order}  # as TF1 made them")
    given = [p for p in parameters if p.role == "config"]
    rest = next((p.name for p in parameters if p.role == "kwargs"), "")
    default = own.default if own.scope is not None and not own.counted else None
    if own.scope is None and class_name.startswith("_") and view.target.imported:
        # No scope of TensorFlow's may begin like the class, after which Keras would call the layer.
        default = f'"{snake_case(class_name.strip("_"))}"'
    kept = [*given, *_new_parameters(told, weights)]
    kept += [p for p in parameters if p.role == "kwargs"]
    regularized = has_regularizer(view, [*init_lines, *build_lines])
    text = view.target.text(
        Pieces(
            class_name,
            docstring_lines(view, docstring, parameters) if docstring is not None else [],
            declared,
            constructor_signature([*given, *_new_parameters(told, weights)], default),
            rest,
            [(config[p.name], p.written) for p in kept if p.name in stored],
            init_lines,
            asked(view, called, shapes),
            frozenset(shapes.asked_lists),
            bool(shapes.asked),
            build_lines,
            parameter_list(["self", *filter(None, [unfed])], called),
            call_lines,
            bool(given or told or weights or init_lines or default is not None or rest),
            shown,
            regularized,
            tuple(sorted(shapes.asked_types)),
        )
    )
    text = tidied(without_copies(text, config), of_function=True)
    known = {*module_names, class_name, *filter(None, [view.target.imported])}
    known |= {"compat_scope"} if view.called_values or view.leaves_values else set()
    check_bound(text, known | view.table.packages, view.node, filled_names(view.source, view.node))
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
        unnamed=unnamed,
        told=tuple((one.base, one.parameter) for one in told),
        told_weights=tuple((one.default, one.parameter) for one in weights),
        numbers=made_often(view, unnamed, found),
        hosts=hosts,
        hosting=bool(view.called_values),
        neighbours=frozenset(
            one.site.callee for one in view.neighbours.values() if one.site.callee is not None
        ),
        regularized=regularized,
    )


def _unfed(view: View) -> str:
    """What a layer takes that is called with no tensor.

    Raises:
      Refused: the function uses one; it must not be kept by the layer.
    """
    used = set(tensor_uses(view.source, view.node, view.tree, numbers=False))
    held = [(set(targeted_names(t)), v) for t, v in bindings_of(view.body) if v is not None]
    more = used
    while more:  # names that are other names of parameters
        used = used | more
        more = {n for names, v in held if names & used for n in _handed(v)} - used
    if used & set(view.param_names):
        raise Refused("TF313", f"`{view.node.name}` takes no tensor", view.node.lineno)
    return view.target.unfed(view)


def _handed(value: ast.expr) -> set[str]:
    """The names that an assignment gives another name, also those in a tuple."""
    if isinstance(value, ast.Name):
        return {value.id}
    if isinstance(value, (ast.Tuple, ast.List)):
        return {name for part in value.elts for name in _handed(part)}
    if isinstance(value, ast.IfExp):
        return _handed(value.body) | _handed(value.orelse)
    return set()


def _new_parameters(told: Iterable[Told], weights: Iterable[ToldWeight]) -> list[Parameter]:
    """The constructor's parameters that the function does not have."""
    found = [Parameter(t.parameter, "config", f'"{t.base}"', True) for t in told if t.new]
    return found + [Parameter(w.parameter, "config", f'"{w.default}"', True) for w in weights]


def _default(view: View, parameter: Parameter) -> Parameter:
    """A constructor's parameter whose default is a TF1 initializer has the target's."""
    node = next((d for a, d, _ in view.params if a.arg == parameter.name), None)
    if parameter.role != "config" or node is None:
        return parameter
    return replace(parameter, default=config_value(view, node, view.source.segment))


def _inner_reuse(view: View, own: OwnScope, found: list[Attribute]) -> str:
    """AUTO_REUSE when everything a function creates is shared that way.

    In a scope of its own, or under a name that is always the same, what is not shared makes TF1 refuse a second call; a
    layer that is not shared does too.
    What the turns of a loop share with the first is made there.

    Raises:
      Refused: some of it is and some is not, or it is made elsewhere.
    """
    auto = []
    alone: list[Site] = []
    told = [handed_by(view, one) for one in view.neighbours.values()]
    made_once = partial(is_refused_again, view)
    for attribute in found:
        shared = ""
        by: set[str] = set()
        for reuse in reuse_expressions(view, attribute.sites[0]):
            if reuse is None or (isinstance(reuse, ast.Constant) and not reuse.value):
                continue
            if isinstance(reuse, ast.Name) and reuse.id in view.param_names:
                by.add(reuse.id)
                continue
            if is_later_turn(attribute.sites[0], reuse):
                continue
            text = ast.unparse(reuse)
            if not text.endswith("AUTO_REUSE"):
                node = attribute.sites[0].node
                made, line = f"what `{ast.unparse(node.func)}` makes", node.lineno
                raise Refused("TF303", f"{made} is made elsewhere (`reuse={text}`)", line)
            shared = text
        if creates(view, attribute):
            auto.append(shared)
            alone += [] if shared else [attribute.sites[0]]
            if by or not made_once(attribute.sites[0]):
                told.append(by)
    if own.scope is None and any(told) and not set.intersection(*told):
        name = min(name for names in told for name in names)
        text = f"some of its variables are shared by `{name}`, some are not"
        raise Refused("TF303", text, view.node.lineno)
    hosted = [one.shares for one in view.neighbours.values()]
    if not auto and hosted and all(hosted):  # all that it makes, others make in its call
        return "tf.AUTO_REUSE"
    mixed = any(auto) and not all(auto)
    if mixed and own.scope is not None:
        return ""
    if mixed and any(map(made_once, alone)) and not shared_by_others(view, view.key):
        return ""
    if mixed:
        raise Refused(
            "TF303",
            "some of its variables are shared by AUTO_REUSE, some are not",
            view.node.lineno,
        )
    return auto[0] if auto else ""


def _numbered(found: list[Attribute], config: dict[str, str], unused: set[str]) -> bool:
    """Whether attributes have a number only because of parameters that are not kept."""
    names = "|".join(re.escape(config[n].removeprefix("self.")) for n in unused)
    return any(re.fullmatch(rf"(?:{names})_(?:\d+|layer)", a.name) for a in found)


def _config_attributes(
    parameters: Iterable[Parameter], taken: set[str], reserved: frozenset[str]
) -> dict[str, str]:
    config = {}
    for parameter in parameters:
        if parameter.role in ("config", "kwargs"):
            name = attribute_name(parameter.written, taken, reserved)
            taken.add(name)
            config[parameter.name] = f"self.{name}"
    return config
