"""What decides about variables: the names whose values a creation needs."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from migrate.lift.binding.times import TreeTimes
from migrate.lift.source.bodies import bind, targeted_names
from migrate.lift.source.jumps import deciding
from migrate.lift.source.layer_table import LayerTable
from migrate.lift.source.sites import Site
from migrate.lift.source.source import LiftSource
from migrate.model.tree import Key
from migrate.nodes import walk


def constructor_arguments(
    source: LiftSource,
    tree: TreeTimes,
    table: LayerTable,
    site: Site,
    demanded: dict[Key, frozenset[str]],
) -> Iterator[ast.expr]:
    """The arguments of a site that are needed when the layer or weight is made."""
    if site.kind == "weight" and site.callee is not None:
        yield from site.node.args
        yield from (k.value for k in site.node.keywords)
    elif site.kind == "weight":
        rule = tree.rules.get(site.symbol)
        names = rule.parameters if rule else ()
        given = dict(zip(names, site.node.args, strict=False))
        given |= {k.arg: k.value for k in site.node.keywords if k.arg}
        yield from (v for k, v in given.items() if k != "reuse")
    elif site.kind in ("layer", "class", "cell"):
        at_call = table.taken_at_call(site.symbol)
        for name, value in table.of_site(tree.rules, site).items():
            if name not in at_call and name not in ("reuse", "_reuse"):
                yield value
    elif site.kind == "object":
        yield from (*site.node.args, *(k.value for k in site.node.keywords))
    elif site.callee is not None:
        function = tree.function(site.callee)
        if function is not None:
            wanted = demanded.get(site.callee, frozenset())
            for name, value in bind(site.node, function, site.callee).items():
                if name in wanted:
                    yield value


def around(site: Site) -> Iterator[ast.expr]:
    """The tests and loop bounds that a site depends on, and the scopes that name a weight."""
    if site.kind == "weight":
        yield from (s.name for s in site.scopes if s.name is not None and not s.same)
    for loop in site.loops:
        if isinstance(loop.iter, ast.Call) and isinstance(loop.iter.func, ast.Name):
            if loop.iter.func.id in ("range", "xrange"):
                yield from loop.iter.args
        yield from deciding(loop)
    for branch, _ in site.arms:
        yield branch.test


def needed(source: LiftSource, tree: TreeTimes, node: ast.AST) -> set[str]:
    """Names whose value, and not only whose static shape, an expression needs."""
    found: set[str] = set()
    stack: list[ast.AST] = [node]
    while stack:
        part = stack.pop()
        if isinstance(part, ast.Attribute) and part.attr in ("shape", "get_shape", "dtype"):
            item = isinstance(part.value, ast.Subscript) and not any(
                isinstance(n, ast.Name) for n in walk(part.value.slice)
            )
            if isinstance(part.value.value if item else part.value, ast.Name):  # type: ignore[attr-defined]
                continue
        if isinstance(part, ast.Compare) and all(
            isinstance(o, (ast.Is, ast.IsNot)) for o in part.ops
        ):
            if isinstance(part.left, ast.Name):
                continue
        if isinstance(part, ast.Call):
            if tree.is_helper(tree.callee(source, part)) or _is_len(part):
                continue
        if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
            found.add(part.id)
        stack.extend(ast.iter_child_nodes(part))
    return found


def asked_for(node: ast.expr, body: list[ast.stmt]) -> set[str]:
    """The functions that choose between two values of a constructor's argument by being given: ``a if f is not None else b``.

    Args:
      body: where they are called, so that they are no tensors.
    """
    found = {
        part.left.id
        for choice in walk(node)
        if isinstance(choice, ast.IfExp)
        for part in walk(choice.test)
        if isinstance(part, ast.Compare) and isinstance(part.left, ast.Name)
    }
    return found & {
        call.func.id
        for statement in (body if found else ())
        for call in walk(statement)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name)
    }


def _is_len(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id == "len"


def closure(
    source: LiftSource, tree: TreeTimes, body: list[ast.stmt], names: Iterable[str]
) -> set[str]:
    """``names`` with everything their values are computed from, and the tests that decide about it."""
    sources: dict[str, list[ast.AST]] = {}
    for node, tests in _with_tests(body, ()):
        if isinstance(node, ast.FunctionDef):
            _note(sources, ast.Name(node.name), node)
        for target, value in _assigned(node):
            for source_of in (value, *tests):
                _note(sources, target, source_of)
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            for value in sources.get(name, ()):
                waiting.extend(needed(source, tree, value))
    return found


def _with_tests(
    body: list[ast.stmt], tests: tuple[ast.expr, ...]
) -> Iterator[tuple[ast.stmt, tuple[ast.expr, ...]]]:
    """Every statement of a body with the tests that decide whether it runs: of `if` statements, and of what leaves loops."""
    for node in body:
        yield node, tests
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.AsyncFunctionDef)):
            continue
        inner = (*tests, node.test) if isinstance(node, ast.If) else tests
        if isinstance(node, (ast.For, ast.While)):
            inner = (*tests, *deciding(node))
        for part in ("body", "orelse", "finalbody"):
            yield from _with_tests(getattr(node, part, []), inner)
        for handler in getattr(node, "handlers", []):
            yield from _with_tests(handler.body, inner)


def _assigned(node: ast.stmt) -> Iterator[tuple[ast.expr, ast.AST]]:
    """What one statement itself binds, and to what."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            yield target, node.value
    elif isinstance(node, (ast.AugAssign, ast.AnnAssign)) and node.value is not None:
        yield node.target, node.value
    elif isinstance(node, ast.For):
        yield from loop_bindings(node)
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        func = node.value.func
        if isinstance(func, ast.Attribute) and func.attr in ("append", "extend", "insert"):
            if node.value.args:
                yield func.value, node.value.args[-1]


def loop_bindings(node: ast.For) -> Iterator[tuple[ast.expr, ast.expr]]:
    """What the targets of a loop take their values from; a counter takes it from nothing."""
    call = node.iter
    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name):
        parts = node.target.elts if isinstance(node.target, (ast.Tuple, ast.List)) else []
        if call.func.id == "enumerate" and len(parts) == 2 and call.args:
            yield parts[1], call.args[0]
            return
        if call.func.id == "zip" and len(parts) == len(call.args):
            yield from zip(parts, call.args, strict=True)
            return
    yield node.target, node.iter


def _note(sources: dict[str, list[ast.AST]], target: ast.expr, value: ast.AST) -> None:
    for name in targeted_names(target):
        sources.setdefault(name, []).append(value)
