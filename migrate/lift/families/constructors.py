"""What the constructor of a class of a family makes: variables in one scope, whose name is the object's."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from migrate.lift.classes.parts import self_attribute
from migrate.lift.families.family import Family, Member
from migrate.lift.families.object_names import is_inherited
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Scope
from migrate.lift.source.source import FunctionNode, parameters
from migrate.lift.text.targets import Target
from migrate.nodes import walk

_GRAPHS = ("tf.placeholder", "tf.sparse_placeholder", "tf.placeholder_with_default", "tf.Session")


def check_constructor(family: Family, member: Member, target: Target) -> None:
    """Keras must be told of the object, and of its name, before it gets attributes."""
    init = member.init
    assert init is not None
    calls = [c for c in walk(init) if isinstance(c, ast.Call) and is_inherited(c)]
    member.sites.sites[:] = [s for s in member.sites.sites if s.node not in calls]
    for site in member.sites.sites:
        if site.kind != "weight":
            text = f"`{ast.unparse(site.node.func)}` in `__init__` makes more than a variable"
            raise Refused("TF320", text, site.node.lineno)
    if member.sites.inner:
        text = f"`{member.sites.inner[0]}`, defined in `__init__`, creates variables"
        raise Refused("TF304", text, init.lineno)
    given = {a.arg for a, _, _ in parameters(init)}
    for name in target.own_arguments:
        if name != "kwargs" and name in given:
            text = f"`{name}` of `__init__` means something else to a layer"
            raise Refused("TF313", text, init.lineno)
    if family.has_constructor(member):
        if len(calls) != 1:
            text = f"`{member.key[1]}.__init__` does not call the one it inherits once"
            raise Refused("TF320", text, init.lineno)
        member.above = calls[0]
        start: ast.stmt | None = next(
            (s for s in init.body if isinstance(s, ast.Expr) and s.value is calls[0]), None
        )
    else:
        if len(calls) > 1 or any(c.args[1:] or c.keywords for c in calls):
            raise Refused("TF320", f"`{ast.unparse(calls[0])}`", calls[0].lineno)
        member.above = calls[0] if calls else None
        named = start = member.named = _named(init)
        if "name" in given and (named is None or not _is_parameter(named.value, "name")):
            raise Refused("TF313", "`name` of `__init__` is not what `self.name` is", init.lineno)
        if named is None:
            return
    if start is None:
        text = f"`{ast.unparse(calls[0])}` is not a statement of `__init__`"
        raise Refused("TF320", text, calls[0].lineno)
    for before in init.body[: init.body.index(start)]:
        for part in walk(before):
            name = self_attribute(part)
            if name and name not in ("__class__", "__init__"):
                text = f"`self.{name}` is used before the object is known to Keras"
                raise Refused("TF320", text, part.lineno)  # type: ignore[attr-defined]


def _named(init: FunctionNode) -> ast.Assign | None:
    """``self.name = ...`` as a statement of the constructor."""
    for statement in init.body:
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1:
            if self_attribute(statement.targets[0]) == "name":
                return statement
    return None


def _is_parameter(node: ast.expr, name: str) -> bool:
    """Whether an expression is that parameter, or something else where that is not given."""
    first = node.values[0] if isinstance(node, ast.BoolOp) else node
    return isinstance(first, ast.Name) and first.id == name


def find_scope(member: Member) -> None:
    """Finds the scope around all that the constructor makes."""
    scopes: dict[Scope, None] = {}
    bare = False
    for site in member.sites.sites:
        variable_scopes = [s for s in site.scopes if s.kind == "variable_scope"]
        if len(site.scopes) > 1 or len(variable_scopes) != len(site.scopes):
            text = f"scope `{ast.unparse(site.scopes[-1].item.context_expr)}` in another one"
            raise Refused("TF320", text, site.node.lineno)
        scopes |= dict.fromkeys(variable_scopes)
        bare = bare or not variable_scopes
    if not scopes:
        return
    if bare or len(scopes) > 1:
        raise Refused("TF320", "makes variables in several scopes", member.node.lineno)
    scope = next(iter(scopes))
    line = scope.node.lineno
    if scope.default is not None or scope.name is None or scope.same:
        raise Refused("TF307", "the scope's name is counted", line)
    if scope.keywords or len(scope.node.items) > 1 or scope.item.optional_vars is not None:
        raise Refused("TF306", f"`with {ast.unparse(scope.item)}`", line)
    if scope.reuse is not None and not (
        isinstance(scope.reuse, ast.Constant) and not scope.reuse.value
    ):
        if member.source.symbol(scope.reuse) != "tf.AUTO_REUSE":
            raise Refused("TF303", f"`reuse={ast.unparse(scope.reuse)}`", line)
    if not _is_text(member, scope.name):
        raise Refused("TF302", f"scope name `{ast.unparse(scope.name)}`", line)
    _only_variables(member, scope)
    member.scope = scope


def _is_text(member: Member, node: ast.expr) -> bool:
    """Whether a scope's name is text: a scope object would be entered as it is."""
    if isinstance(node, ast.Name) and member.init is not None:
        defaults = [d for a, d, _ in parameters(member.init) if a.arg == node.id]
        default = defaults[0] if defaults else None
        return isinstance(default, ast.Constant) and isinstance(default.value, str)
    if isinstance(node, ast.BinOp):
        return any(
            isinstance(p, ast.JoinedStr)
            or (isinstance(p, ast.Constant) and isinstance(p.value, str))
            for p in walk(node)
        )
    if isinstance(node, ast.Call):
        return isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    return isinstance(node, ast.JoinedStr) or self_attribute(node) == "name"


def _only_variables(member: Member, scope: Scope) -> None:
    """What else stands in the scope would have other names outside it, or ask for the scope."""
    inside = {id(n) for s in member.sites.sites for n in walk(s.node)}
    for statement in scope.node.body:
        for part in walk(statement):
            if isinstance(part, ast.Call) and id(part) not in inside:
                target = member.source.symbols.target(part.func)
                if member.source.called(part) or target or self_attribute(part.func):
                    text = f"`{ast.unparse(part)}` stands in the scope of its variables"
                    raise Refused("TF320", text, part.lineno)


def check_computing(member: Member) -> None:
    """What a constructor computes with its variables is up to date in a graph only."""
    init = member.init
    assert init is not None
    calls = [n for n in walk(init) if isinstance(n, ast.Call)]
    if any(member.source.called(c) in _GRAPHS for c in calls):
        return
    held = {name for s in member.sites.sites for name in held_by(s.statement)}
    for part in walk(init):
        name = self_attribute(part)
        if name in held and isinstance(part.ctx, ast.Load):  # type: ignore[attr-defined]
            above = next(
                (p for p in walk(init) if any(c is part for c in ast.iter_child_nodes(p))), None
            )
            stored = isinstance(above, ast.Subscript) and not isinstance(above.ctx, ast.Load)
            if not stored:
                text = f"`__init__` computes with `self.{name}`, which is done once"
                raise Refused("TF320", text, part.lineno)  # type: ignore[attr-defined]


def held_by(statement: ast.stmt) -> Iterator[str]:
    """The attributes that a statement which makes a variable sets: ``self.x = ...``, ``self.x["k"] = ...``."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    for target in targets:
        for part in walk(target):
            name = self_attribute(part)
            if name:
                yield name
