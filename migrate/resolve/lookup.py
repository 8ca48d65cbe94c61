"""Where a name of one module leads: into TensorFlow, to a definition of the tree, or nowhere that is known."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from migrate.resolve.bindings import Binding, Scope
from migrate.resolve.paths import SPLIT_OFF, TensorFlowPath
from migrate.resolve.star_names import star_member
from migrate.resolve.tree_index import TreeIndex


@dataclass(eq=False)
class Lookup:
    """Looks names up; what a name leads to is a path in TensorFlow, or a (module, qualified name) of the tree.

    Attributes:
      scope: the module's own.
      index: the tree's other modules; None while the index itself is being made.
    """

    relpath: str
    module: str
    scope: Scope
    index: TreeIndex | None
    _resolving: set[tuple[int, str]] = field(default_factory=set)

    def name(self, scope: Scope | None, name: str) -> TensorFlowPath | tuple[str, str] | None:
        home = scope.find(name) if scope else None
        if home is None:
            return self.star(name)
        binding = decisive(home.names[name])
        return self.bound(home, name, binding) if binding else None

    def star(self, name: str) -> TensorFlowPath | tuple[str, str] | None:
        if self.index is None:
            return None
        member = star_member(self.scope.stars, name)
        if member is not None:
            return member[1]
        for star in self.scope.stars:
            if star.tf is None:
                found = self.index.follow(self.relpath, star.module, name)
                if found is not None:
                    return found
        return None

    def bound(
        self, home: Scope, name: str, binding: Binding
    ) -> TensorFlowPath | tuple[str, str] | None:
        if binding.kind == "import" and not self.is_own(binding):
            return binding.tf
        if binding.kind in ("import", "project"):
            if self.index is None:
                return None
            return self.index.follow(self.relpath, binding.module, binding.name)
        if binding.kind in ("def", "class"):
            qualname = f"{home.qualname}.{name}" if home.qualname else name
            return self.module, qualname
        if binding.kind == "alias" and binding.node is not None:
            key = (id(home), name)
            chain = chain_of(binding.node)
            if chain is None or key in self._resolving:
                return None
            self._resolving.add(key)
            try:
                return self.attributes(self.name(home, chain[0].id), chain[1])
            finally:
                self._resolving.discard(key)
        return None

    def attributes(
        self, found: TensorFlowPath | tuple[str, str] | None, attributes: list[str]
    ) -> TensorFlowPath | tuple[str, str] | None:
        for attribute in attributes:
            if isinstance(found, TensorFlowPath):
                found = found.attr(attribute)
            elif isinstance(found, tuple):
                module, member = found
                if member:
                    found = (module, f"{member}.{attribute}")
                elif self.index is not None:
                    found = self.index.member(module, attribute)
            else:
                return None
        return found

    def is_own(self, binding: Binding) -> bool:
        """Whether what looks like a package split off from TensorFlow is part of the tree itself."""
        if self.index is None or binding.tf is None or binding.tf.via not in SPLIT_OFF:
            return False
        return self.index.locate(self.relpath, binding.tf.via) is not None


def chain_of(node: ast.expr) -> tuple[ast.Name, list[str]] | None:
    attributes: list[str] = []
    while isinstance(node, ast.Attribute):
        attributes.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        return node, attributes[::-1]
    return None


def decisive(bindings: list[Binding]) -> Binding | None:
    """The binding that tells what a name is: an import wins over ``None`` fallbacks and later aliases.

    A name that is also bound to something unrelated in the same scope is not resolved.
    """
    if len(bindings) == 1:
        return bindings[0]
    imports = [b for b in bindings if b.kind == "import"]
    if imports:
        if any(b.kind == "other" for b in bindings):
            return None
        # A version switch: what works on TF 2 is what counts.
        return next((b for b in imports if b.tf is not None and b.tf.via == "v1"), imports[0])
    rest = [b for b in bindings if b.kind != "none"]
    kinds = {b.kind for b in rest}
    if kinds <= {"project"} or kinds <= {"def", "class"} or (len(rest) == 1):
        return rest[0] if rest else None
    projects = [b for b in rest if b.kind == "project"]
    if projects and kinds <= {"project", "def", "class", "alias"}:
        return projects[0]
    return None
