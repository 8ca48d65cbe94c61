"""What functions that stay do apart from making variables under names of their own: a layer could not host that."""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.checks.hazards import READS
from migrate.lift.source.bodies import own_calls
from migrate.lift.source.source import FunctionNode, changed_by_call, parameters
from migrate.lift.source.view import View
from migrate.model.graph import Call, Expr, FunctionScopes
from migrate.model.tree import Key

# They say what goes on in the whole graph, or note something there that others look for.
_LOOKS = READS | {
    f"tf.{name}"
    for name in (
        *("get_variable_scope", "add_to_collection", "add_to_collections", "make_template"),
        *("train.get_global_step", "train.get_or_create_global_step", "train.create_global_step"),
        *("losses.add_loss", "Variable", "placeholder", "Session", "Graph", "summary.FileWriter"),
        "GraphKeys.TRAINABLE_VARIABLES",
    )
}


def why_not(view: View, key: Key, below: set[Key]) -> str:
    """What a function, or one that it calls, does apart from making variables under names of its own; "" for nothing.

    Args:
      below: is filled with the function and all that it calls.
    """
    graph, tree = view.tree.graph, view.tree
    waiting = [key]
    while waiting:
        one = waiting.pop()
        if one in below:
            continue
        below.add(one)
        function, node = graph.functions.get(one), tree.function(one)
        if node is None:
            return f"calls `{one[1]}`, of which the text is not there"
        if one in graph.creating and (
            one == view.key or function is None or function.kind != "function"
        ):
            return f"makes variables in `{one[1]}`"
        # What makes none may look at those that there are.
        why = _looks(view, one, node)
        if not why and function is not None:
            why = _does_more(view, one, function)
        if why:
            return why if one == key else f"calls `{one[1]}`, which {why}"
        if changed := _changed(view, one, node):
            return f"changes `{changed}`"
        if function is not None:
            for call, target in graph.callees(one):
                told = takes_reuse(view, target) or not passes_through(call)
                if target in graph.creating and told and not _passes_no_reuse(function, call):
                    return f"says whether `{target[1]}` shares variables"
                waiting.append(target)
        waiting += [target for _, target in tree.calls(one)]
    return ""


def _looks(view: View, key: Key, node: FunctionNode) -> str:
    """Whether a function looks at what exists, or notes something for others."""
    source = view.tree.sources[key[0]]
    parts = [p for s in node.body for p in ast.walk(s)]
    named = {  # the host's scope has TF1's name
        id(p.value.func)
        for p in parts
        if isinstance(p, ast.Attribute) and p.attr == "name" and isinstance(p.value, ast.Call)
    }
    for part in parts:
        if isinstance(part, (ast.Name, ast.Attribute)):
            symbol = source.symbol(part)
            if symbol in _LOOKS and not (symbol == "tf.get_variable_scope" and id(part) in named):
                return f"uses `{symbol}`"
    return ""


def _does_more(view: View, key: Key, function: FunctionScopes) -> str:
    """Whether a function shares something by itself, looks at more than it is given, or calls what is not known."""
    if function.driver:
        return f"drives the program ({function.driver[0]})"
    if function.decorators and key in view.tree.graph.creating:
        return "is decorated"
    said = [e.reuse for e in function.entries if not is_auto(e.reuse)]
    said += [c.arg("reuse") for c in function.creations]
    defaults = {p.name: p.default for p in function.params}
    if function.reuse or any(not _is_off(one, defaults) for one in said):
        return "shares variables by itself"
    names = {p.name for p in function.params}
    for text, _ in function.opaque_calls:
        if text in names and view.tree.arguments.calls_no_creator(key, text):
            continue
        calls = _calls_of(view, key, text)
        if not calls or any(_may_create(view, call) for call in calls):
            return f"calls `{text}`, which may create variables"
    return ""


def _calls_of(view: View, key: Key, text: str) -> list[ast.Call]:
    """The calls of what a function calls so."""
    node = view.tree.function(key)
    calls = [] if node is None else own_calls(node.body)
    return [c for c in calls if ast.unparse(c.func) == text]


def _may_create(view: View, call: ast.Call) -> bool:
    values = view.tree.creating_values
    if isinstance(call.func, ast.Attribute) and values.may_be_method(call.func.attr, call):
        return True
    return values.may_be(call)


def is_auto(reuse: Expr | None) -> bool:
    return reuse is not None and any(
        text == reuse.text and symbol.endswith("AUTO_REUSE") for text, symbol in reuse.symbols
    )


def _is_off(reuse: Expr | None, defaults: Mapping[str, Expr | None]) -> bool:
    """Whether `reuse=` is not set: of a parameter, unless a caller does."""
    if reuse is None or reuse.text in ("None", "False"):
        return True
    default = defaults.get(reuse.text)
    return default is not None and default.text in ("None", "False")


def passes_through(call: Call) -> bool:
    return any(name.startswith("*") for name, _ in call.args)


def _passes_no_reuse(function: FunctionScopes, call: Call) -> bool:
    """Whether a call sets no `reuse` of what it calls; it may hand its own on, which nobody sets."""
    defaults = {p.name: p.default for p in function.params}
    return all(
        not name.startswith("*") and ("reuse" not in name or _is_off(value, defaults))
        for name, value in call.args
    )


def _changed(view: View, key: Key, node: FunctionNode) -> str:
    """What a function changes that is not its own: each call of the layer would do that again."""
    source = view.tree.sources[key[0]]
    own = {
        n.id
        for s in node.body
        for n in ast.walk(s)
        if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
    }
    for part in (p for s in node.body for p in ast.walk(s)):
        if isinstance(part, (ast.Global, ast.Nonlocal)):
            return part.names[0]
        if isinstance(part, (ast.Yield, ast.YieldFrom, ast.Await)):
            return ast.unparse(part)
        changed = changed_by_call(part)
        if changed and changed not in own:
            return changed
        if isinstance(part, (ast.Attribute, ast.Subscript)) and not isinstance(part.ctx, ast.Load):
            root: ast.expr = part
            while isinstance(root, (ast.Attribute, ast.Subscript)):
                root = root.value
            if not isinstance(root, ast.Name) or root.id not in own:
                return ast.unparse(part)
        if isinstance(part, ast.Name) and part.id in source.rebound:
            return part.id
    return ""


def takes_reuse(view: View, key: Key) -> bool:
    """Whether what is passed through to a function may tell it to share variables."""
    function = view.tree.function(key)
    if function is None or function.args.kwarg is not None:
        return True
    return any("reuse" in argument.arg for argument, _, _ in parameters(function))
