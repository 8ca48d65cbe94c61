"""What code around a function does to its variables: settings that scopes hand down, and looks at what exists."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.plans import Refused
from migrate.lift.source import LiftSource, changed_by_call, stores
from migrate.lift.view import View
from migrate.model.graph import FunctionScopes
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk
from migrate.outcomes import Reason

# What a variable scope hands down to what is created in it (TF 1.15, variable_scope.py: VariableScope).
_INHERITED = frozenset(
    [
        "initializer",
        "regularizer",
        "custom_getter",
        "partitioner",
        "dtype",
        "constraint",
        "caching_device",
        "use_resource",
    ]
)
_SETTERS = frozenset(f"set_{name}" for name in _INHERITED)
_MAY_BE_NONE = ("None",)
# They tell what exists in the graph, which is more than one layer knows.
_READS = frozenset(
    f"tf.{name}"
    for name in (
        *(
            "trainable_variables",
            "global_variables",
            "all_variables",
            "local_variables",
            "moving_average_variables",
            "train.ExponentialMovingAverage",  # makes variables of its own, by default for all that train
        ),
        *("get_collection", "get_collection_ref", "model_variables", "get_default_graph"),
        *(
            "contrib.framework.get_variables",
            "contrib.slim.get_variables",
            "contrib.slim.get_model_variables",
        ),
        *("contrib.framework.get_model_variables", "losses.get_regularization_losses"),
        *(
            "losses.get_regularization_loss",
            "losses.get_losses",
            "losses.get_total_loss",
            "gradients",
        ),
        *("get_default_session", "contrib.framework.get_variables_by_name"),
    )
)


def handed_down(graph: TreeGraph, sources: Mapping[str, LiftSource]) -> dict[Key, Reason]:
    """Functions that are called under a scope which hands something down, or under an ``arg_scope``."""
    found: dict[Key, Reason] = {}
    local: dict[str, list[Key]] = {}
    for key in graph.functions:
        if ".<locals>." in key[1]:
            local.setdefault(key[0], []).append(key)
    values: list[Key] | None = None
    for key, function in sorted(graph.functions.items()):
        for index, entry in enumerate(function.entries):
            given = [n for n, v in entry.keywords if n in _INHERITED and v.text not in _MAY_BE_NONE]
            if entry.kind == "arg_scope":
                what = f"`arg_scope` in `{key[1] or key[0]}`"
            elif entry.kind == "variable_scope" and given:
                what = f"a scope with `{given[0]}=` in `{key[1] or key[0]}`"
            else:
                continue
            _reach(graph, local, (key, index), what, found)
            called = _called_as_value(sources.get(key[0]), entry.body)
            if called:
                reason = Reason("TF306", f"may be what `{called}` calls under {what}")
                if values is None:
                    values = sorted(_values(graph, sources))
                for value in values:
                    _mark_below(graph, local, value, reason, found)
    for name, source in sources.items():
        if not any(setter in source.text for setter in _SETTERS):
            continue
        for node in source.symbols.nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in _SETTERS:
                    text = f"`{ast.unparse(node.func)}` in {name} may change what scopes hand down"
                    for key in graph.creating:
                        found.setdefault(key, Reason("TF306", text))
    return found


def _reach(
    graph: TreeGraph,
    local: Mapping[str, list[Key]],
    start: tuple[Key, int],
    what: str,
    found: dict[Key, Reason],
) -> None:
    """Marks everything that a function calls in one of its scopes or hands on, directly or through others."""
    waiting, seen = [start[0]], {start[0]}
    while waiting:
        key = waiting.pop()
        function = graph.functions.get(key)
        if function is None:
            continue
        calls = graph.callees(key)
        if key == start[0]:
            calls = [c for c in calls if _is_in(function, c[0].context.entry, start[1])]
        below = [target for _, target in calls]
        below += [t for m, q, _ in function.values if (t := graph.resolve((m, q))) is not None]
        inner = f"{key[1]}.<locals>." if key[1] else None
        below += [k for k in local.get(key[0], ()) if inner and k[1].startswith(inner)]
        for target in below:
            if target not in seen and target not in found:
                seen.add(target)
                waiting.append(target)
                found.setdefault(target, Reason("TF306", f"is called under {what}"))


def _called_as_value(source: LiftSource | None, body: tuple[int, int]) -> str:
    """A function that the lines call without its being known which: a parameter, a local name, an item of a table."""
    if source is None:
        return ""
    for node in source.symbols.nodes:
        if not isinstance(node, ast.Call) or not body[0] <= node.lineno <= body[1]:
            continue
        func = node.func
        if isinstance(func, ast.Subscript | ast.Call):
            return ast.unparse(func)
        if isinstance(func, ast.Name) and source.symbols.is_local_value(func):
            return func.id
        if (
            isinstance(func, ast.Attribute)
            and ast.unparse(func.value) == "self"
            and any(isinstance(n.ctx, ast.Store) for n in source.attributes[func.attr])
        ):
            return ast.unparse(func)
    return ""


def _values(graph: TreeGraph, sources: Mapping[str, LiftSource]) -> set[Key]:
    """The functions and classes of the tree that some code uses as values."""
    found: set[Key] = set()
    for source in sources.values():
        nodes = source.symbols.nodes
        called = {id(n.func) for n in nodes if isinstance(n, ast.Call)}
        for node in nodes:
            if isinstance(node, ast.Name | ast.Attribute) and id(node) not in called:
                target = source.symbols.target(node)
                key = graph.resolve(target) if target is not None else None
                if key is not None:
                    found.add(key)
    return found


def _mark_below(
    graph: TreeGraph,
    local: Mapping[str, list[Key]],
    key: Key,
    reason: Reason,
    found: dict[Key, Reason],
) -> None:
    """Gives the reason to a function and to all that it calls or hands on."""
    waiting = [key]
    while waiting:
        key = waiting.pop()
        function = graph.functions.get(key)
        if function is None or key in found:
            continue
        found[key] = reason
        waiting += [target for _, target in graph.callees(key)]
        waiting += [t for m, q, _ in function.values if (t := graph.resolve((m, q))) is not None]
        waiting += [k for k in local.get(key[0], ()) if k[1].startswith(f"{key[1]}.<locals>.")]


def _is_in(function: FunctionScopes, entry: int, scope: int) -> bool:
    """Whether a scope entry is another one, or lies in it."""
    while entry >= 0 and entry != scope:
        entry = function.entries[entry].context.entry
    return entry == scope


def check(view: View) -> None:
    """Refuses a function that looks at what exists in the graph.

    Raises:
      Refused: it does, or a variable of it is numbered by the order of calls.
    """
    _check_changes(view)
    _check_values(view)
    allowed = {id(s.item.context_expr) for s in view.scopes}
    for statement in view.body:
        for part in ast.walk(statement):
            if not isinstance(part, ast.Call):
                continue
            symbol = view.source.called(part)
            if symbol in _READS:
                text = f"`{symbol}` looks at more than the layer's own variables"
                raise Refused("TF318", text, part.lineno)
            if symbol == "tf.get_variable_scope" and not _is_scope_of(view, part, allowed):
                raise Refused("TF306", "`tf.get_variable_scope()` is used", part.lineno)
    numbered = [s for s in view.sites if s.kind == "weight" and s.symbol == "tf.Variable"]
    if numbered and _called_again(view):
        line = numbered[0].node.lineno
        raise Refused("TF307", "`tf.Variable` gets another name in each call", line)


def _check_changes(view: View) -> None:
    """A function that changes what belongs to its module does more than a layer may."""
    names = view.source.symbols.module_scope.names
    own = set(view.param_names) | {n for s in view.body for n in stores(s)}
    for statement in view.body:
        for part in ast.walk(statement):
            changed = changed_by_call(part)
            if changed in names and changed not in own and changed in view.source.changed:
                if names[changed][0].kind not in ("import", "project"):
                    line = getattr(part, "lineno", 0)
                    raise Refused("TF319", f"changes `{changed}` of its module", line)
            if not isinstance(part, (ast.Subscript, ast.Attribute)) or isinstance(
                part.ctx, ast.Load
            ):
                continue
            root: ast.expr = part
            while isinstance(root, (ast.Subscript, ast.Attribute)):
                root = root.value
            if isinstance(root, ast.Name) and root.id in names and root.id not in own:
                raise Refused("TF319", f"changes `{ast.unparse(part)}` of its module", part.lineno)


def _check_values(view: View) -> None:
    """A function that reaches what creates variables through a value, its own or its module's."""
    sites = {id(s.node.func) for s in view.sites}
    bound = view.source.creating_names(view.tree.rules, view.tree.graph)
    own = set(view.param_names) | set(view.times.names)
    inside = [p for s in view.body for p in walk(s)]
    called = {id(p.func) for p in inside if isinstance(p, ast.Call)}
    within = {id(p.value) for p in inside if isinstance(p, ast.Attribute)}
    within |= {
        id(e)
        for scope in view.found.settings
        for listed in scope.item.context_expr.args[:1]  # type: ignore[attr-defined]
        for e in listed.elts
    }
    for part in inside:
        if not isinstance(part, (ast.Name, ast.Attribute)) or id(part) in within:
            continue
        alias = isinstance(part, ast.Name) and bool(view.source.symbol(part))
        if isinstance(part, ast.Name) and part.id in bound and part.id not in own and not alias:
            text = f"uses `{part.id}`, which holds something that creates variables"
            raise Refused("TF305", text, part.lineno)
        local = isinstance(part, ast.Name) and part.id in own
        if not local and view.tree.reaching.leads(view.source, part, view.tree.graph):
            text = f"uses `{ast.unparse(part)}`, which creates variables through a value"
            raise Refused("TF305", text, part.lineno)
        symbol = view.source.symbol(part)
        rule = view.tree.rules.get(symbol) if symbol else None
        if rule is not None and rule.creates and id(part) not in called and id(part) not in sites:
            parent = view.parents.get(id(part))
            keyword = isinstance(parent, ast.keyword) and parent.arg in ("normalizer_fn",)
            if not keyword:
                raise Refused("TF305", f"uses `{symbol}` as a value", part.lineno)


