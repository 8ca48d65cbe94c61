"""Which settings of scopes a layer of `get_layer` follows when the program runs, as TF1's function did.

Code that stays calls a lifted layer through `get_layer`, which knows the scope that is current then. What it cannot do there
keeps the function on the shim.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence

from migrate.lift.binding.times import TreeTimes
from migrate.lift.checks.handed_down import Setting
from migrate.lift.checks.handed_getters import given_getters
from migrate.lift.source.sites import Site, Sites
from migrate.lift.source.source import LiftSource
from migrate.lift.text import values
from migrate.model.tree import Key
from migrate.nodes import walk
from migrate.outcomes import Reason

_GLOROT = ("glorot", "xavier")
_LAYERS = ("tf.layers.", "tf.contrib.layers.", "tf.contrib.slim.")
# What a getter may ask TensorFlow for, of which the answer depends on the scopes in a function.
_ASKS_FOR_SCOPES = frozenset(
    ["get_variable_scope", "VariableScope", "get_name_scope", "unique_name", "get_default_graph"]
)


def kept_by(
    key: Key, settings: Sequence[Setting], found: Sites, tree: TreeTimes, target: str
) -> Reason | None:
    """Why a function stays on the shim that is handed these settings, if it does.

    Args:
      found: what it creates.
      target: what is imported for its target, ``keras`` or nothing.
    """
    function = tree.graph.functions[key]
    for setting in settings:
        check = (_CHECKS if target == "keras" else _OF_MODULES).get(setting.name)
        if check is None:
            return Reason("TF306", setting.text, 0)
        own = next(((s, at) for s, at in function.symbols if s.startswith("tf.keras.")), None)
        why = check(setting, found, tree, tree.sources[key[0]])
        if own is not None:
            why = f"which `{own[0]}` does not take", own[1]
        if why:
            by_others = setting.name == "dtype" and own is None
            text = f"{setting.text}, {why[0]}"
            return Reason("TF306", text, why[1] or function.span.line, by_others=by_others)
    return None


def _custom_getter(
    setting: Setting, found: Sites, tree: TreeTimes, source: LiftSource
) -> tuple[str, int] | None:
    del source
    return _getter(setting, tree.sources) or _asked_otherwise(setting, found, tree.sources)


def _initializer(
    setting: Setting, found: Sites, tree: TreeTimes, source: LiftSource
) -> tuple[str, int] | None:
    """At run time, Keras' default initializer stands for none; so nothing may have been given that one."""
    del setting
    glorot = any(_mentions_glorot(each) for each in tree.sources.values())
    for site in found.sites:
        line, shown = site.node.lineno, f"`{ast.unparse(site.node.func)}`"
        rule = tree.rules.get(site.symbol)
        given = values.arguments(site.node, rule.parameters if rule else ()) or {}
        for scope in site.settings:
            given = {**scope.given, **given}
        if rule and "weights_initializer" in rule.parameters and "weights_initializer" not in given:
            return f"where {shown} has an initializer of its own", line
        if rule is not None and rule.kind == "runner":
            cell = _initialized_cell(tree)
            if cell is not None:
                return f"and not the initializer of `{cell}`, which may be the default one", line
        for name, node in given.items():
            if "initializer" not in name or values.constant(node, None):
                continue
            text = values.initializer(source, node, ast.unparse)
            if isinstance(node, ast.Constant):
                text = str(node.value)
            known = text is not None and "glorot" not in text.lower()
            if not known and (glorot or text is not None):
                return f"and not `{ast.unparse(node)}`, which may be the default one", line
    return None


def _first_values(
    setting: Setting, found: Sites, tree: TreeTimes, source: LiftSource
) -> tuple[str, int] | None:
    """A `tf.Module` leaves first values to the scope where they were not given; what may be None is not known to be."""
    del setting, tree, source
    for site in found.sites:
        if site.callee is None and site.kind not in ("weight", "layer", "class", "cell"):
            return f"which `{ast.unparse(site.node.func)}` may take", site.node.lineno
    return None


