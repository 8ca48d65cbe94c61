"""Values that functions which stay call, and of which only the run knows what they are."""

from __future__ import annotations

import ast

from migrate.lift.binding.demand import closure, needed
from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.bodies import bind
from migrate.lift.source.source import parameters
from migrate.model.tree import Key
from migrate.nodes import walk


def only_makes(tree: TreeTimes, key: Key) -> bool:
    """Whether a function only gives one that it defines, which creates variables no sooner than that is called.

    def mlp(units=4):
        def network(x):
            return dense(x, units, "out")
        return network
    """
    function, node = tree.graph.functions.get(key), tree.functions.get(key)
    if function is None or node is None or function.creations:
        return False
    rest = [s for s in node.body if not isinstance(s, ast.FunctionDef)]
    if any(isinstance(part, (ast.Call, ast.Lambda)) for s in rest for part in walk(s)):
        return False
    inner = {n.name for n in node.body if isinstance(n, ast.FunctionDef)}
    returned = {
        id(n.value) for n in walk(node) if isinstance(n, ast.Return) and n.value is not None
    }
    return bool(inner) and all(
        id(part) in returned
        for part in walk(node)
        if isinstance(part, ast.Name) and part.id in inner and isinstance(part.ctx, ast.Load)
    )


_OF_TENSORS = frozenset(["shape", "get_shape", "set_shape", "dtype", "name", "op", "graph", "eval"])
_DECIDING = frozenset(
    [
        "name",
        "scope",
        "shape",
        "dtype",
        "units",
        "filters",
        "num_outputs",
        "kernel_size",
        "num_units",
    ]
)


def deciding_parts(tree: TreeTimes, key: Key) -> list[ast.AST]:
    """The expressions of a function that decide about its variables."""
    node, function = tree.functions.get(key), tree.graph.functions.get(key)
    if node is None or function is None:
        return []
    said = [e for one in function.entries for e in (one.name, one.default_name) if e is not None]
    said += [e for one in function.creations for name, e in one.args if name in _DECIDING]
    for call, target in tree.graph.callees(key):
        bound = tree.graph.bind(call, tree.graph.functions[target])
        said += [e for name, e in bound.items() if name in _DECIDING or "scope" in name]
    parts: list[ast.AST] = [ast.parse(e.text, mode="eval") for e in said]
    for part in walk(node):
        if isinstance(part, (ast.If, ast.While, ast.IfExp)):
            parts.append(part.test)
        elif isinstance(part, ast.For):
            parts.append(part.iter)
    return parts


def decisive(tree: TreeTimes, key: Key, direct: bool = False) -> frozenset[str]:
    """The names of a function that decide about its variables: in names, shapes and tests, as far as its own text says.

    The names and sizes that it gives other functions do so, too.

    Args:
      direct: not what these are made of, among which tensors may be.
    """
    node, parts = tree.functions.get(key), deciding_parts(tree, key)
    if node is None:
        return frozenset()
    source = tree.sources[key[0]]
    names = {name for part in parts for name in needed(source, tree, part)}
    return frozenset(names if direct else closure(source, tree, node.body, names))


def stored_names(node: ast.AST) -> set[str]:
    """The names that a function sets, or functions inside it."""
    return {
        part.id
        for part in walk(node)
        if isinstance(part, ast.Name) and not isinstance(part.ctx, ast.Load)
    }


def takes_settings_as(tree: TreeTimes, key: Key, name: str, depth: int = 0) -> bool:
    """Whether a function reads attributes of a parameter that tensors do not have, itself or by another function."""
    node = tree.functions.get(key)
    if node is None or depth > 5:
        return False
    for part in walk(node):
        if isinstance(part, ast.Attribute) and part.attr not in _OF_TENSORS:
            if isinstance(part.value, ast.Name) and part.value.id == name:
                return True
        callee = tree.callee(tree.sources[key[0]], part) if isinstance(part, ast.Call) else None
        other = tree.function(callee) if callee is not None and callee != key else None
        if callee is None or other is None or not isinstance(part, ast.Call):
            continue
        for taken, value in bind(part, other, callee).items():
            if isinstance(value, ast.Name) and value.id == name:
                if takes_settings_as(tree, callee, taken, depth + 1):
                    return True
    return False


def passed_names(tree: TreeTimes, key: Key, call: ast.Call) -> frozenset[str] | None:
    """The names in the mapping that a call passes through (``**options``); None where these are not known."""
    given = [k.value for k in call.keywords if k.arg is None]
    node = tree.functions.get(key)
    own = node.args.kwarg.arg if node is not None and node.args.kwarg is not None else None
    if node is None or not given:
        return None
    if not all(isinstance(value, ast.Name) and value.id == own for value in given):
        return None
    changed = [n for n in walk(node) if isinstance(n, ast.Name) and n.id == own]
    calls = tree.all_calls_of(key)
    if calls is None or len(changed) > len(given):
        return None
    names: set[str] = set()
    known = {a.arg for a, _, _ in parameters(node)}
    for _, one in calls:
        if any(k.arg is None for k in one.keywords):
            return None
        names |= set(bind(one, node, key)) | {k.arg for k in one.keywords if k.arg is not None}
    return frozenset(names - known)
