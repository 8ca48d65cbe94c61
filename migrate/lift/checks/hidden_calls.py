"""Calls of what only the run knows, which may create variables: a layer must not make them when it is called.

def both(x):
    return NETS["a"].run(x)      # a helper, as far as its text says

def head(x):
    return tf.layers.dense(both(x), 2, name="head")      # TF305
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from migrate.lift.binding.value_origins import Origin
from migrate.lift.checks.hidden_reads import hidden_reads
from migrate.lift.methods.method_class import attribute_of, receiver
from migrate.lift.plans import Refused
from migrate.lift.source.attribute_values import attribute_values, set_anywhere
from migrate.lift.source.bodies import bindings_of, own_calls, targeted_names
from migrate.lift.source.function_tables import looked_up
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.lift.source.tuple_fields import fields_of_tuples
from migrate.model.expressions import span
from migrate.model.tree import Key
from migrate.nodes import walk

if TYPE_CHECKING:
    from migrate.lift.source.view import View

_NAMESPACES = ("tf.nn", "tf.math")
_CALLED = frozenset(["activation", "activation_fn", "normalizer_fn"])
_COMPUTES = ("tf.nn.", "tf.math.", "tf.tanh", "tf.sigmoid", "tf.identity")


def check_hidden(view: View) -> None:
    """What a function calls, itself or through helpers that create nothing in sight, must create nothing.

    Raises:
      Refused: it may run a method or a function of the tree that creates variables.
    """
    known = {id(site.node) for site in view.sites}
    known |= {id(one.node) for one in view.called_values}
    for call in unknown_calls(view, view.key, view.source, view.body):
        if id(call) not in known and may_create(view, view.key, call):
            shown = ast.unparse(call.func)
            raise Refused("TF305", f"calls `{shown}`, which may create variables", call.lineno)
    _check_given(view)
    unseen = view.tree.creating_values.unseen
    for read in hidden_reads(view.source, view.body, unseen):
        text = f"reads `{ast.unparse(read)}`, which may create variables"
        raise Refused("TF305", text, read.lineno)
    for key, line in helpers(view):
        body = view.tree.sources[key[0]].functions[key[1]].body
        for read in hidden_reads(view.tree.sources[key[0]], body, unseen):
            text = f"calls `{key[1]}`, in which `{ast.unparse(read)}` may create variables"
            raise Refused("TF305", text, line)
        for call in unknown_calls(view, key, view.tree.sources[key[0]], body):
            if may_create(view, key, call):
                shown = (
                    f"calls `{key[1]}`, in which `{ast.unparse(call.func)}` may create variables"
                )
                raise Refused("TF305", shown, line)


def _check_given(view: View) -> None:
    """What layers are given to call (an activation, a norm) must create nothing either: TF1 makes that in their scopes."""
    one = ast.Call(func=ast.Name(id="_", ctx=ast.Load()), args=[ast.Constant(value=0)], keywords=[])
    for site in view.sites:
        if site.kind not in ("layer", "class", "cell") or site.callee is not None:
            continue
        given = view.table.of_site(view.tree.rules, site)
        for name in _CALLED & given.keys():
            value = given[name]
            if view.source.symbol(value) or not view.tree.creating_values.may_be(one):
                continue
            held: list[Origin] = []
            if isinstance(value, ast.Attribute):
                found = attribute_values(view.tree, view.key, value)
                held = list(found or set_anywhere(view.tree, value.attr))
            if not all(
                view.tree.arguments.creates_nothing(k, v) for k, v in held or [(view.key, value)]
            ):
                shown = f"`{ast.unparse(value)}`, which a layer calls, may create variables"
                raise Refused("TF305", shown, site.node.lineno)


def helpers(view: View) -> Iterator[tuple[Key, int]]:
    """The functions that it runs of which the text shows no variables, with the line of the first call."""
    tree = view.tree
    seen: set[Key] = {view.key}
    waiting = [(view.key, 0)]
    while waiting:
        key, line = waiting.pop()
        called = [(call.lineno, target) for call, target in tree.calls(key)]
        if key in tree.graph.functions:
            called += [(call.span.line, target) for call, target in tree.graph.callees(key)]
        for at, target in called:
            if target in seen or target in tree.graph.creating or target[0] not in tree.sources:
                continue
            seen.add(target)
            if target[1] in tree.sources[target[0]].functions:
                waiting.append((target, line or at))
                yield waiting[-1]


def unknown_calls(
    view: View, key: Key, source: LiftSource, body: list[ast.stmt]
) -> Iterator[ast.Call]:
    """The calls of which neither TensorFlow, nor the tree, nor an import says what they run."""
    graph = view.tree.graph
    known = {c.span for c, _ in graph.callees(key)} if key in graph.functions else set()
    for call in own_calls(body):
        func = call.func
        if source.called(call) or source.symbols.outside(func) or span(call) in known:
            continue
        if source.symbols.target(func) is None:
            yield call


def may_create(view: View, key: Key, call: ast.Call) -> bool:
    func, tree = call.func, view.tree
    if isinstance(func, ast.Attribute):
        if tree.creating_values.may_be_method(func.attr, call):
            return True
        if _is_held_elsewhere(view, key, func, call):
            return True
        return key != view.key and _holds_creator(view, key, func, call)
    if isinstance(func, ast.Call) and _is_object(view, key, func):
        return False  # `Head(3)(x)`: a site, if it creates any
    node = view.node if key == view.key else tree.function(key)
    if isinstance(func, (ast.Subscript, ast.Call)):
        if not tree.creating_values.may_be(call):
            return False
        return not _is_looked_up(view, tree.sources[key[0]], node, func, call)
    if not isinstance(func, ast.Name) or node is None:
        return False
    if not tree.creating_values.may_be(call):
        return False
    if any(a.arg == func.id for a, _, _ in parameters(node)):
        return key != view.key and not tree.arguments.calls_no_creator(key, func.id)
    source = tree.sources[key[0]]
    held = [v for t, v in bindings_of(node.body) if func.id in targeted_names(t)]
    made = set()
    if key == view.key:  # an object that a function gives may make variables when it is called
        made = {span(s.node) for s in view.sites if s.kind != "function" or s.callee in tree.makers}
    if key != view.key and key in tree.graph.functions:
        made = {c.span for c in tree.graph.functions[key].creations}
    for value in held:
        if value is None:
            return True
        seen = _is_seen(view, source, value) or _is_looked_up(view, source, node, value, call)
        if span(value) not in made and not seen:
            return True
    return False


def _holds_creator(view: View, key: Key, func: ast.Attribute, call: ast.Call) -> bool:
    """Whether a method calls what its object holds, ``self.network(x)``, and that may create variables."""
    tree = view.tree
    node, owner = tree.function(key), (key[0], key[1].rpartition(".")[0])
    if node is None or owner not in tree.graph.classes or attribute_of(func, receiver(node)) == "":
        return False
    if tree.graph.method(owner, func.attr) is not None or not tree.creating_values.may_be(call):
        return False
    held = attribute_values(tree, key, func) or list(set_anywhere(tree, func.attr))
    return not held or not all(tree.arguments.creates_nothing(k, v) for k, v in held)


def _is_held_elsewhere(view: View, key: Key, func: ast.Attribute, call: ast.Call) -> bool:
    """Whether what is called is held by another object, ``config.activation(x)``, and may create variables.

    An attribute that nothing in the tree sets is a method of something else.
    """
    tree = view.tree
    node, owner = tree.function(key), (key[0], key[1].rpartition(".")[0])
    if node is not None and owner in tree.graph.classes and attribute_of(func, receiver(node)):
        return False
    if holds_layer(view, func.attr):
        return True
    if not tree.creating_values.may_be(call):
        return False
    if any(func.attr in fields_of_tuples(source) for source in tree.sources.values()):
        return True
    held = [*set_anywhere(tree, func.attr), *_given_by_name(view, func.attr)]
    return not all(tree.arguments.creates_nothing(k, v) for k, v in held)


def holds_layer(view: View, name: str) -> bool:
    """Whether objects hold a layer of TensorFlow's, or a cell, under a name: it makes its variables where it is called."""
    tree = view.tree
    for (module, _), value in set_anywhere(tree, name):
        if isinstance(value, ast.Call):
            rule = tree.rules.get(tree.sources[module].called(value))
            if rule is not None and rule.kind in ("class", "cell"):
                return True
    return False


