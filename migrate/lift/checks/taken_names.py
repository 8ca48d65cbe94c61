"""Names that operations take: a variable, or a name scope around it, that comes later gets a number.

y = tf.nn.relu(y, name="ln")            ln
with tf.variable_scope("ln"):           ln_1/
    g = tf.Variable(tf.ones([4]))       ln_1/Variable
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterable, Mapping

from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.source import parameters
from migrate.model.naming import NamedVariable
from migrate.model.repeated_scope import MARK
from migrate.model.tree import Key
from migrate.nodes import walk

# What is known of these is what they make.
_MAKERS = ("tf.Variable", "tf.get_variable", "tf.variable_scope", "tf.name_scope")
_SCOPES = ("tf.variable_scope", "tf.name_scope")
_OPERATORS: dict[type[ast.AST], str] = {
    ast.Add: "add",
    ast.Sub: "sub",
    ast.Mult: "mul",
    ast.Div: "truediv",
    ast.FloorDiv: "floordiv",
    ast.Mod: "floormod",
    ast.Pow: "pow",
    ast.MatMult: "matmul",
    ast.USub: "neg",
}


def levels_named(variable: NamedVariable) -> list[str]:
    """The parts of the name of a `tf.Variable`, which name scopes give it; none for averages of tensors, whose names they have."""
    name = variable.creation.name
    if variable.creation.symbol != "tf.Variable" or (name is not None and MARK in name.text):
        return []
    levels = variable.name.lower().split("/")
    return [*levels, *(re.sub(r"_\d+$", "", level) for level in levels)]


def taken_before(
    tree: TreeTimes,
    key: Key,
    body: list[ast.stmt],
    made: Mapping[str, int],
    own: Collection[int] = (),
    arguments: bool = True,
) -> tuple[str, int] | None:
    """The first operation of a function that takes one of the names before it is needed, with its line.

    Args:
      body: that of the function.
      made: names in lower case -> the last line that makes something of this name.
      own: the ids of calls that make these, and of the scopes around them.
      arguments: what stands in the line that makes something may be given to that.
    """
    for part in (p for statement in body for p in walk(statement)) if made else ():
        line = getattr(part, "lineno", 0)
        symbol = tree.sources[key[0]].called(part)
        # What is in the call that makes the variable, its first value, comes before it.
        within = arguments or (isinstance(part, ast.Call) and bool(symbol) and not _is_named(part))
        if id(part) in own:
            continue
        for name in sorted(_taken_by(tree, key, part, frozenset())):
            if line < made.get(name, 0) + within:
                return name, line
    return None


def _taken_by(tree: TreeTimes, key: Key, part: ast.AST, above: frozenset[Key]) -> set[str]:
    """The names, in lower case, that what stands in a function takes."""
    if isinstance(part, (ast.BinOp, ast.UnaryOp, ast.AugAssign)):
        return {_OPERATORS.get(type(part.op), "")}
    if not isinstance(part, ast.Call):
        return set()
    source = tree.sources[key[0]]
    symbol = source.called(part)
    if symbol in _MAKERS and (key in tree.graph.creating or not key[1]):
        return set()
    if symbol:
        given = [*part.args, *(k.value for k in part.keywords)]
        named = {n.value for n in given if isinstance(n, ast.Constant) and isinstance(n.value, str)}
        named |= {t for n in given if isinstance(n, ast.Name) for t in _texts(tree, key, n.id)}
        if not _is_named(part):
            named.add(symbol.rpartition(".")[2])  # ``tf.eye(n)`` is called `eye`
        return {name.lower() for name in named}
    target = source.symbols.target(part.func)
    callee = (tree.graph.resolve(target) or target) if target is not None else None
    known = callee is not None and callee[0] in tree.sources and callee not in above
    node = tree.sources[callee[0]].functions.get(callee[1]) if callee and known else None
    if callee is None or node is None:
        return set()
    return _taken_in(tree, callee, node.body, above | {callee})


def _taken_in(
    tree: TreeTimes, key: Key, nodes: Iterable[ast.AST], above: frozenset[Key]
) -> set[str]:
    """The same for what runs in the scope around a function, not in those that it opens."""
    found: set[str] = set()
    source = tree.sources[key[0]]
    for node in nodes:
        if isinstance(node, ast.With):
            opened = [item.context_expr for item in node.items]
            if any(source.called(one) in _SCOPES for one in opened):
                for one in opened if key not in tree.graph.creating else ():
                    found |= _taken_by(tree, key, one, above)
                continue
        found |= _taken_by(tree, key, node, above)
        found |= _taken_in(tree, key, ast.iter_child_nodes(node), above)
    return found


def _is_named(call: ast.Call) -> bool:
    return any(k.arg == "name" and isinstance(k.value, ast.Constant) for k in call.keywords)


def _texts(tree: TreeTimes, key: Key, name: str) -> Collection[str]:
    """The texts that callers give a parameter."""
    node = tree.function(key)
    mine = node is not None and name in {a.arg for a, _, _ in parameters(node)}
    return tree.arguments.texts_given(key, name) if mine else ()
