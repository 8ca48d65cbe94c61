"""Reading a class: its methods, what they set, and whether it is a plain object."""

from __future__ import annotations

import ast

from migrate.lift.classes.cells import check_cell
from migrate.lift.classes.collections import collections
from migrate.lift.classes.keras_bases import FOR_KERAS, cell_base, keras_base
from migrate.lift.classes.parts import ClassParts, is_string, self_attribute, statements
from migrate.lift.classes.scope import bookkeeping, naming, own_scope
from migrate.lift.plans import Refused
from migrate.lift.source.sites import Sites
from migrate.lift.source.source import FunctionNode, LiftSource, parameters
from migrate.lift.text.targets import Target
from migrate.model.tree import Key
from migrate.nodes import walk

_DECORATORS = frozenset({"property", "staticmethod"})
_MAGIC = frozenset(
    [
        "__new__",
        "__getattr__",
        "__getattribute__",
        "__setattr__",
        "__del__",
        "__enter__",
        "__exit__",
    ]
)


def class_parts(
    source: LiftSource, key: Key, node: ast.ClassDef, found: Sites, target: Target
) -> ClassParts:
    """Reads a class whose ``__call__`` has these creation sites.

    Args:
      target: what it is to become.

    Raises:
      Refused: it is no plain object with a constructor, a call and attributes.
    """
    methods = _methods(source, node, target.reserved, target.imported == "keras")
    init, call = (_one(node, methods, name) for name in ("__init__", "__call__"))
    rest = tuple(m for m in methods if m not in (init, call))
    stored = _stores((init, call, *rest))
    parts = ClassParts(key, node, init, call, rest, stored, reserved=target.reserved)
    _plain_self(parts)
    for argument, _, _ in parameters(init):
        if argument.arg in target.own_arguments:
            text = f"`{argument.arg}` of `__init__` means something else to a layer"
            raise Refused("TF313", text, init.lineno)
    for part in walk(init):
        if (
            isinstance(part, (ast.Return, ast.Yield, ast.Global, ast.FunctionDef))
            and part is not init
        ):
            text = f"`{type(part).__name__.lower()}` in `__init__`"
            raise Refused("TF320", text, part.lineno)
    _drop_super(parts)
    parts.scope = own_scope(found)
    naming(source, parts)
    named = {n.id for n in walk(parts.name) if isinstance(n, ast.Name)} if parts.name else set()
    if "name" in {a.arg for a, _, _ in parameters(init)} - named:
        raise Refused("TF313", "`name` of `__init__` is not the name of its scope", init.lineno)
    bookkeeping(source, parts)
    collections(source, parts)
    for name, places in parts.stores.items():
        for statement, method in places:
            if method is not init and id(statement) not in parts.dropped:
                text = f"`self.{name}` is set in `{method.name}`"
                raise Refused("TF320", text, statement.lineno)
    parts.is_cell = cell_base(source, node)
    if parts.is_cell:
        check_cell(source, parts)
    return parts


def _methods(
    source: LiftSource, node: ast.ClassDef, reserved: frozenset[str], keras: bool
) -> list[FunctionNode]:
    line = node.lineno
    bases = [b for b in node.bases if not (isinstance(b, ast.Name) and b.id == "object")]
    if keras_base(source, node):  # in the form of an object
        bases, reserved = [], reserved - FOR_KERAS
    elif cell_base(source, node) and keras:
        bases = []
    if bases or node.keywords or node.decorator_list:
        odd = [*bases, *(k.value for k in node.keywords), *node.decorator_list][0]
        raise Refused("TF320", f"`{node.name}` is made with `{ast.unparse(odd)}`", line)
    methods = []
    for statement in node.body:
        if isinstance(statement, ast.FunctionDef):
            methods.append(statement)
            for decorator in statement.decorator_list:
                if not isinstance(decorator, ast.Name) or decorator.id not in _DECORATORS:
                    text = f"decorator `{ast.unparse(decorator)}` of `{statement.name}`"
                    raise Refused("TF320", text, statement.lineno)
            taken = statement.name in reserved and not _is_property(statement)
            if taken or statement.name in _MAGIC:
                text = f"its method `{statement.name}` means something else to a layer"
                raise Refused("TF320", text, statement.lineno)
        elif isinstance(statement, ast.Assign):
            names = [t.id for t in statement.targets if isinstance(t, ast.Name)]
            if len(names) != len(statement.targets) or set(names) & reserved:
                raise Refused("TF320", f"`{ast.unparse(statement)}` in the class", statement.lineno)
        elif not isinstance(statement, ast.Pass) and not is_string(statement):
            raise Refused("TF320", "statements in the class", statement.lineno)
    return methods


def _is_property(node: FunctionNode) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "property" for d in node.decorator_list)


def _one(node: ast.ClassDef, methods: list[FunctionNode], name: str) -> FunctionNode:
    found = [m for m in methods if m.name == name]
    if len(found) != 1:
        raise Refused("TF320", f"`{node.name}` has no `{name}` of its own", node.lineno)
    method = found[0]
    args = method.args
    if args.vararg or args.kwarg or args.posonlyargs or method.decorator_list:
        raise Refused("TF320", f"takes `*` or `**` arguments in `{name}`", method.lineno)
    if not args.args or args.args[0].arg != "self":
        raise Refused("TF320", f"`{name}` does not call its object `self`", method.lineno)
    return method


def _stores(methods: tuple[FunctionNode, ...]) -> dict[str, list[tuple[ast.Assign, FunctionNode]]]:
    found: dict[str, list[tuple[ast.Assign, FunctionNode]]] = {}
    for method in methods:
        inside = {}
        for part in walk(method):
            if isinstance(part, ast.Assign) and len(part.targets) == 1:
                inside[id(part.targets[0])] = part
        for part in walk(method):
            name = self_attribute(part)
            if name and isinstance(part, ast.Attribute) and not isinstance(part.ctx, ast.Load):
                statement = inside.get(id(part))
                if statement is None:
                    raise Refused("TF320", f"`self.{name}` is set in another way", part.lineno)
                found.setdefault(name, []).append((statement, method))
    return found


def _plain_self(parts: ClassParts) -> None:
    """The object is only used for its attributes, and called."""
    for method in (parts.init, parts.call, *parts.methods):
        fine = set()
        for part in walk(method):
            if isinstance(part, ast.Attribute) and part.attr not in ("__dict__", "__class__"):
                fine.add(id(part.value))
            elif isinstance(part, ast.Call):
                if ast.unparse(part.func) in ("super", "object.__init__"):
                    fine |= {id(a) for a in part.args}
                elif method in parts.methods:
                    fine.add(id(part.func))
        for part in walk(method):
            if isinstance(part, ast.Name) and part.id == "self" and id(part) not in fine:
                raise Refused("TF320", "uses `self` as a value", part.lineno)


def _drop_super(parts: ClassParts) -> None:
    for node in statements(parts.init.body):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            text = ast.unparse(node.value.func)
            if text == "object.__init__" or (
                text.startswith("super(") and text.endswith(".__init__")
            ):
                parts.dropped.add(id(node))