def used_as_values(
    sources: Mapping[str, LiftSource], graph: TreeGraph
) -> tuple[set[Key], set[Key]]:
    """The creating functions that are used as values anywhere, and those that are given to TensorFlow."""
    values: set[Key] = set()
    given: set[Key] = set()
    local = {(m, q.replace(".<locals>", "")): (m, q) for m, q in graph.creating}
    names = {q.rpartition(".")[2] for _, q in graph.creating}
    for source in sources.values():
        mentioned = [n for n in source.symbols.nodes if _last_name(n) in names]
        if not mentioned:
            continue
        called = set()
        inside: set[int] = set()
        for node in source.symbols.nodes:
            if isinstance(node, ast.Call):
                called.add(id(node.func))
                if source.called(node):
                    arguments = [*node.args, *(k.value for k in node.keywords)]
                    inside |= {
                        id(n) for a in arguments for n in walk(a) if not isinstance(a, ast.Call)
                    }
        for node in mentioned:
            if id(node) in called:
                continue
            if isinstance(node, (ast.Name, ast.Attribute)) and isinstance(node.ctx, ast.Load):
                target = source.symbols.target(node)
                if target is None:
                    continue
                key = graph.resolve(target) or local.get(target, target)
                if key in graph.creating:
                    values.add(key)
                    if id(node) in inside:
                        given.add(key)
    return values, given