def _mentions_glorot(source: LiftSource) -> bool:
    if "glorot" not in source.memo:
        source.memo["glorot"] = any(name in source.text.lower() for name in _GLOROT)
    return bool(source.memo["glorot"])


def _initialized_cell(tree: TreeTimes) -> str | None:
    """An RNN cell of the tree that may be given Keras' default initializer."""
    for function in tree.graph.functions.values():
        for creation in function.creations:
            for name, given in creation.args if creation.kind == "cell" else ():
                plain = given.symbols and not any(n in given.text.lower() for n in _GLOROT)
                if name.startswith("*") or (
                    "initializer" in name and given.text != "None" and not plain
                ):
                    return creation.symbol
    return None


def _regularizer(
    setting: Setting, found: Sites, tree: TreeTimes, source: LiftSource
) -> tuple[str, int] | None:
    """TF1's layers had losses by their own regularizer and by that of the scope; `tf.Variable` had none."""
    del setting, source
    for site in found.sites:
        line, shown = site.node.lineno, f"`{ast.unparse(site.node.func)}`"
        if site.symbol == "tf.Variable":
            return f"which {shown} does not take", line
        given = _given(site, tree) if site.kind in ("layer", "class") else ()
        if any("regularizer" in name for name in given):
            return f"besides that of {shown}", line
    return None


def _dtype(
    setting: Setting, found: Sites, tree: TreeTimes, source: LiftSource
) -> tuple[str, int] | None:
    """Layers have variables of `tf.float32`, which is what the scope has to say, too."""
    del found, source
    node, where, key = setting.value, setting.source, setting.key
    if isinstance(node, ast.Name) and key is not None and tree.function(key) is not None:
        node = tree.arguments.never_given(key, node.id) or node
    symbol = where.symbol(node) if node is not None and where is not None else ""
    if not symbol and isinstance(node, ast.Attribute):
        symbol = _only_value(node.attr, tree.sources)
    return None if symbol == "tf.float32" else ("which may be another one than `tf.float32`", 0)


_OF_MODULES = {
    "custom_getter": _custom_getter,
    "initializer": _first_values,
    "regularizer": _regularizer,
    "dtype": _dtype,
}
_CHECKS = {
    "custom_getter": _custom_getter,
    "initializer": _initializer,
    "regularizer": _regularizer,
    "dtype": _dtype,
}


def _only_value(attribute: str, sources: Mapping[str, LiftSource]) -> str:
    """The symbol of TensorFlow that an attribute is set to everywhere in the tree, "" if there is none."""
    found: set[str] = set()
    for source in sources.values():
        set_here = [n for n in source.attributes.get(attribute, ()) if isinstance(n.ctx, ast.Store)]
        assigned = {
            id(target): source.symbol(node.value)
            for node in (source.symbols.nodes if set_here else ())
            if isinstance(node, ast.Assign)
            for target in node.targets
        }
        found |= {assigned.get(id(target), "") for target in set_here}
    return found.pop() if len(found) == 1 else ""


def _getter(setting: Setting, sources: Mapping[str, LiftSource]) -> tuple[str, int] | None:
    """What may be wrong with the answers of a getter."""
    shown = "" if setting.value is None else f"`{ast.unparse(setting.value)}`"
    bodies = list(getter_bodies(setting, sources))
    if not bodies:
        return f"and what {shown or 'it'} returns is not known", 0
    names = _mentions(bodies)
    if any("cast" in name.lower() for name in names):
        return f"and {shown} may return another type", 0
    asked = sorted(_ASKS_FOR_SCOPES & names)
    if asked:  # a layer is in no variable scope of its own when it asks the getter
        return f"and {shown} asks for the scope by `{asked[0]}`", 0
    return None


