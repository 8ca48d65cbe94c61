"""Names that TF1 gives by what else is in the graph, and code that asks for them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence

from migrate.lift.checks.shared_turns import check_shared_turns
from migrate.lift.checks.taken_names import levels_named, taken_before
from migrate.lift.classes.objects import scopes_around
from migrate.lift.functions.attributes import Attribute
from migrate.lift.functions.computed_levels import begins
from migrate.lift.functions.roles import OwnScope
from migrate.lift.functions.site_names import assigned_name, site_name
from migrate.lift.functions.site_paths import exclusive
from migrate.lift.functions.site_turns import runs_in_one_turn
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import bindings_of, targeted_names
from migrate.lift.source.sites import Scope, Site
from migrate.lift.source.source import loads
from migrate.lift.source.view import View
from migrate.lift.text.scope_levels import added_levels, writes_slash
from migrate.model.naming import NamedVariable
from migrate.nodes import walk

_NAMES = frozenset({"name", "op"})
# What a layer object of TF1's has and the layer that it becomes has, too; of Keras' layers also the others.
_OF_LAYERS = frozenset(["kernel", "bias", "gamma", "beta", "units", "use_bias", "name"])
_OF_KERAS = _OF_LAYERS | {"moving_mean", "moving_variance", "losses", "weights", "variables"}
_OF_KERAS |= {"trainable_weights", "trainable_variables", "activation", "trainable"}
_CONVERSION = re.compile(r"%[^a-zA-Z%]*[a-zA-Z]")  # `%d` of a format


def check(view: View, own: OwnScope, found: Sequence[Attribute]) -> None:
    """Refuses a function whose variables may have other names in TF1 than their own text says.

    Raises:
      Refused: something else takes a name first, or code asks what a variable is called.
    """
    _check_set_again(view)
    _check_shared(view, found)
    _check_turns(view, found)
    check_shared_turns(view, own, found)
    _check_objects(view)
    _check_slashes(view, own)
    _check_operations(view)
    _check_scopes_before(view)
    _check_name_scopes(view)
    _check_questions(view)


def _check_set_again(view: View) -> None:
    """What names a scope must keep its value within it: a layer says the name where it makes the parts.

    with tf.variable_scope(name):
        if name == "score":
            name = "fc8"  # below it is still `score`
        w = tf.get_variable("w", [4])
    """
    places = [s.node for s in view.sites] + [s.node for s in view.scopes]
    for scope in view.scopes:
        end = scope.node.end_lineno or 0
        for name in loads(scope.name) if scope.name is not None else ():
            for statement in view.assignments(name):
                at = statement.lineno
                if scope.node.lineno < at <= end and any(at < p.lineno <= end for p in places):
                    text = f"`{name}`, which names the scope of line {scope.node.lineno}, is set again within it"
                    raise Refused("TF302", text, at)


def _check_shared(view: View, found: Sequence[Attribute]) -> None:
    """Two attributes must not hold one variable, nor two whose names TF1 takes for equal (it ignores case)."""
    of_line: dict[int, list[Attribute]] = {}
    for attribute in found:
        for site in attribute.sites:
            of_line.setdefault(site.node.lineno, []).append(attribute)
    seen: dict[str, NamedVariable] = {}
    for variable in _met(view):
        if "{" in variable.name:
            continue
        known = seen.setdefault(variable.name.lower(), variable)
        if known is variable or (known.name == variable.name and known.line == variable.line):
            continue
        ours, theirs = of_line.get(variable.line, []), of_line.get(known.line, [])
        if not ours or not theirs or any(a in theirs for a in ours):
            continue
        if any(exclusive(a.sites[0], b.sites[0]) for a in theirs for b in ours):
            continue
        text = f"`{variable.name}` is made in line {known.line} too"
        raise Refused("TF303", text, variable.line)


def _met(view: View) -> Iterator[NamedVariable]:
    """The variables of the function, those that several places make once for each."""
    if view.names is not None:
        yield from view.names.variables
        for places in view.names.shared:
            yield from places[1:]


def _check_turns(view: View, found: Sequence[Attribute]) -> None:
    """What each turn of a loop makes anew must have a name that differs from turn to turn."""
    lines = {s.node.lineno for a in found if a.loops for s in a.sites if not runs_in_one_turn(s)}
    for variable in view.names.variables if view.names else ():
        if variable.line in lines and "{" not in variable.name:
            text = f"`{variable.name}` is made in each turn of a loop"
            raise Refused("TF303", text, variable.line)


def _check_objects(view: View) -> None:
    """A layer object that other code is given makes its variables where that first calls it."""
    for site in view.sites:
        name = assigned_name(site) if site.kind == "class" else ""
        for use in view.uses(name) if name else ():
            parent = view.parents.get(id(use))
            called = isinstance(parent, ast.Call) and parent.func is use
            if not called and not isinstance(parent, ast.Attribute):
                raise Refused("TF305", f"hands on the layer `{name}`", use.lineno)
            held = _OF_KERAS if view.target.imported == "keras" else _OF_LAYERS
            if isinstance(parent, ast.Attribute) and parent.attr not in held:
                text = f"`{name}.{parent.attr}`, which the layer that it becomes may not have"
                raise Refused("TF316", text, use.lineno)
            if (
                called
                and not view.target.scopes_in_call
                and scopes_around(view, use) != set(site.scopes)
            ):
                text = f"`{name}` is made in one scope and called in another"
                raise Refused("TF313", text, use.lineno)


def _check_slashes(view: View, own: OwnScope) -> None:
    """No part of Keras takes a name with a `/`, whoever gives it; as the name of a layer `get_layer` takes it apart."""
    named = [(site_name(view, s), s.node.lineno) for s in view.sites]
    inner = [s for s in view.scopes if s.kind == "variable_scope" and s is not own.scope]
    named += [(s.name, s.node.lineno) for s in inner]
    for scope in inner if view.target.imported == "keras" else ():
        name = scope.name
        if name is None or isinstance(name, ast.Constant):
            continue
        parts = writes_slash(name) and added_levels(name, ast.unparse) is None
        if parts or _slashed_elsewhere(view, name):
            text = f"scope name `{ast.unparse(name)}` has a `/`"
            raise Refused("TF309", text, scope.node.lineno)
    for node, line in named:
        for part in walk(node) if node is not None else ():
            if isinstance(part, ast.Name) and part.id in view.param_names:
                given = view.tree.arguments.texts_given(view.key, part.id)
                empty = _may_be_empty(node)
                slashes = [t for t in sorted(given) if "/" in t or (empty and not t)]
                if slashes:
                    raise Refused("TF309", f"is called with the name {slashes[0]!r}", line)
    for site in view.sites:
        node = site_name(view, site)
        if node is None:
            continue
        for part in walk(node) if site.kind != "weight" else ():
            if isinstance(part, ast.Constant) and "/" in str(part.value):
                text = f"calls `{ast.unparse(site.node.func)}` with the name {part.value!r}"
                raise Refused("TF309", text, site.node.lineno)
        if site.kind != "weight" or view.target.scopes_in_call:
            slashed = _slashed_elsewhere(view, node)
            if slashed:
                raise Refused("TF309", f"the name `{slashed}` has a `/`", site.node.lineno)


def _slashed_elsewhere(view: View, node: ast.expr) -> str:
    """The part of a name that is put together somewhere else, with a `/`."""
    for part in walk(node):
        if isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute):
            if part.func.attr == "join" and not isinstance(part.func.value, ast.Constant):
                return ast.unparse(part)  # os.path.join
        if isinstance(part, ast.Name):
            here = [v for t, v in bindings_of(view.body) if part.id in targeted_names(t)]
            bound = here or part.id in view.param_names
            module = () if bound else bindings_of(view.source.tree.body)
            values = [*here, *(v for t, v in module if part.id in targeted_names(t))]
            texts = [n for v in values if v is not None for n in walk(v)]
            if any(isinstance(n, ast.Constant) and "/" in str(n.value) for n in texts):
                return ast.unparse(part)
    return ""


def _may_be_empty(node: ast.AST | None) -> bool:
    """Whether a name that is put together may have no letter at all: `name`, but not ``name + "_" + str(i)``."""
    if isinstance(node, ast.Constant):
        return node.value in ("", None)
    if isinstance(node, ast.JoinedStr):
        return all(_may_be_empty(part) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _may_be_empty(node.left) and _may_be_empty(node.right)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        text = node.left.value if isinstance(node.left, ast.Constant) else None
        return not isinstance(text, str) or not _CONVERSION.sub("", text)
    return True


def _check_operations(view: View) -> None:
    """An operation that takes the name of a variable which is made after it: the variable's gets a number."""
    made: dict[str, int] = {}
    for site in view.sites:
        name = site_name(view, site) if site.kind == "weight" else None
        if isinstance(name, ast.Constant) and isinstance(name.value, str):
            made[name.value.lower()] = max(made.get(name.value.lower(), 0), site.node.lineno)
    for variable in view.names.variables if view.names is not None else ():
        for level in levels_named(variable):  # also of a function that is called
            made[level] = max(made.get(level, 0), variable.line)
    own = {id(s.node) for s in view.sites} | {id(s.item.context_expr) for s in view.scopes}
    found = taken_before(view.tree, view.key, view.body, made, own, arguments=False)
    if found is not None:
        text = f"an operation is called `{found[0]}` before the variable is made"
        raise Refused("TF307", text, found[1])


