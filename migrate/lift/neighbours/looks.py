"""What functions that stay look at apart from what they are given: a layer that hosts them would show them something else.

def noted(v):                                          def scaled(x):
    if not tf.get_variable_scope().reuse:                  w = tf.get_variable("scale", [4])
        tf.summary.histogram(v.op.name, v)                 noted(w)  # decides about nothing
                                                           return x * w

In a graph it would all be there. Called eagerly, each layer has its own collections, with what it hosts in this call, and is not
told whether it is called again.
"""

from __future__ import annotations

import ast
import re

from migrate.lift.checks.hazards import READS
from migrate.lift.neighbours.caches import only_finds_again
from migrate.lift.source.averages import keeps_variables
from migrate.lift.source.bodies import own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.lift.source.view import View
from migrate.model.expressions import span
from migrate.model.graph import FunctionScopes, ReuseSwitch, ScopeEntry
from migrate.model.tree import Key
from migrate.nodes import walk

_OF_GRAPHS = frozenset(
    f"tf.{name}"
    for name in (
        *("Session", "Graph", "summary.FileWriter"),
        *("get_default_graph", "get_default_session"),
    )
)
_STEPS = frozenset(
    f"tf.train.{name}"
    for name in ("get_global_step", "get_or_create_global_step", "create_global_step")
)
_SCOPE = "tf.get_variable_scope"
_TEMPLATE = "tf.make_template"
_AVERAGES = "tf.train.ExponentialMovingAverage"
# What is computed in a graph is the same in the `call` of a layer.
_LOOKS = (
    (READS - {"tf.gradients"})
    | _OF_GRAPHS
    | _STEPS
    | {_SCOPE, _TEMPLATE, "tf.Variable", "tf.GraphKeys.TRAINABLE_VARIABLES"}
)
_OF_PROGRAMS = (READS - {"tf.gradients"} - _OF_GRAPHS) | {_SCOPE}
# What writes summaries and logs, and the numbers in them.
_NOTES = re.compile(
    r"tf\.(summary\.(scalar|histogram|image|text|audio)|logging\.\w+|name_scope|get_variable_scope"
    r"|reduce_\w+|sqrt|square|abs|subtract|add|multiply|divide|shape|size|cast|to_float|norm|nn\.zero_fraction"
    r"|nn\.moments|nn\.l2_loss)"
)
_LOGGERS = re.compile(r"(logging|re)\.\w+")
_OF_TEXTS = frozenset(["format", "join", "replace", "split", "strip", "as_list", "get_shape"])


def looked_at(view: View, key: Key, node: FunctionNode, me: str, *, is_hosted: bool = True) -> str:
    """What a function looks at that may decide about what it makes and gives; "" for nothing.

    Args:
      me: what a method calls its object; "" for none.
      is_hosted: False for a helper of the layer itself, which makes nothing and is called in no scope.
    """
    looks = _LOOKS if is_hosted else _OF_PROGRAMS
    source = view.tree.sources[key[0]]
    parts = [p for s in node.body for p in walk(s)]
    if only_notes(view, key, node):
        parts = [p for p in parts if source.symbol(p) != _SCOPE and not _asks_reuse(p, me)]  # type: ignore[arg-type]
    named = {  # the host's scope has TF1's name
        id(p.value.func)
        for p in parts
        if isinstance(p, ast.Attribute) and p.attr == "name" and isinstance(p.value, ast.Call)
        if is_hosted or _is_of_errors(node, p)
    }
    named |= {id(one.func) for one in _entered(source, parts)}
    named |= _switched(view, key, parts) if is_hosted else set()
    made = {id(p.func): p for p in parts if isinstance(p, ast.Call)}
    for part in parts:
        if isinstance(part, ast.Call) and keeps_variables(source, part):
            place = line_of(view, key, part)
            return f"makes variables with `{ast.unparse(part.func)}`{place}, named after others"
        if isinstance(part, (ast.Name, ast.Attribute)):
            symbol = source.symbol(part)
            if symbol == "tf.Variable" and id(part) in made:
                continue  # see `neighbours.variables`
            if symbol == _SCOPE and id(part) in named:
                continue
            if symbol == "tf.get_collection" and id(part) in made:
                if only_finds_again(view, key, node, made[id(part)]):
                    continue
            if symbol in looks:
                return _told(symbol, line_of(view, key, part))
            if _asks_reuse(part, me):
                place = line_of(view, key, part)
                return f"asks `{ast.unparse(part)}`{place}, of which a layer is told nothing when it is called again"
    return ""


def _is_of_errors(function: FunctionNode, read: ast.expr) -> bool:
    """Whether what is read goes into the texts of errors only."""
    raised = {id(p) for s in walk(function) if isinstance(s, ast.Raise) for p in walk(s)}
    if id(read) in raised:
        return True
    for statement in walk(function):
        if isinstance(statement, ast.Assign) and statement.value is read:
            target, *others = statement.targets
            if not isinstance(target, ast.Name) or others:
                return False
            uses = [n for n in walk(function) if isinstance(n, ast.Name) and n.id == target.id]
            return all(use is target or id(use) in raised for use in uses)
    return False