def _asked_otherwise(
    setting: Setting, found: Sites, sources: Mapping[str, LiftSource]
) -> tuple[str, int] | None:
    """What of a function would be asked of a getter otherwise than TF1 did."""
    names = _mentions(getter_bodies(setting, sources))
    weights: list[Site] = []
    for site in found.sites:
        text, line = f"`{ast.unparse(site.node.func)}`", site.node.lineno
        if site.kind in ("class", "cell", "other"):
            return f"where {text} keeps what it returned first", line
        if site.kind == "weight":
            if site.symbol != "tf.get_variable":
                return f"which {text} does not ask", line
            if _asks_again(site, weights, found):
                return f"which {text} asks again for a variable", line
            weights.append(site)
        if site.kind != "layer":
            continue
        if not site.symbol.startswith(_LAYERS) or "rnn" in site.symbol.lower():
            return f"where {text} keeps what it returned first", line
        if any("regularizer" in name for name in _arguments(site)):
            return f"and {text} regularizes what it returned", line
        if "collections" in names and ".contrib." in site.symbol:
            return f"which {text} tells of other collections", line
    return None


def _asks_again(site: Site, before: Sequence[Site], found: Sites) -> bool:
    """Whether TF1 asked for a variable once more that a layer has already."""
    scopes = [s for s in site.scopes if s.kind == "variable_scope"]
    if any(isinstance(s.reuse, ast.Constant) and s.reuse.value for s in scopes):
        return True
    turns = {id(n) for loop in site.loops for n in walk(loop)}
    if site.loops and (found.switches or any(s.reuse and id(s.node) in turns for s in scopes)):
        return True
    arms = dict(site.arms)
    return any(
        _asked(other) == _asked(site)
        and all(arms.get(test, arm) == arm for test, arm in other.arms)
        for other in before
    )


def _asked(site: Site) -> tuple[str, ...]:
    """What tells one variable from another in a function."""
    scopes = [s for s in site.scopes if s.kind == "variable_scope"]
    given = [*site.node.args, *site.node.keywords]
    if site.callee is None:
        given = [*site.node.args[:1], *(k for k in site.node.keywords if k.arg == "name")]
    levels = [ast.unparse(s.name) if s.name is not None else str(id(s)) for s in scopes]
    return (ast.unparse(site.node.func), *levels, *map(ast.unparse, given))


def _arguments(site: Site) -> Iterator[str]:
    """The names of what a call is given, by itself or by scopes around."""
    yield from (k.arg or "" for k in site.node.keywords)
    for scope in site.settings:
        yield from scope.given


def _given(site: Site, tree: TreeTimes) -> Iterator[str]:
    """As `_arguments`, with those that have their names by their places."""
    rule = tree.rules.get(site.symbol)
    yield from (n for n, _ in zip(rule.parameters if rule else (), site.node.args, strict=False))
    yield from _arguments(site)


def getter_bodies(setting: Setting, sources: Mapping[str, LiftSource]) -> Iterator[ast.AST]:
    """The functions that a getter consists of; none if one of them is not known."""
    if setting.value is None or setting.source is None:
        return
    given = given_getters(setting.value, setting.key, sources)
    found = [list(_body(source, value, sources)) for source, value in given or ()]
    if given is None:
        yield from _body(setting.source, setting.value, sources)
    elif all(found):
        yield from (node for nodes in found for node in nodes)


def _body(
    source: LiftSource, value: ast.expr, sources: Mapping[str, LiftSource]
) -> Iterator[ast.AST]:
    """The functions that one getter consists of."""
    if isinstance(value, ast.Lambda):
        yield value
        return
    made = value.func if isinstance(value, ast.Call) else value
    target = source.symbols.target(made)
    if target is None or target[0] not in sources:
        return
    functions = sources[target[0]].functions
    for qualname, node in functions.items():
        if qualname.replace(".<locals>", "") == target[1]:
            yield node
            names = {n.id for n in walk(node) if isinstance(n, ast.Name)}
            yield from (functions[name] for name in sorted(names & functions.keys()))


def _mentions(bodies: Iterable[ast.AST]) -> set[str]:
    """The names, attributes, keywords and texts in functions."""
    found: set[str] = set()
    for node in bodies:
        for part in walk(node):
            if isinstance(part, ast.Name):
                found.add(part.id)
            elif isinstance(part, ast.Attribute):
                found.add(part.attr)
            elif isinstance(part, ast.keyword | ast.arg):
                found.add(part.arg or "")
            elif isinstance(part, ast.Constant) and isinstance(part.value, str):
                found.add(part.value)
    return found