def _check_scopes_before(view: View) -> None:
    """A scope takes a name of operations: TF1 numbers a variable of that name that comes after it (it ignores case).

    ``with tf.name_scope("embedding"): tf.get_variable("Embedding")`` makes `Embedding_1` (TF 1.15, ops.py: unique_name).
    """
    opened = view.tree.opened
    beside = [(_scope_name(view, s), s.node.lineno) for s in view.sites if s.kind != "weight"]
    for site in view.sites:
        name = site_name(view, site) if site.kind == "weight" else None
        value = name.value if isinstance(name, ast.Constant) else None
        if site.symbol != "tf.get_variable" or not isinstance(value, str):
            continue
        inside = [s.node.lineno for s in site.scopes if s.kind == "variable_scope"]
        line, known = site.node.lineno, opened.get(value.lower(), ())
        here = [at for key, at in known if key == view.key]
        elsewhere = any(k != view.key and view.tree.meet(k[0], view.key[0]) for k, _ in known)
        made = any(text == value.lower() and at < line for text, at in beside)
        before = any(at <= line and at not in inside for at in here)
        if made or before or (elsewhere and not inside):
            shown = f"a scope is called as the variable `{value}`, which TF1 may number"
            raise Refused("TF307", shown, line)


def _scope_name(view: View, site: Site) -> str:
    """The name of the scope that a layer or a function of the tree opens, in lower case, "" when it is not written out."""
    name = site_name(view, site)
    if name is None and site.callee is not None and site.callee in view.lifted:
        default = view.lifted[site.callee].name_default
        name = None if default is None else ast.parse(default, mode="eval").body
    value = name.value if isinstance(name, ast.Constant) else ""
    return value.lower() if isinstance(value, str) else ""


