"""What a look-up in a table of functions may give: a dict that is written there, or one with a name that nothing changes.

ACTIVATIONS = {"relu": tf.nn.relu, "swish": swish}

def mlp(x, kind):
    act = ACTIVATIONS[kind]      # one of the two
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.source.bodies import local_names, own_nodes
from migrate.lift.source.source import FunctionNode, LiftSource
from migrate.nodes import walk

_READS = ("get", "items", "keys", "values")
_READERS = ("len", "list", "set", "sorted", "tuple")


def looked_up(
    sources: Mapping[str, LiftSource],
    source: LiftSource,
    function: FunctionNode | None,
    node: ast.expr,
) -> list[ast.expr] | None:
    """The expressions of which ``table[key]`` or ``table.get(key, other)`` gives one, all of the same module.

    Args:
      function: the one that the look-up stands in.

    Returns:
      None where it is none, or they are not all known.
    """
    found = keyed(sources, source, function, node)
    return None if found is None else [value for _, value in found]


def keyed(
    sources: Mapping[str, LiftSource],
    source: LiftSource,
    function: FunctionNode | None,
    node: ast.expr,
) -> list[tuple[ast.expr | None, ast.expr]] | None:
    """The same, each with its key; None as the key of what is given where there is no such key."""
    more: list[ast.expr] = []
    if isinstance(node, ast.Subscript):
        table = node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        if node.func.attr != "get" or node.keywords or not 1 <= len(node.args) <= 2:
            return None
        table, more = node.func.value, node.args[1:]
        if any(isinstance(a, ast.Starred) for a in node.args):
            return None
    else:
        return None
    found = _dict(sources, source, function, table)
    if found is None or any(key is None for key in found.keys):
        return None
    pairs = list(zip(found.keys, found.values))
    if isinstance(node, ast.Call):  # without another value it gives None
        pairs.append((None, more[0] if more else ast.Constant(None)))
    return pairs


def _dict(
    sources: Mapping[str, LiftSource],
    source: LiftSource,
    function: FunctionNode | None,
    node: ast.expr,
) -> ast.Dict | None:
    if isinstance(node, ast.Dict):
        return node
    if not isinstance(node, ast.Name):
        return None
    if function is not None and node.id in local_names(function):
        return _local(source, function, node.id)
    return _of_module(sources, source, node)


def _local(source: LiftSource, function: FunctionNode, name: str) -> ast.Dict | None:
    """The dict that a name of a function is given once, and that is only read there."""
    made = [
        n
        for n in own_nodes(function.body)
        if isinstance(n, ast.Assign) and [ast.unparse(t) for t in n.targets] == [name]
    ]
    given = {a.arg for a in walk(function.args) if isinstance(a, ast.arg)}
    if len(made) != 1 or not isinstance(made[0].value, ast.Dict) or name in given:
        return None
    reads = _only_read(source)
    used = (n for n in walk(function) if isinstance(n, ast.Name) and n.id == name)
    if any(id(n) not in reads for n in used if n is not made[0].targets[0]):
        return None
    return made[0].value


def _of_module(
    sources: Mapping[str, LiftSource], source: LiftSource, node: ast.Name
) -> ast.Dict | None:
    """The dict of a module that is bound once, and that no module of the tree does anything with but read."""
    scope = source.symbols.scope_of(node)
    home = scope.find(node.id) if scope is not None else None
    if home is None or home.kind != "module" or node.id in source.rebound:
        return None
    bound = home.names[node.id]
    made = bound[0].statement if len(bound) == 1 else None
    if not isinstance(made, ast.Assign) or not isinstance(made.value, ast.Dict):
        return None
    if [ast.unparse(t) for t in made.targets] != [node.id]:
        return None
    key = "read table", node.id
    if key not in source.memo:
        others = (s for s in sources.values() if s is not source)
        source.memo[key] = _is_read(source, node.id, made) and all(
            _is_read(other, node.id) for other in others
        )
    return made.value if source.memo[key] else None


def _is_read(source: LiftSource, name: str, made: ast.Assign | None = None) -> bool:
    """Whether whatever a module does with the table is to read it.

    Args:
      made: what makes it, in its own module; elsewhere a name only means it where it is imported.
    """
    if name in source.asked_for:
        return False
    imported = [n for n in walk(source.tree) if isinstance(n, ast.alias)]
    if any(a.name == name and a.asname not in (None, name) for a in imported):
        return False
    means = made is not None or any(a.name in (name, "*") for a in imported)
    reads = _only_read(source)
    for node in source.symbols.nodes:
        named = means and isinstance(node, ast.Name) and node.id == name
        if not named and not (isinstance(node, ast.Attribute) and node.attr == name):
            continue
        if id(node) not in reads and (made is None or node is not made.targets[0]):
            return False
    return True


def _only_read(source: LiftSource) -> set[int]:
    """The ids of the expressions that are looked into, searched or gone through where they stand, and nothing else."""
    if "only read" not in source.memo:
        found: set[int] = set()
        for node in walk(source.tree):
            if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
                found.add(id(node.value))
            elif isinstance(node, ast.Compare):
                looks = zip(node.ops, node.comparators)
                found |= {id(c) for op, c in looks if isinstance(op, (ast.In, ast.NotIn))}
            elif isinstance(node, (ast.For, ast.comprehension)):
                found.add(id(node.iter))
            elif isinstance(node, ast.Call):
                if isinstance(node.func, ast.Attribute) and node.func.attr in _READS:
                    found.add(id(node.func.value))
                elif isinstance(node.func, ast.Name) and node.func.id in _READERS:
                    found |= {id(a) for a in node.args}
        source.memo["only read"] = found
    kept: set[int] = source.memo["only read"]
    return kept
