"""A template that is given to other functions, as a function of its own.

net = tf.make_template("net", mlp, units=3)          def net(x):
y = coupling(x, net)                                     with tf.variable_scope("net", reuse=tf.AUTO_REUSE):
                                                             return mlp(x, units=3)

                                                     y = coupling(x, net)

Those functions must call it in the scope in which they are called themselves: TF1 enters the scope of the first call ever after.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.model.tree import TreeGraph
from migrate.nodes import walk


def function_text(
    source: LiftSource,
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    call: ast.Call,
    name: str,
    scope: str,
    tensorflow: str,
    pad: str,
) -> str | None:
    """The definition of a function for a template; None where what it wraps is not known.

    Args:
      call: what makes the template.
      name: what it is called.
      scope: the source of the name of its scope.
      pad: the white space before it.
    """
    wrapped = call.args[1]
    target = source.symbols.target(wrapped)
    key = graph.resolve(target) if target is not None else None
    other = sources.get(key[0]) if key is not None else None
    node = other.functions.get(key[1]) if other is not None and key is not None else None
    if node is None or other is None or node not in other.tree.body or node.decorator_list:
        return None
    args = node.args
    if args.vararg or args.kwarg or args.posonlyargs or args.kwonlyargs:
        return None
    given = {k.arg for k in call.keywords}
    shown: list[str] = []
    passed: list[str] = []
    for argument, default, _ in parameters(node):
        if argument.arg in given:
            continue
        if argument.arg in (name, tensorflow, source.segment(wrapped).partition(".")[0]):
            return None
        if default is not None and not isinstance(default, ast.Constant):
            return None
        text = "" if default is None else f"={other.segment(default)}"
        shown.append(argument.arg + text)
        passed.append(argument.arg)
    if not shown or _splits([a.arg for a, _, _ in parameters(node)], given):
        return None
    keywords = [source.segment(k) for k in call.keywords]
    if {n.id for k in call.keywords for n in walk(k.value) if isinstance(n, ast.Name)} & set(
        passed
    ):
        return None
    lines = [
        f"def {name}({', '.join(shown)}):",
        f"    with {tensorflow}.variable_scope({scope}, reuse={tensorflow}.AUTO_REUSE):",
        f"        return {source.segment(wrapped)}({', '.join([*passed, *keywords])})",
    ]
    return "\n".join(f"{pad}{line}" for line in lines)


def _splits(names: list[str], given: set[str | None]) -> bool:
    """Whether a parameter that is given stands before one that is not, so that places would change."""
    seen = False
    for name in names:
        if name in given:
            seen = True
        elif seen:
            return True
    return False


def calls_in_its_scope(
    sources: Mapping[str, LiftSource],
    graph: TreeGraph,
    source: LiftSource,
    call: ast.Call,
    use: ast.Name,
) -> bool:
    """Whether a function that is given a template only calls it, in no scope of its own."""
    target = source.symbols.target(call.func)
    key = graph.resolve(target) if target is not None else None
    other = sources.get(key[0]) if key is not None else None
    node = other.functions.get(key[1]) if other is not None and key is not None else None
    if node is None or other is None or node not in other.tree.body or node.decorator_list:
        return False
    if other.definitions[node.name] > 1 or node.args.vararg or node.args.kwarg:
        return False
    names = [a.arg for a, _, _ in parameters(node)]
    place = next((names[i] for i, a in enumerate(call.args[: len(names)]) if a is use), None)
    name = place or next((k.arg for k in call.keywords if k.value is use), None)
    if name is None or any(isinstance(a, ast.Starred) for a in call.args):
        return False
    return _only_called(node, name)


def _only_called(node: FunctionNode, name: str) -> bool:
    above = {id(c): n for n in walk(node) for c in ast.iter_child_nodes(n)}
    uses = [n for n in walk(node) if isinstance(n, ast.Name) and n.id == name]
    for use in uses:
        call = above.get(id(use))
        if not isinstance(call, ast.Call) or call.func is not use:
            return False
        part: ast.AST | None = call
        while part is not None and part is not node:
            if isinstance(part, (ast.With, ast.Lambda, ast.FunctionDef, ast.ClassDef)):
                return False
            part = above.get(id(part))
    return bool(uses)
