"""A TF1 model class as lifting reads it: an object with a name that opens its scope when it is called."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.lift.source.sites import _SCOPES, Scope
from migrate.lift.source.source import FunctionNode, LiftSource, statements
from migrate.model.tree import Key


@dataclass(eq=False)
class ClassParts:
    """What a class is made of.

    Attributes:
      key: its module and qualified name.
      stores: attribute -> the statements that set it, each with the method it stands in.
      scope: the scope that ``__call__`` opens around all it creates; None when it opens none.
      name: the source of the layer's name; None when it has none of its own.
      name_attribute: the attribute that held the name, "" for none.
      reuse_attributes: attributes that only said whether the object was called before.
      collected: attribute -> Keras' list of variables which it held.
      dropped: statements that go.
      lists: expressions that collect the object's variables -> Keras' list of them.
      reserved: attributes that the target uses itself.
      is_cell: it is an RNN cell.
    """

    key: Key
    node: ast.ClassDef
    init: FunctionNode
    call: FunctionNode
    methods: tuple[FunctionNode, ...]
    stores: dict[str, list[tuple[ast.Assign, FunctionNode]]]
    scope: Scope | None = None
    name: ast.expr | None = None
    name_attribute: str = ""
    reuse_attributes: frozenset[str] = frozenset()
    collected: dict[str, str] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    lists: dict[int, str] = field(default_factory=dict)
    by_prefix: bool = False
    reserved: frozenset[str] = frozenset()
    is_cell: bool = False

    @property
    def attributes(self) -> frozenset[str]:
        """Every attribute and method by which the object is known."""
        return frozenset((*self.stores, *(m.name for m in self.methods), "__init__", "__call__"))


def self_attribute(node: ast.AST | None) -> str:
    """``x`` for ``self.x``, "" for anything else."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        if node.value.id == "self":
            return node.attr
    return ""


def is_string(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def opens_scopes(source: LiftSource, node: ast.With) -> bool:
    """Whether a `with` does nothing but open scopes under no name of its own."""
    symbols = (*_SCOPES, "tf.name_scope")
    return all(
        source.called(i.context_expr) in symbols and i.optional_vars is None for i in node.items
    )


__all__ = ["ClassParts", "is_string", "opens_scopes", "self_attribute", "statements"]