def _given_by_name(view: View, name: str) -> Iterator[Origin]:
    """What of the tree is given by a name to what does not say its names: ``HParams(activation=Gated())``."""
    for module, source in view.tree.sources.items():
        for qualname, function in source.functions.items():
            for call in own_calls(function.body):
                target = source.symbols.target(call.func)
                if source.called(call) or (target is not None and not _takes_any(view, target)):
                    continue
                for value in (k.value for k in call.keywords if k.arg == name):
                    named = value.func if isinstance(value, ast.Call) else value
                    if isinstance(value, ast.Lambda) or source.symbols.target(named) is not None:
                        yield (module, qualname), value


def _takes_any(view: View, target: Key) -> bool:
    """Whether a function or class of the tree takes arguments by names that it does not say (``**settings``)."""
    graph = view.tree.graph
    key = graph.method(target, "__init__") if target in graph.classes else target
    node = view.tree.function(key) if key is not None else None
    return node is not None and node.args.kwarg is not None


def _is_seen(view: View, source: LiftSource, value: ast.expr) -> bool:
    """Whether the text says what a name runs: the calls of a lambda are those of the function around it."""
    if isinstance(value, ast.IfExp):  # `tf.nn.relu if last else None`
        return all(_is_seen(view, source, v) for v in (value.body, value.orelse))
    if isinstance(value, (ast.Name, ast.Attribute)):
        return _computes(view, source, value)
    if isinstance(value, (ast.Lambda, ast.Constant)):
        return True
    return isinstance(value, ast.Call) and bool(source.called(value))


