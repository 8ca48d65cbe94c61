"""What a function does that a layer may not: looks at what exists, changes of its module, values that create variables."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.checks.counted_variables import check_variables
from migrate.lift.functions.plain_variables import SCATTERS
from migrate.lift.plans import Refused
from migrate.lift.source.averages import keeps_variables
from migrate.lift.source.source import LiftSource, changed_by_call, stores
from migrate.lift.source.view import View
from migrate.model.tree import Key, TreeGraph
from migrate.nodes import walk

# They tell what exists in the graph, which is more than one layer knows.
READS = frozenset(
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


def check(view: View) -> None:
    """Refuses a function that looks at what exists in the graph.

    Raises:
      Refused: it does, or a variable of it is numbered by the order of calls.
    """
    _check_changes(view)
    _check_values(view)
    allowed = {id(s.item.context_expr) for s in view.scopes}
    for statement in view.body:
        for part in walk(statement):
            if not isinstance(part, ast.Call):
                continue
            symbol = view.source.called(part)
            if symbol in READS:
                text = f"`{symbol}` looks at more than the layer's own variables"
                raise Refused("TF318", text, part.lineno)
            if keeps_variables(view.source, part):
                text = f"`{ast.unparse(part.func)}` makes variables of its own, named after others"
                raise Refused("TF318", text, part.lineno)
            _check_scattered(view, part, symbol)
            if symbol == "tf.get_variable_scope" and not _is_scope_of(view, part, allowed):
                raise Refused("TF306", "`tf.get_variable_scope()` is used", part.lineno)
    check_variables(view)


def _check_scattered(view: View, call: ast.Call, symbol: str) -> None:
    """What TensorFlow writes into a variable's rows takes no view of one, as Keras layers have in a graph."""
    of_keras = view.target.imported == "keras" and symbol in SCATTERS
    if of_keras and not (call.args and isinstance(call.args[0], ast.Attribute)):
        raise Refused("TF306", f"`{symbol}` writes into a weight", call.lineno)


def _check_changes(view: View) -> None:
    """A function that changes what belongs to its module does more than a layer may."""
    names = view.source.symbols.module_scope.names
    own = set(view.param_names) | {n for s in view.body for n in stores(s)}
    for statement in view.body:
        for part in walk(statement):
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
        if not local and not alias and view.tree.reaching.leads(view.source, part, view.tree.graph):
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
