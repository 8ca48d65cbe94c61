"""Constructors that only keep what they are given: an object of settings, which is as good when it is made once."""

from __future__ import annotations

import ast

from migrate.lift.binding.times import TreeTimes
from migrate.lift.classes.parts import is_string, self_attribute
from migrate.lift.methods.method_class import top_class
from migrate.lift.source.source import CHANGES
from migrate.model.tree import Key
from migrate.nodes import walk

_HOOKS = frozenset({"__new__", "__setattr__", "__getattribute__", "__init_subclass__", "__del__"})


def kept_by_constructor(tree: TreeTimes, key: Key) -> list[ast.expr] | None:
    """What a constructor evaluates, if all that it does is to set attributes of its object; None else."""
    owner, _, name = key[1].rpartition(".")
    source = tree.sources.get(key[0])
    cls = top_class(source, owner) if source is not None and name == "__init__" else None
    if source is None or cls is None or cls.decorator_list or cls.keywords:
        return None
    if source.definitions[owner] > 1 or any(ast.unparse(b) != "object" for b in cls.bases):
        return None
    methods = [n for n in cls.body if isinstance(n, ast.FunctionDef)]
    init = next((n for n in methods if n.name == name), None)
    if init is None or init.decorator_list or _HOOKS & {n.name for n in methods}:
        return None
    named = {n.name for n in methods}
    values: list[ast.expr] = []
    for statement in init.body:
        if is_string(statement):
            continue
        if isinstance(statement, ast.AnnAssign) and statement.value is not None:
            targets: list[ast.expr] = [statement.target]
        elif isinstance(statement, ast.Assign):
            targets = statement.targets
        else:
            return None
        if not all(self_attribute(t) and self_attribute(t) not in named for t in targets):
            return None  # a property may do anything
        assert statement.value is not None
        values.append(statement.value)
    if any(_changes(m) for m in methods if m is not init) or any(map(_may_grow, values)):
        return None
    # Nobody else sees the object while it is made.
    return None if any(_hands_on(value) for value in values) else values


def _changes(method: ast.FunctionDef) -> bool:
    """Whether a method may make the object another one than it was made."""
    return any(
        (isinstance(n, ast.Attribute) and not isinstance(n.ctx, ast.Load)) or _changes_part(n)
        for n in walk(method)
    )


def _may_grow(node: ast.expr) -> bool:
    """Whether a value is a new list or the like, into which somebody may put something."""
    grows = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
    return any(isinstance(n, grows) for n in walk(node))


def _changes_part(node: ast.AST) -> bool:
    """Whether a call changes an attribute of something: ``self.lines.append(...)``."""
    func = node.func if isinstance(node, ast.Call) else None
    held = isinstance(func, ast.Attribute) and isinstance(func.value, ast.Attribute)
    return held and func.attr in CHANGES  # type: ignore[union-attr]


def _hands_on(node: ast.expr) -> bool:
    read = {id(n.value) for n in walk(node) if isinstance(n, ast.Attribute)}
    used = [n for n in walk(node) if isinstance(n, ast.Name) and n.id == "self"]
    return any(id(n) not in read for n in used)