def line_of(view: View, key: Key, node: ast.AST) -> str:
    """Where something stands, for messages; "" in another file than that of the function that is planned."""
    return f" (line {getattr(node, 'lineno', 0)})" if key[0] == view.key[0] else ""


def _told(symbol: str, place: str) -> str:
    """What to say of something that is looked at."""
    why = "which shows a layer that is called eagerly no more than what it hosts itself"
    if symbol in _OF_GRAPHS:
        why = "which only a graph has"
    elif symbol in _STEPS:
        why = "of which each layer would have its own"
    elif symbol == _AVERAGES:
        why = "which names averages after operations: these have other names in a layer that is called again"
    elif symbol == _TEMPLATE:
        why = "which is made anew whenever Keras runs `call`"
    elif symbol == _SCOPE:
        why = "which does not say whether a layer is called again"
    elif symbol == "tf.Variable":
        why = "as a value, which weights of a layer are not"
    return f"uses `{symbol}`{place}, {why}"


def _asks_reuse(part: ast.AST, me: str) -> bool:
    """``scope.reuse``"""
    return (
        isinstance(part, ast.Attribute)
        and part.attr == "reuse"
        and isinstance(part.ctx, ast.Load)
        and isinstance(part.value, ast.Name)
        and part.value.id not in ("self", me)
    )


def _entered(source: LiftSource, parts: list[ast.AST]) -> list[ast.Call]:
    """The calls that only give the present scope to be entered again: ``with tf.variable_scope(tf.get_variable_scope()):``"""
    opened = [i.context_expr for p in parts if isinstance(p, ast.With) for i in p.items]
    return [
        one.args[0]
        for one in opened
        if isinstance(one, ast.Call)
        and source.called(one) == "tf.variable_scope"
        and one.args
        and isinstance(one.args[0], ast.Call)
    ]


def _switched(view: View, key: Key, parts: list[ast.AST]) -> set[int]:
    """What only has a scope of the function's own share: ``tf.get_variable_scope().reuse_variables()`` within it."""
    function = view.tree.graph.functions.get(key)
    if function is None:
        return set()
    own = {switch.span for switch in function.reuse if own_scope(function, switch) is not None}
    calls = [p for p in parts if isinstance(p, ast.Call) and span(p) in own]
    scopes = [p.func.value for p in calls if isinstance(p.func, ast.Attribute)]
    return {id(one.func) for one in scopes if isinstance(one, ast.Call)}


def own_scope(function: FunctionScopes, switch: ReuseSwitch) -> ScopeEntry | None:
    """The scope of a function in which ``tf.get_variable_scope()`` is told to share; None for one of those around the function."""
    asked = any(s == _SCOPE for _, s in switch.scope.symbols)
    entry = function.entries[switch.context.entry] if switch.context.entry >= 0 else None
    while entry is not None and entry.kind != "variable_scope":
        above = entry.context.entry
        entry = function.entries[above] if above >= 0 else None
    return None if entry is None or entry.jump or not asked else entry


def only_notes(view: View, key: Key, node: FunctionNode) -> bool:
    """Whether a function gives nothing, makes nothing and changes nothing: it writes summaries and logs."""
    source = view.tree.sources[key[0]]
    if key in view.tree.graph.creating or node.decorator_list:
        return False
    for part in own_nodes(node.body):
        if isinstance(part, ast.Return) and part.value is not None:
            if not (isinstance(part.value, ast.Constant) and part.value.value is None):
                return False
        elif isinstance(part, ast.stmt):
            if not isinstance(part, (ast.Return, ast.If, ast.With, ast.Assign, ast.Expr, ast.Pass)):
                return False
        elif isinstance(part, (ast.Attribute, ast.Subscript)):
            if not isinstance(part.ctx, ast.Load):
                return False
        elif isinstance(part, ast.Call):
            if not _is_note(source, part):
                return False
        elif isinstance(part, (ast.Yield, ast.YieldFrom, ast.Await, ast.NamedExpr, ast.Lambda)):
            return False
    return True


def _is_note(source: LiftSource, call: ast.Call) -> bool:
    symbol = source.called(call)
    if symbol:
        return _NOTES.fullmatch(symbol) is not None
    if _LOGGERS.fullmatch(source.symbols.outside(call.func)):
        return True
    if isinstance(call.func, ast.Name):
        return call.func.id in ("print", "str", "len", "int", "float") and (
            call.func.id not in source.symbols.module_scope.names
        )
    return isinstance(call.func, ast.Attribute) and call.func.attr in _OF_TEXTS
