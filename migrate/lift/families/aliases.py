"""Lists and dicts that objects share with others: Keras keeps a copy of what an attribute is set to.

A TF1 object that was given a list, and its caller, saw each other's changes. So attributes of a layer must not be set to
lists or dicts that come from elsewhere and change afterwards.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from migrate.lift.binding.changes import changed_parameters
from migrate.lift.binding.times import TreeTimes
from migrate.lift.checks.handed_objects import change_after
from migrate.lift.classes.parts import self_attribute
from migrate.lift.families.family import Family, Member
from migrate.lift.plans import Refused
from migrate.lift.source.bodies import bind
from migrate.lift.source.source import CHANGES, FunctionNode, LiftSource, changed_by_call
from migrate.lift.source.value_classes import function_at
from migrate.model.tree import Key
from migrate.nodes import walk

_COPIES = frozenset(
    ["list", "dict", "set", "tuple", "sorted", "int", "float", "str", "bool", "len"]
)


def check_aliases(
    sources: Mapping[str, LiftSource],
    tree: TreeTimes,
    family: Family,
    calls: Mapping[int, tuple[LiftSource, ast.Call]],
) -> None:
    """Looks at what the attributes of a family are set to.

    Args:
      calls: where its objects are made.

    Raises:
      Refused: one may be a list or dict of others that changes.
    """
    stored = [
        (name, member, method, node)
        for member in family.members.values()
        for method in member.methods
        for node in walk(method)
        if isinstance(node, ast.Assign) and _may_be_shared(member, node.value)
        for target in node.targets
        if (name := self_attribute(target))
    ]
    names = {name for name, *_ in stored}
    for source in sources.values():
        for name in names & source.attributes.keys():
            for part in _changes(source, tree, name):
                node = next(n for each, _, _, n in stored if each == name)
                at = node.lineno
                text = f"`{ast.unparse(part)}` changes what `{ast.unparse(node)}` may share"
                raise Refused("TF319", text, at)
    for _, member, method, node in stored:
        key = (member.key[0], f"{member.key[1]}.{method.name}")
        found = change_after(tree, key, method.body, node, [node.value], method.end_lineno)
        if found is not None:
            raise Refused("TF319", f"{found[0]}, which `{ast.unparse(node)}` shares", found[1])
    _check_callers(tree, family, stored, calls)


def _may_be_shared(member: Member, value: ast.expr) -> bool:
    """Whether an expression may give a list or dict that others have, too."""
    if isinstance(value, (ast.Name, ast.Attribute, ast.Subscript)):
        return not member.source.symbol(value)
    if isinstance(value, (ast.BoolOp, ast.IfExp)):
        return True
    if isinstance(value, ast.Call):
        func = value.func
        if isinstance(func, ast.Name) and func.id in _COPIES:
            return False
        if member.source.symbols.outside(func).startswith("numpy."):
            return False  # an array, which Keras keeps as it is
        target = member.source.symbols.target(func)
        return not member.source.called(value) and target is None
    return False


def _changes(source: LiftSource, tree: TreeTimes, name: str) -> Iterator[ast.AST]:
    """The places that change what an attribute of that name holds."""
    for node in source.symbols.nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            inner = node.func.value
            if (
                node.func.attr in CHANGES
                and isinstance(inner, ast.Attribute)
                and inner.attr == name
            ):
                yield node
        elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            if isinstance(node.value, ast.Attribute) and node.value.attr == name:
                yield node
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Attribute):
            grows = isinstance(node.value, (ast.List, ast.ListComp, ast.Tuple))
            if node.target.attr == name and grows:
                yield node
    for part in source.attributes[name]:
        call = next((c for c in _calls(source) if any(a is part for a in _given(c))), None)
        key = tree.callee(source, call) if call is not None else None
        function = tree.function(key) if key is not None else None
        if call is not None and key is not None and function is not None:
            given = bind(call, function, key)
            if any(given.get(each) is part for each in changed_parameters(tree, key)):
                yield call
        for local in _bound_to(source, part):
            for node in source.symbols.nodes:
                stored = isinstance(node, (ast.Attribute, ast.Subscript))
                stored = stored and not isinstance(node.ctx, ast.Load)  # type: ignore[attr-defined]
                on = node.value if stored else None  # type: ignore[attr-defined]
                if changed_by_call(node) == local or (isinstance(on, ast.Name) and on.id == local):
                    yield node


def _calls(source: LiftSource) -> Iterator[ast.Call]:
    return (n for n in source.symbols.nodes if isinstance(n, ast.Call))


def _given(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(k.value for k in call.keywords)]


def _bound_to(source: LiftSource, part: ast.expr) -> Iterator[str]:
    """The local names that are bound to what an attribute holds."""
    for node in source.symbols.nodes:
        if isinstance(node, ast.Assign) and node.value is part:
            yield from (t.id for t in node.targets if isinstance(t, ast.Name))


def _check_callers(
    tree: TreeTimes,
    family: Family,
    stored: list[tuple[str, Member, FunctionNode, ast.Assign]],
    calls: Mapping[int, tuple[LiftSource, ast.Call]],
) -> None:
    """What a caller gives must not change afterwards."""
    inits = {
        m.key: (
            m,
            {
                n.id
                for _, o, f, a in stored
                if f is m.init and o is m
                for n in walk(a.value)
                if isinstance(n, ast.Name)
            },
        )
        for m in family.members.values()
        if m.init is not None
    }
    for source, call in calls.values():
        target = source.symbols.target(call.func)
        if target not in inits or target is None:
            continue
        member, names = inits[target]
        assert member.init is not None
        given = bind(call, member.init, member.init_key)
        where: Key = function_at(source, call) or (source.module, "")
        function = tree.function(where) if where[1] else None
        body = function.body if function is not None else source.tree.body
        last = function.end_lineno if function is not None else 10**9
        arguments = [value for name, value in given.items() if name in names]
        found = change_after(tree, where, body, call, arguments, last)
        if found is not None:
            text = f"{found[0]}, which `{member.key[1]}` was given"
            raise Refused("TF319", text, found[1] if source is member.source else 0)