def _last_name(node: ast.AST) -> str:
    if node.__class__ is ast.Name:
        return node.id  # type: ignore[attr-defined, no-any-return]
    return node.attr if node.__class__ is ast.Attribute else ""  # type: ignore[attr-defined, no-any-return]


def _is_scope_of(view: View, node: ast.Call, allowed: set[int]) -> bool:
    """Whether a scope is only re-entered, or told to reuse."""
    above: ast.AST | None = node
    while above is not None:
        if id(above) in allowed or above in view.found.switches:
            return True
        above = view.parents.get(id(above))
    return False


def _called_again(view: View) -> bool:
    """Whether the tree calls a function from more than one place, or in a loop."""
    calls = 0
    for caller in view.tree.graph.callers.get(view.key, ()):
        source = view.tree.sources.get(caller[0])
        if source is None:
            return True
        function = view.tree.function(caller)
        body: list[ast.stmt] = function.body if function is not None else list(source.tree.body)
        loops = [
            n
            for s in body
            for n in ast.walk(s)
            if isinstance(n, (ast.For, ast.While, ast.ListComp))
        ]
        for call, target in view.tree.calls(caller):
            if target == view.key:
                calls += 1
                if any(n is call for loop in loops for n in ast.walk(loop)):
                    return True
    return calls > 1
