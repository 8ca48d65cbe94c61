"""The walk over a module that finds its references to TensorFlow, and the Python scope of every name."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.nodes import children
from migrate.nodes import walk as every_node
from migrate.resolve.bindings import (
    Binding,
    Scope,
    bind_parameters,
    bind_statements,
)
from migrate.resolve.lookup import Lookup, chain_of, decisive
from migrate.resolve.paths import TensorFlowPath
from migrate.resolve.star_names import star_member

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


@dataclass(frozen=True, eq=False)
class Reference:
    """A maximal attribute chain whose root name is bound to TensorFlow.

    Attributes:
      node: the outermost `ast.Name` or `ast.Attribute`.
      root: the root name.
      path: where the whole chain leads.
      stem: the part of the chain that first leads into TensorFlow; the root name, unless that is a module
        of the tree (``compat.tf`` in ``compat.tf.log``).
      base: where ``stem`` leads.
      scope: the Python scope the reference stands in.
      binding: what binds the root name.
      call: the call whose function this is, if any.
    """

    node: ast.expr
    root: ast.Name
    path: TensorFlowPath
    stem: ast.expr
    base: TensorFlowPath
    scope: Scope
    binding: Binding
    call: ast.Call | None


@dataclass(eq=False)
class References:
    """What the walk finds.

    Attributes:
      found: the references, in the order of the source.
      by_node: the same by the id of their node.
      scope_of: the scope that a root name stands in, by the id of the name.
    """

    lookup: Lookup
    found: list[Reference] = field(default_factory=list)
    by_node: dict[int, Reference] = field(default_factory=dict)
    scope_of: dict[int, Scope] = field(default_factory=dict)

    def walk(self, nodes: list[ast.stmt] | list[ast.expr] | list[ast.AST], scope: Scope) -> None:
        stack: list[tuple[ast.AST, ast.Call | None]] = [(n, None) for n in reversed(nodes)]
        while stack:
            node, call = stack.pop()
            if node.__class__ is ast.Constant:
                continue
            if isinstance(node, (ast.Attribute, ast.Name)):
                rest = self._reference(node, scope, call)
                if rest is not None:
                    stack.append((rest, None))
            elif isinstance(node, ast.Call):
                stack += [(k.value, None) for k in node.keywords[::-1]]
                stack += [(a, None) for a in node.args[::-1]]
                stack.append((node.func, node))
            elif isinstance(node, (*_FUNCTIONS, ast.Lambda)):
                outside: list[ast.AST] = list(getattr(node, "decorator_list", []))
                outside.extend(node.args.defaults)
                outside.extend(d for d in node.args.kw_defaults if d is not None)
                if isinstance(node, _FUNCTIONS):
                    every = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
                    outside.extend(a.annotation for a in every if a.annotation is not None)
                    if node.returns is not None:
                        outside.append(node.returns)
                self.walk(outside, scope)
                name = getattr(node, "name", "<lambda>")
                inner = Scope("function", scope, node, _qualify(scope, name))
                bind_parameters(inner, node.args)
                body: list[ast.AST] = (
                    list(node.body) if isinstance(node, _FUNCTIONS) else [node.body]
                )
                bind_statements(inner, body)
                self.walk(body, inner)
            elif isinstance(node, ast.ClassDef):
                self.walk([*node.decorator_list, *node.bases], scope)
                self.walk([k.value for k in node.keywords], scope)
                inner = Scope("class", scope, node, _qualify(scope, node.name))
                bind_statements(inner, node.body)
                self.walk(node.body, inner)
            elif isinstance(node, _COMPREHENSIONS):
                inner = Scope("comprehension", scope, node, scope.qualname)
                for generator in node.generators:
                    for target in every_node(generator.target):
                        if isinstance(target, ast.Name):
                            inner.bind(target.id, Binding("other", target.lineno))
                self.walk(children(node), inner)
            else:
                stack += [(child, None) for child in children(node)[::-1]]

    def _reference(
        self, node: ast.Attribute | ast.Name, scope: Scope, call: ast.Call | None
    ) -> ast.AST | None:
        """Records a reference; returns the expression left to walk when the chain has no name root."""
        chain = chain_of(node)
        if chain is None:
            inner: ast.expr = node
            while isinstance(inner, ast.Attribute):
                inner = inner.value
            return inner
        root, attributes = chain
        self.scope_of[id(root)] = scope
        home = scope.find(root.id)
        binding = decisive(home.names[root.id]) if home else None
        if home is not None and binding is not None:
            base = self.lookup.bound(home, root.id, binding)
        else:
            base = self.lookup.star(root.id) if home is None else None
            member = star_member(self.lookup.scope.stars, root.id) if base is not None else None
            binding = member[0] if member else Binding("star", 0)
        if not isinstance(node.ctx, ast.Load):
            # Assigned to: no use of TensorFlow, but what it hangs on is (``tf.flags.FLAGS.x = 1``).
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
                return node.value
            return None
        path = self.lookup.attributes(base, attributes)
        if isinstance(path, TensorFlowPath) and binding is not None:
            depth, shallow = 0, base
            while not isinstance(shallow, TensorFlowPath):
                depth += 1
                shallow = self.lookup.attributes(base, attributes[:depth])
            stem: ast.expr = node
            for _ in range(len(attributes) - depth):
                assert isinstance(stem, ast.Attribute)
                stem = stem.value
            reference = Reference(node, root, path, stem, shallow, scope, binding, call)
            self.by_node[id(node)] = reference
            self.found.append(reference)
        return None


def _qualify(scope: Scope, name: str) -> str:
    if scope.kind == "function":
        return f"{scope.qualname}.<locals>.{name}"
    return f"{scope.qualname}.{name}" if scope.qualname else name
