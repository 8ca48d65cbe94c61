"""The text that makes the weight or sublayer of a site, and the text that calls it."""

from __future__ import annotations

import ast

from migrate.lift.binding.non_tensors import NonTensors
from migrate.lift.cells.cells import is_cell
from migrate.lift.classes.objects import object_constructor
from migrate.lift.functions.auto_names import level_of
from migrate.lift.functions.site_names import call_arguments, site_name
from migrate.lift.functions.telling import tells
from migrate.lift.functions.told_weights import weights_told
from migrate.lift.normal.computed_scope import Naming
from migrate.lift.plans import Lifted, NeedsName, Parameter, Refused
from migrate.lift.source.sites import Site
from migrate.lift.source.view import View
from migrate.lift.text.callers import (
    class_reference,
    extra_arguments,
    in_order_of_text,
    may_be_constant,
)
from migrate.lift.text.layer_text import (
    cell_constructor,
    layer_call,
    layer_constructor,
)
from migrate.lift.text.remarks import joined, with_remarks
from migrate.lift.text.weight_text import (
    Text,
    weight_text,
)
from migrate.nodes import walk
from migrate.plan.times import Time


def constructor(
    view: View, site: Site, layer_name: str | None, text: Text, collected: bool = False
) -> str:
    """The expression that makes what the site creates.

    Args:
      layer_name: the source of the name that TF1 gives a layer without one; None when it needs none.
      text: renders an expression where the constructor stands.
      collected: a statement behind it says the collections of a weight.

    Raises:
      Refused: something about it has no counterpart.
    """
    if site.kind == "weight" and site.callee is not None:
        return made_by_helper(view, site, layer_name, text, view.target.owner)
    if site.kind == "weight":
        return weight_text(view, site, layer_name, text, collected)
    if site.kind in ("layer", "class"):
        return layer_constructor(view, site, layer_name, text)
    if site.kind == "cell":
        return cell_constructor(view, site.node, text, layer_name)
    if site.kind == "object":
        return object_constructor(view, site, text)
    return _lifted(view, site, layer_name, text)


def made_by_helper(view: View, site: Site, weight_name: str | None, text: Text, owner: str) -> str:
    """A weight that a function of the tree makes for the layer it is given: ``owner``, "" for none."""
    assert site.callee is not None
    named = site_name(view, site)
    if named is None and weight_name is None:
        raise Refused("TF307", "a variable without a name", site.node.lineno)
    given = (*site.node.args, *(k.value for k in site.node.keywords))
    within = named is not None and any(named is a for a in given)
    helper = view.lifted[site.callee]
    factory = view.tree.factories[site.callee]
    takes = [factory.parameter] if factory.parameter else list(helper.names("name"))
    if weight_name is not None and not within and not takes:
        raise NeedsName(site.callee, site.node.lineno)
    parts = [owner] if owner else []
    for argument in site.node.args:
        if isinstance(argument, ast.Starred):
            raise Refused("TF310", "arguments that are passed through (`*`)", site.node.lineno)
        own = weight_name is not None and argument is named
        parts.append(str(weight_name) if own else config_value(view, argument, text))
    for keyword in site.node.keywords:
        if keyword.arg is None:
            raise Refused("TF310", "arguments that are passed through (`**`)", site.node.lineno)
        own = weight_name is not None and keyword.value is named
        shown = weight_name if own else config_value(view, keyword.value, text)
        parts.append(f"{keyword.arg}={shown}")
    if weight_name is not None and not within and weight_name != factory.literal:
        parts.append(f"{takes[0]}={weight_name}")
    return f"{class_reference(site.node.func, helper)}({', '.join(parts)})"


def _lifted(view: View, site: Site, layer_name: str | None, text: Text) -> str:
    assert site.callee is not None
    lifted = view.lifted[site.callee]
    given = call_arguments(view, site.node, site.callee)
    through = _passed_through(view, site, lifted, given)
    positional = {id(a) for a in site.node.args}
    parts: list[str] = []
    in_order = True
    for parameter in lifted.parameters:
        if parameter.role != "config":
            continue
        node = given.get(parameter.name)
        if node is None:
            in_order = False
            continue
        if view.time(node) is Time.CALL:
            what = f"`{parameter.name}` of `{site.callee[1]}` (`{ast.unparse(node)}`)"
            raise Refused("TF311", what, site.node.lineno)
        shown = config_value(view, node, text)
        if not in_order or id(node) not in positional or parameter.keyword:
            in_order = False
            shown = f"{parameter.written}={shown}"
        parts.append(with_remarks(view.source, site.node, node, shown))
    parts += _extra(view, site, lifted, text)
    parts += tells(view, site, lifted, level_of)
    parts += weights_told(view, site, lifted)
    name_node = site_name(view, site)
    if lifted.naming is not None:
        parts.append(f"name={_computed_name(view, site, lifted.naming, given, text)}")
    elif name_node is not None:
        parts.append(f"name={text(name_node)}{_or_default(view, name_node, lifted)}")
    elif layer_name is not None:
        parts.append(f"name={layer_name}")
    if through is not None:
        parts.append(f"**{text(through)}")
    return f"{class_reference(site.node.func, lifted)}({joined(parts)})"


def _or_default(view: View, node: ast.expr, lifted: Lifted) -> str:
    """The name that a function has where the parameter that names its scope is None: ``name or "x"``."""
    if lifted.counted or lifted.transparent or not lifted.name_default:
        return ""
    if not isinstance(node, ast.Name) or node.id not in view.param_names:
        return ""
    given = [d for a, d, _ in view.params if a.arg == node.id]
    given += [value for _, value in view.tree.given(view.key, node.id)]
    none = any(isinstance(g, ast.Constant) and g.value is None for g in given)
    return f" or {lifted.name_default}" if none else ""