def _check_name_scopes(view: View) -> None:
    """A `tf.Variable` follows the name scope, which gets a number where another was opened by its name."""
    around: dict[int, Scope] = {
        id(scope.node): scope
        for site in view.sites
        if site.symbol == "tf.Variable"
        for scope in site.scopes
    }
    if not around:
        return
    elsewhere = list(_opened_elsewhere(view))
    opened = [t.strip("\"'") for t in elsewhere]
    for scope in around.values():
        text = ast.unparse(scope.name) if scope.name is not None else ""
        here = [s for s in view.scopes if s.name is not None and ast.unparse(s.name) == text]
        if len({id(s.node) for s in here}) > 1 or (
            isinstance(scope.name, ast.Constant) and scope.name.value in opened
        ):
            line = scope.node.lineno
            raise Refused("TF307", f"`tf.Variable` in a scope `{text}` that is opened again", line)
        others = [(s.name, s.node) for s in view.scopes if s.node is not scope.node]
        known = [begins(n) for n, node in others if not _within(node, scope.node)]
        named = (begins(ast.parse(t, mode="eval").body) for t in elsewhere)
        known += [b for b in named if b]  # what another function is given is another name
        for other in known if scope.name is not None and _is_computed(scope.name) else ():
            mine = begins(scope.name)
            if mine.startswith(other) or other.startswith(mine):
                line = scope.node.lineno
                what = f"`tf.Variable` in a scope `{text}`, which another may be called like"
                raise Refused("TF307", what, line)


def _is_computed(name: ast.expr) -> bool:
    return not isinstance(name, (ast.Constant, ast.Name))


def _within(node: ast.AST, outer: ast.AST) -> bool:
    return any(part is node for part in walk(outer))


def _opened_elsewhere(view: View) -> Iterator[str]:
    for key, function in view.tree.graph.functions.items():
        if key != view.key and not view.tree.apart(key[0], view.key[0]):
            for entry in function.entries:
                if entry.name is not None and entry.kind in ("variable_scope", "name_scope"):
                    yield entry.name.text


def _check_questions(view: View) -> None:
    """Code that asks for the name of a variable: only in a graph program does a layer's have TF1's."""
    weights = {assigned_name(s) for s in view.sites if s.kind == "weight"} - {""}
    sites = {id(s.node) for s in view.sites if s.kind == "weight"}
    for statement in view.body:
        for part in walk(statement):
            if not isinstance(part, ast.Attribute) or part.attr not in _NAMES:
                continue
            value = part.value
            ours = isinstance(value, ast.Name) and value.id in weights
            if (ours or id(value) in sites) and not _in_summary(view, part):
                text = f"`{ast.unparse(part)}` is the variable's full name"
                raise Refused("TF306", text, part.lineno)


def _in_summary(view: View, node: ast.AST) -> bool:
    """Whether something is only said in a summary, where a name is a label."""
    above: ast.AST | None = node
    while above is not None:
        if isinstance(above, ast.Call) and view.source.called(above).startswith("tf.summary."):
            return True
        above = view.parents.get(id(above))
    return False