def _is_looked_up(
    view: View, source: LiftSource, function: FunctionNode | None, node: ast.expr, call: ast.Call
) -> bool:
    """Whether what a call runs is looked up where nothing creates variables: in a table, or by ``getattr(tf.nn, name)``."""
    found = looked_up(view.tree.sources, source, function, node)
    if found is not None:
        return all(_creates_none(view, source, value) for value in found)
    if not isinstance(node, ast.Call) or ast.unparse(node.func) != "getattr" or node.keywords:
        return False
    given = [*call.args, *call.keywords]
    alone = len(given) == 1 and isinstance(given[0], ast.expr)  # what runs cells takes more
    known = len(node.args) == 2 and source.symbol(node.args[0]) in _NAMESPACES
    return alone and known and not isinstance(given[0], ast.Starred)


def _creates_none(view: View, source: LiftSource, value: ast.expr) -> bool:
    """Whether a value of a table creates nothing when it is called; the text around it may not show a lambda's calls."""
    if isinstance(value, ast.Lambda):
        return all(
            _computes(view, source, call.func)
            for call in walk(value.body)
            if isinstance(call, ast.Call)
        )
    return isinstance(value, ast.Constant) or _computes(view, source, value)


def _computes(view: View, source: LiftSource, value: ast.expr) -> bool:
    """Whether it names a function that creates no variables, of TensorFlow or of the tree."""
    symbol = source.symbol(value)
    if symbol.startswith(_COMPUTES):
        return view.tree.rules.get(symbol) is None
    return _only_computes(view, source, value)


def _only_computes(view: View, source: LiftSource, value: ast.expr) -> bool:
    """Whether a function of the tree creates nothing, and calls nothing that might."""
    target = source.symbols.target(value)
    key = None if target is None else view.tree.graph.resolve(target) or target
    return key is not None and _creates_nothing(view, key, {view.key})


def _creates_nothing(view: View, key: Key, seen: set[Key]) -> bool:
    tree = view.tree
    function = tree.function(key)
    if function is None or key in tree.graph.creating or key in seen:
        return False
    if function.decorator_list or tree.sources[key[0]].definitions[key[1]] > 1:
        return False
    if not all(_creates_nothing(view, k, seen | {key}) for _, k in tree.calls(key)):
        return False
    calls = unknown_calls(view, key, tree.sources[key[0]], function.body)
    return not any(may_create(view, key, call) for call in calls)


def _is_object(view: View, key: Key, call: ast.Call) -> bool:
    target = view.tree.sources[key[0]].symbols.target(call.func)
    found = view.tree.graph.resolve(target) if target is not None else None
    return target is not None and (
        target in view.tree.graph.classes or (found is not None and found[1].endswith(".__init__"))
    )