def _computed_name(
    view: View, site: Site, naming: Naming, given: dict[str, ast.expr], text: Text
) -> str:
    """The name that a function gave its scope, with the arguments of this call."""
    for name in naming.parameters:
        if name in given and view.time(given[name]) is Time.CALL:
            shown = f"scope name `{naming.source}` (`{ast.unparse(given[name])}`)"
            raise Refused("TF302", shown, site.node.lineno)
    found = naming.text({n: (given[n], text(given[n])) for n in naming.parameters if n in given})
    if found is None:
        raise Refused("TF302", f"scope name `{naming.source}`", site.node.lineno)
    return found


def _extra(view: View, site: Site, lifted: Lifted, text: Text) -> list[str]:
    """The arguments that the function takes by its own ``**``."""
    parts = []
    for keyword in extra_arguments(site.node, lifted):
        if view.time(keyword.value) is Time.CALL:
            what = f"`{keyword.arg}` of `{lifted.key[1]}` (`{ast.unparse(keyword.value)}`)"
            raise Refused("TF311", what, site.node.lineno)
        parts.append(f"{keyword.arg}={config_value(view, keyword.value, text)}")
    return parts


def _passed_through(
    view: View, site: Site, lifted: Lifted, given: dict[str, ast.expr]
) -> ast.expr | None:
    """The mapping of a ``**`` argument, which may only hold what the constructor takes."""
    if any(isinstance(a, ast.Starred) for a in site.node.args):
        raise Refused("TF310", "arguments that are passed through (`*`)", site.node.lineno)
    mappings = [k.value for k in site.node.keywords if k.arg is None]
    if not mappings:
        return None
    rest = [
        p for p in lifted.parameters if p.name not in given and p.role not in ("unused", "kwargs")
    ]
    plain = len(mappings) == 1 and isinstance(mappings[0], ast.Name)
    if not plain or any(p.role != "config" or p.shown for p in rest):
        raise Refused("TF310", "arguments that are passed through (`**`)", site.node.lineno)
    return mappings[0]


def config_value(view: View, node: ast.expr, text: Text) -> str:
    """An argument of a lifted function's constructor: TF1 initializers become the target's."""
    return for_target(view, node, text) or text(node)


def for_target(view: View, node: ast.expr, text: Text) -> str | None:
    """A call that makes a TF1 initializer or regularizer as the target writes it; None for any other expression."""
    if not view.source.called(node):
        return None
    if is_cell(view, node):
        assert isinstance(node, ast.Call)
        return cell_constructor(view, node, text)
    shown = view.target.initializer(view.source, node, text)
    return shown or view.target.regularizer(view, node, text)


def _may_be_bool(parameter: Parameter) -> bool:
    """Whether some calls may give what is no tensor, which Keras takes by its name only, as it does its own names."""
    own = parameter.name in ("training", "mask", "is_training")
    return own or parameter.default in ("True", "False")


def _may_be_number(view: View, node: ast.expr) -> bool:
    """Whether a value is an item of what a function of the tree gives, such as its own list of a tensor's sizes.

    Keras takes what is no tensor by its name only.
    """
    values = [node]
    if isinstance(node, ast.Name):
        values = [a.value for a in view.assignments(node.id) if isinstance(a, ast.Assign)]
    for value in values:
        if isinstance(value, ast.Subscript):
            base = value.value
            given = [base]
            if isinstance(base, ast.Name):
                given = [a.value for a in view.assignments(base.id) if isinstance(a, ast.Assign)]
            made = {id(s.node) for s in view.sites}
            for call in given:
                own = isinstance(call, ast.Call) and not view.source.called(call)
                if own and id(call) not in made:
                    return True
    return False


def call_text(view: View, site: Site, attribute: str, text: Text) -> str:
    """The expression that calls what the site created."""
    if site.kind in ("weight", "class", "cell", "object"):
        return attribute
    if site.kind == "layer":
        return layer_call(view, site, attribute, text)
    assert site.callee is not None
    lifted = view.lifted[site.callee]
    given = call_arguments(view, site.node, site.callee)
    made = {id(s.node) for s in view.sites}
    creating = [n for n in given.values() if any(id(part) in made for part in walk(n))]
    if len(creating) > 1 and not in_order_of_text(
        [n for p in lifted.parameters if (n := given.get(p.name)) is not None]
    ):
        what = f"calls `{site.callee[1]}` with arguments in another order"
        raise Refused("TF313", what, site.node.lineno)
    parts: list[str] = []
    first = True
    left_out = (
        False  # one that keeps its default: what comes behind it has no place without its name
    )
    for parameter in lifted.parameters:
        if parameter.role == "call" and parameter.name in given:
            node = given[parameter.name]
            plain = first or (
                view.time(node) is Time.CALL
                and not parameter.keyword
                and all("=" not in p for p in parts)
            )
            plain = plain and not left_out and not _may_be_bool(parameter)
            constant = may_be_constant(node) or _may_be_number(view, node)
            named = NonTensors(view.tree, doubt=not first).may_be(view.key, node)
            named = named and not view.target.plain_calls
            plain = plain and not named and (first or not constant)
            parts.append(text(node) if plain else f"{parameter.name}={text(node)}")
        elif parameter.role == "call" and parameter.name == "training":
            # Keras would hand down what the caller was called with.
            parts.append(f"training={parameter.default}")
        elif parameter.role == "call":
            left_out = True
        if parameter.role == "call":
            first = False
    return f"{attribute}({', '.join(parts)})"
